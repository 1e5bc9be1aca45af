"""What an edited draft changes, in the words that a person reads before anything is kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from briefing.document.adoption import AroundChange, Outcome, TextOutcome
from briefing.document.marked import Mark, Span, Spans
from briefing.shell.commands.edited_file import EditedFile
from briefing.shell.commands.number_source import sources_of
from briefing.shell.commands.result import Result, Sheet
from briefing.sources.asked import JUDGED_FORMAT
from briefing.sources.source import Source


def shown_changes(file: EditedFile, around: tuple[AroundChange, ...]) -> Result:
    """What the file changes, for whoever decides what is kept; nothing is written yet."""
    draft = file.draft
    numbers = {each: sources_of(file.record, each.before) for each in around if each.is_number}
    lines = [f"{file.path.name} är {file.edition}{' ' + draft.version if draft.version else ''}.", *file.remarks]
    titles = _Titles(file.inputs.material.sources)
    lines += _count(file.texts, titles)
    lines += [each.detail.replace(f"”{each.control}”", f"”{titles.of(each.control)}”") for each in file.texts if each.detail]
    lines += [f"Texten ”{titles.of(each.control)}” har {remark}." for each in file.texts for remark in each.remarks]
    lines += [f"Spårad ändring, {each.kind}: ”{each.text}” ({titles.of(each.control) or 'utanför texterna'})." for each in draft.tracked]
    lines += [f"Kommentar: ”{each}”" for each in draft.comments]
    lines += list(_around(around, numbers))
    if draft.built_around is None:
        lines.append("Filen säger inte vad som stod utanför texterna när den gjordes, så ändringar där kan inte visas.")
    return Result(_data(file, around, numbers), tuple(lines), sheets=tuple(_sheets(file.texts, around, titles)), exit_code=0)


@dataclass(frozen=True)
class _Titles:
    """What the texts are called where people read of them; a text that no source declares keeps the name of its control."""

    sources: tuple[Source, ...]

    def of(self, control: str) -> str:
        first, _, rest = control.partition(":")
        for source in self.sources:
            if source.id == first and rest in source.dimensions:
                return f"{source.title}, {source.dimensions[rest]}"
            if source.format == JUDGED_FORMAT and first in source.dimensions:
                return f"{source.dimensions[first]}, {rest}" if rest else source.dimensions[first]
        return control


def _count(texts: Iterable[TextOutcome], titles: _Titles) -> Iterator[str]:
    new = [titles.of(each.control) for each in texts if each.outcome is Outcome.NY]
    yield f"Ändrade texter att behålla: {', '.join(new)}." if new else "Ingen text är ändrad på ett sätt som går att behålla utan val."
    again = [titles.of(each.control) for each in texts if each.outcome is Outcome.REDAN]
    if again:
        yield f"Står redan i arbetsytan: {', '.join(again)}."


def _around(around: Iterable[AroundChange], numbers: dict[AroundChange, tuple[str, ...]]) -> Iterator[str]:
    for each in around:
        if each.is_number:
            source = f"Siffran kommer ur {'; '.join(numbers[each])}" if numbers[each] else "Siffror räknas fram ur underlaget"
            was, came = (
                _cut("".join(span.text for span in each.words if span.mark is not mark)) for mark in (Mark.TILLAGT, Mark.BORTTAGET)
            )
            yield f"En siffra är ändrad och tas inte emot: ”{was}” blev ”{came}”. {source}, och ändras bara genom en ny leverans."
        else:
            yield f"Ändrat utanför texterna, följer inte med: ”{_cut(''.join(span.text for span in each.words))}”"


def _sheets(texts: Iterable[TextOutcome], around: Iterable[AroundChange], titles: _Titles) -> Iterator[Sheet]:
    rows = tuple((name, words) for each in texts if each.words for name, words in _rows(each, titles.of(each.control)))
    if rows:
        yield Sheet("Texter, ord för ord", ("Text", "Ändring"), rows)
    outside = tuple(("", each.words) for each in around)
    if outside:
        yield Sheet("Utanför texterna", ("", "Ändring"), outside)


def _rows(each: TextOutcome, title: str) -> Iterator[tuple[str, Spans]]:
    """What the file changes; where both sides have changed, also what the workspace does."""
    yield title, each.words
    if each.outcome is Outcome.KROCK:
        yield "  i arbetsytan", each.theirs


def _data(file: EditedFile, around: Iterable[AroundChange], numbers: dict[AroundChange, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "file": str(file.path),
        "edition": str(file.edition),
        "version": file.draft.version or None,
        "remarks": list(file.remarks),
        "texts": [
            {
                "control": each.control,
                "outcome": each.outcome.value,
                "text": each.detail,
                "words": _spans(each.words),
                "theirs": _spans(each.theirs) if each.outcome is Outcome.KROCK else [],
            }
            for each in file.texts
        ],
        "tracked": [{"kind": each.kind, "text": each.text, "control": each.control} for each in file.draft.tracked],
        "comments": list(file.draft.comments),
        "around": [{"words": _spans(each.words), "number": each.is_number, "sources": list(numbers.get(each, ()))} for each in around],
        "adopted": [],
        "written": [],
        "beside": None,
    }


def _spans(words: Iterable[Span]) -> list[dict[str, str]]:
    return [{"text": each.text, "mark": each.mark.value} for each in words]


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:120]} …"
