"""`briefing check-document`: whether a Word file or a PDF that somebody has edited is still fit for all to read."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import BriefingError
from briefing.outputs.edited import edited_faults
from briefing.outputs.file import File
from briefing.shell.commands.result import Result


def checked_document(path: Path) -> Result:
    """Every fault of the file, in Swedish; exit code 1 where there is any. BriefingError: the file cannot be read."""
    try:
        found = edited_faults(File(path.name, "", path.read_bytes()))
    except ValueError as error:
        raise BriefingError(str(path), problem=str(error), remedy="save it as .docx or .pdf without a password, and try again") from None
    faults = [{"id": each.id, "reason": each.reason.value, "text": each.text} for each in found]
    lines = (f"{path.name} har {_counted(len(faults))} att rätta:", *(f"  {each['text']}" for each in faults))
    return Result(
        {"file": str(path), "faults": faults}, lines if faults else (f"{path.name} uppfyller reglerna.",), exit_code=int(bool(faults))
    )


def _counted(number: int) -> str:
    return "ett fel" if number == 1 else f"{number} fel"
