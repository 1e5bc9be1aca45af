"""`briefing diff`: what differs between two editions, from their records alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from briefing.archive import store
from briefing.archive.layout import ARCHIVE
from briefing.document import wording
from briefing.document.compare import compare
from briefing.document.difference import Change, Difference, SeriesChange, Told
from briefing.document.marked import Span
from briefing.document.text_changes import ChangedText
from briefing.errors import BriefingError
from briefing.findings.recorded import Recorded, parse_record
from briefing.shell.commands.named import Named, named
from briefing.shell.commands.result import Result, Sheet
from briefing.terms.edition import Status
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.drafts import DRAFTS

_OPEN_MODE, _PRIVATE_MODE = 0o644, 0o600


def differing(root: Path, before: str, now: str, page: Path | None) -> Result:
    """The comparison of two editions (see `named`); with `page` also as a web page in that file.

    A record in the archive is read only if it is as it was sealed. The page is readable by its owner alone unless both are open.
    """
    old, new = named(before), named(now)
    was, became = (parse_record(_record(root, each)) for each in (old, new))
    difference = compare(was, became, (_told(root, old, was), _told(root, new, became)))
    if page is not None:
        _write_page(root, difference, page)
    lines = (*_head(difference), *([f"Webbsidan ligger här: {page}"] if page else []))
    data = {**_data(difference), "page": str(page) if page else None}
    return Result(data, lines, sheets=tuple(_sheets(difference)))


def _record(root: Path, asked: Named) -> str:
    if asked.is_draft:
        path = root / DRAFTS / str(asked.edition) / f"{asked.edition}.json"
        if not path.is_file():
            raise BriefingError(str(asked), problem="there is no such draft", remedy="see `briefing list --drafts`")
        return path.read_text(encoding="utf-8")
    archive = root / ARCHIVE
    return store.record(archive, asked.edition, store.edition(archive, asked.edition, asked.version).version)


def _told(root: Path, asked: Named, record: Recorded) -> Told:
    said, frame = record.said["edition"], record.frame
    sealed = None if asked.is_draft else store.edition(root / ARCHIVE, asked.edition, asked.version)
    return Told(
        name=f"{asked.edition} {sealed.version}" if sealed else f"{asked.edition} (utkast, inte i arkivet)",
        title=", ".join(filter(None, (frame.get("title"), frame.get("subtitle")))),
        status=wording.STATUSES[sealed.status if sealed else Status(said.get("status") or Status.ARBETSMATERIAL.value)],
        sensitivity=wording.SENSITIVITIES[record.sensitivity],
        dnr=said.get("dnr") or "",
        sealed=wording.day(sealed.sealed_on) if sealed else "",
        reason=sealed.reason if sealed else "",
    )


def _write_page(root: Path, difference: Difference, page: Path) -> None:
    """Replaces the page as a whole."""
    import os

    from briefing.outputs.difference_page import render_difference
    from briefing.workspace.texts import load_templates

    content = render_difference(difference, load_templates(root)).content
    unfinished = page.with_name(f".{page.name}.tmp")
    try:
        unfinished.unlink(missing_ok=True)
        mode = _OPEN_MODE if difference.sensitivity is Sensitivity.OPPEN else _PRIVATE_MODE
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
        unfinished.replace(page)
    except OSError as error:
        problem = f"the page cannot be written: {error.strerror}"
        raise BriefingError(str(page), problem=problem, remedy="name a file in a folder that you may write to") from error


def _head(difference: Difference) -> Iterator[str]:
    before, now = difference.before, difference.now
    yield f"Från {before.name} ({before.status}) till {now.name} ({now.status})"
    if now.reason:
        yield f"Skäl till versionen: {now.reason}"
    yield from filter(None, (difference.example[0], *difference.notes))
    if difference.is_empty:
        yield "Ingenting skiljer mellan de två."
    else:
        yield ", ".join(f"{heading}: {wording.number(count)}" for _, heading, count in difference.counts if count)


def _sheets(difference: Difference) -> Iterator[Sheet]:
    for part in difference.parts:
        if part.changes:
            rows = tuple((each.kind, _named(each, difference), each.before, each.now, each.remark) for each in part.changes)
            yield _sheet(part.heading, ("Slag", "Vad", "Tidigare", "Nu", "Anmärkning"), rows)
            yield from _worded(part.heading, part.changes)
    if difference.numbers:
        heading = ("Slag", "Serie", "Period", "Tidigare", "Nu", "Skillnad")
        yield _sheet("Siffror", heading, tuple(map(_number, difference.numbers)), frozenset({3, 4, 5}))
    if difference.texts:
        yield Sheet("Text", ("Avsnitt", "Ändring"), tuple(row for each in difference.texts for row in _text(each, difference.example[1])))


def _sheet(title: str, heading: tuple[str, ...], rows: tuple[tuple[str, ...], ...], right: frozenset[int] = frozenset()) -> Sheet:
    """The sheet without a last column that has nothing in it."""
    if any(row[-1] for row in rows):
        return Sheet(title, heading, rows, right)
    return Sheet(title, heading[:-1], tuple(row[:-1] for row in rows), right)


def _worded(heading: str, changes: Iterable[Change]) -> Iterator[Sheet]:
    rows = tuple((each.what, each.words) for each in changes if each.words)
    if rows:
        yield Sheet(f"{heading}, ord för ord", ("Vad", "Ordalydelse"), rows)


def _number(each: SeriesChange) -> tuple[str, ...]:
    """A row per series and kind of change; where many periods have changed, how many, and the one that is shown."""
    shown = each.shown
    period = f"{shown.period} ({each.shown_because})" if each.shown_because else shown.period
    return (each.kind, f"{each.label}\n{each.note}", period, shown.before, shown.now, shown.difference)


def _text(section: ChangedText, example: str) -> Iterator[tuple[str | tuple[Span, ...], ...]]:
    name = f"{section.number} {section.heading}".strip()
    for each in section.paragraphs:
        yield (name, (Span(f"{example} "), *each.words) if each.synthetic else each.words)
        name = ""


def _named(change: Change, difference: Difference) -> str:
    """What has changed, who says so, and that it was invented where it was: a line each."""
    return "\n".join(filter(None, (change.what, change.note, difference.example[1] if change.synthetic else "")))


def _data(difference: Difference) -> dict[str, Any]:
    """The comparison in JSON's own kinds: fields by their names, marks and kinds by their words, counts first."""
    plain: dict[str, Any] = _plain(difference)
    return {"counts": {id: count for id, _, count in difference.counts}, **plain}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
