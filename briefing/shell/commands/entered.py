"""What was entered from a deposited document, as deliveries of the sources that said it: so that no dimension's history begins empty."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from briefing.archive.disk import write
from briefing.archive.seals import digest
from briefing.errors import BriefingError
from briefing.observations.facts import Facts, FactStatement
from briefing.terms.edition import EditionId
from briefing.workspace.load import SOURCES, Workspace
from briefing.workspace.receipt import Row, add_to_receipt, read_receipt


def entries(facts: Facts, workspace: Workspace, id: EditionId) -> Mapping[str, bytes]:
    """Path of each delivery in the workspace → its bytes: one per source that reads statements, named by the day of the judgements.

    BriefingError where another delivery of that day lies there.
    """
    reads = {each.id for each in workspace.sources if each.format == "uppgifter"}
    by_source: dict[str, list[FactStatement]] = {}
    for each in facts.statement:
        if each.source in reads:
            by_source.setdefault(each.source, []).append(each)
    files = {f"{SOURCES}/{source}/{facts.dated}.toml": _told(facts, told, id) for source, told in by_source.items()}
    for path, content in files.items():
        there = workspace.root / path
        if there.exists() and there.read_bytes() != content:
            remedy = "deposit without those statements, or with another day in dated"
            raise BriefingError(path, problem="another delivery of that day lies there", remedy=remedy)
    return files


def enter(root: Path, files: Mapping[str, bytes], today: date, how: str) -> tuple[str, ...]:
    """Puts the deliveries in their folders with a row of receipt each, and returns the paths of those that were not there."""
    new = []
    for name, content in files.items():
        path = root / name
        if not path.exists():
            write(path, content)
            new.append(name)
        if path.name not in read_receipt(path.parent).rows:
            add_to_receipt(path.parent, [Row(path.name, digest(content), today, how)])
    return tuple(new)


def _told(facts: Facts, told: list[FactStatement], id: EditionId) -> bytes:
    """The statements in the form of `uppgifter`. The place in the document stands in a remark beside each."""
    lines = [
        f"# Inlagt ur den deponerade handlingen {id}.",
        f"dated = {facts.dated}",
        f"body = {_text(facts.body)}",
        f'sensitivity = "{facts.sensitivity.value}"',
    ]
    for each in told:
        words = {"level": each.level, "direction": each.direction, "confidence": each.confidence}
        where = ", ".join(filter(None, (each.document, each.place)))
        lines += ["", "[[statement]]", f"# {where}", f"dimension = {_text(each.dimension)}"]
        lines += [f'{name} = "{word.value}"' for name, word in words.items() if word]
        lines += [f"text = {_text(each.text)}"] if each.text else []
    return ("\n".join(lines) + "\n").encode()


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
