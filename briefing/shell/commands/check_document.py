"""`briefing check-document`: whether a Word file or a PDF that somebody has edited is still fit for all to read."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import BriefingError
from briefing.outputs.edited import NoDocument
from briefing.outputs.file import File
from briefing.shell.commands.result import Result
from briefing.workspace.careful import faults_found_carefully


def checked_document(path: Path) -> Result:
    """Every fault of the file, in Swedish; exit code 1 where there is any. BriefingError: the file cannot be read."""
    found = faults_found_carefully(File(path.name, "", path.read_bytes()))
    if isinstance(found, NoDocument):
        raise BriefingError(str(path), problem=found.problem, remedy="save it as .docx or .pdf without a password, and try again")
    faults = [{"id": each.id, "reason": each.reason.value, "text": each.text} for each in found]
    lines = (f"{path.name} har {_counted(len(faults))} att rätta:", *(f"  {each['text']}" for each in faults))
    return Result(
        {"file": str(path), "faults": faults}, lines if faults else (f"{path.name} uppfyller reglerna.",), exit_code=int(bool(faults))
    )


def _counted(number: int) -> str:
    return "ett fel" if number == 1 else f"{number} fel"
