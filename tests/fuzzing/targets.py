"""What is fuzzed: functions of bytes that are done in microseconds, and the good files that their bytes are made from.

The first byte chooses the reader, so that a mutation of the others stays with it. Of the readers that give observations everything
runs but the last step, the columns of pandas, whose input is held to its contract instead; `read_by_all` has that step too, and is slow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from builders_deliveries import assert_accounted_for, delivery, part
from formats import SAMPLES
from fuzzing.forms import POLICE as FORM
from fuzzing.forms import SHEET, as_package, document

from briefing.observations.file_kinds import is_risky, refused_kind
from briefing.observations.observations import nothing
from briefing.observations.preflight import preflight
from briefing.observations.readers import READERS, Fitted
from briefing.observations.reading import Reading
from briefing.observations.recognition import recognized
from briefing.observations.settled import Understood, Value, refusals_of
from briefing.sources.source import Delivery, Source
from briefing.terms.identity import personal_numbers_in
from briefing.terms.period import parse_period

TEXTS = (
    *("bra-sol-dbfil", "bra-sol-textfil", "bra-kommun-csv", "tabell", "korstabell", "handelselista", "polisen-brottskoder", "enkat"),
    *("myndighetstabell", "register", "uppgifter", "bedomningar", "bra-sol-html"),
)
JSONS = ("kolada", "json-stat", "pxweb-json", "opendatasoft", "polisen-handelser", "geojson")
BOOKS = ("bra-tabell", "bra-lagesbild", "bra-sol-excel", "korstabell", "tabell", "handelselista", "enkat", "polisen-brottskoder")


@dataclass(frozen=True)
class Target:
    """`run` raises for a crash and for nothing else. `few` runs in the ordinary tests, `many` in the long ones."""

    run: Callable[[bytes], object]
    seeds: Sequence[bytes] = field(repr=False)
    few: int = 10_000
    many: int = 1_000_000


def weighed(understood: Understood, of: Delivery, _: Source) -> Reading:
    """What stands for `settled`: its input keeps what it promises, whatever the bytes were."""
    rows = range(len(understood.places))
    columns = [understood.values[name] for name in Value._fields if name in understood.values]
    assert len(set(map(len, columns))) <= 1
    assert set(understood.faults) | set(understood.values["row"]) <= set(rows)
    for code in set(understood.values["period"]):
        parse_period(str(code))
    for value, status in zip(understood.values["value"], understood.values["status"], strict=True):
        assert isinstance(status, str) and not math.isinf(float(str(value)))
    refused = (*understood.refused, *refusals_of(of.id, understood.places, understood.faults))
    read = len(rows) + sum(refusal.rows for refusal in understood.refused)
    return Reading(refusals=refused, doubts=understood.doubts, rows_read=read, unmapped=understood.unmapped)


LIGHTER = {
    **{(name, "settled"): weighed for name in ("bra_sol_dbfil", "cube_reading", "kolada", "row_reading", "tabell")},
    ("polisen_handelser", "_observations"): lambda *_: nothing(),
    ("event_tally", "observations_of"): lambda _: nothing(),
}


def lighten(put: Callable[[Any, str, Any], object] = setattr) -> None:
    """Takes the slow last step out of the readers of this process."""
    for (module, name), lighter in LIGHTER.items():
        put(import_module(f"briefing.observations.{module}"), name, lighter)


def looked_at(content: bytes) -> None:
    for name in ("a.xlsx", "a.docm"):
        refused_kind(part(name, content))
        is_risky(part(name, content))
    preflight(content)


def chosen(forms: Iterable[str]) -> Callable[[bytes], None]:
    """The first byte chooses the format, and whether its source is declared."""
    choices = [(form, source) for form in forms for source in (SAMPLES[form].source, Source())]

    def run(content: bytes) -> None:
        form, source = choices[content[0] % len(choices) if content else 0]
        checked(form, source, SAMPLES[form].name, content[1:])

    return run


def checked(form: str, source: Source, name: str, content: bytes) -> None:
    """Every row is accounted for, and whatever is refused says why."""
    reader: Fitted = READERS[form]
    read = reader if len(content) % 8 == 0 else reader.read  # what else the file looks like is sought in some runs, since it takes long
    reading = read(delivery(part(name, content), source=source.id or "fil", covers="2025"), source)
    assert_accounted_for(reading)
    assert all(each.found and each.expected and each.remedy for each in reading.refusals)
    for each in reading.refusals:
        each.found.encode()


def read_word(content: bytes) -> None:
    checked("uppgifter", FORM, "2025.docx", as_package("word", content))


def read_form(content: bytes) -> None:
    """A form in a workbook. The pre-flight stands before it, since a cell far away takes all memory, outside of a child too."""
    packed = as_package("excel", content)
    if preflight(packed) is None:
        checked("uppgifter", FORM, "2025.xlsx", packed)


def read_book(content: bytes) -> None:
    """The first byte chooses among the formats that are workbooks."""
    packed = as_package("excel", content[1:])
    if preflight(packed) is None:
        form = BOOKS[content[0] % len(BOOKS) if content else 0]
        checked(form, SAMPLES[form].source, "2025.xlsx", packed)


def scanned(content: bytes) -> None:
    text = content.decode("latin-1")
    for each in personal_numbers_in(text):
        assert 0 <= each.start < each.end <= len(text)


def read_by_all(content: bytes) -> None:
    for reader in READERS.values():
        for source in (Source(), replace(SAMPLES["tabell"].source, dimensions={"a": "A"})):
            assert_accounted_for(reader(delivery(part("data.json", content)), source))


def recognized_or_not(content: bytes) -> None:
    recognized(delivery(part("a", content)))


def seeds_of(forms: Sequence[str], step: int = 2) -> list[bytes]:
    """Every sample as it is and with something beside it, read as it is declared and bare."""
    found: list[bytes] = []
    for number, form in enumerate(forms):
        sample = SAMPLES[form]
        for made in (sample.made, *sample.beside.values()):
            found += [bytes([number * step + bare]) + made(sample.rows) for bare in range(step)]
    return [each for each in found if not each[1:].startswith(b"PK")]


WHOLE = [sample.made(sample.rows) for sample in SAMPLES.values()]
TARGETS: Mapping[str, Target] = {
    "pre-flight": Target(looked_at, [each for each in WHOLE if each.startswith(b"PK")]),
    "text": Target(chosen(TEXTS), seeds_of(TEXTS)),
    "json": Target(chosen(JSONS), seeds_of(JSONS)),
    "px": Target(chosen(("px",)), seeds_of(("px",))),
    "word": Target(read_word, [document()], 5_000),
    "excel": Target(read_form, [SHEET], 5_000),
    "books": Target(read_book, [bytes([number]) + SHEET for number in range(len(BOOKS))], 500, 200_000),
    "numbers": Target(scanned, [b"811228-9874 701063-2391;556016-0680\n19811228 9874\t2026-01-03\n"], 5_000),
    "whole": Target(read_by_all, WHOLE, 3, 5_000),
    "recognition": Target(recognized_or_not, WHOLE, 3, 5_000),
}
