"""The order of rows, a file in two parts, an empty sheet and a footnote change nothing of what a delivery says, in any format."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest
from builders_deliveries import assert_accounted_for, delivery, part
from formats import SAMPLES, Sample

from briefing.observations.observations import COLUMNS
from briefing.observations.readers import READERS
from briefing.observations.reading import Reading

CITED = ("place", "citation")


def reading_of(form: str, *contents: bytes) -> Reading:
    sample = SAMPLES[form]
    stem, _, ending = sample.name.rpartition(".")
    names = [f"{stem}{number}.{ending}" if number > 1 else sample.name for number in range(1, len(contents) + 1)]
    parts = [part(name, content) for name, content in zip(names, contents, strict=True)]
    reading = READERS[form](delivery(*parts, source=sample.source.id, covers=sample.covers), sample.source)
    assert_accounted_for(reading)
    return reading


def told(reading: Reading) -> tuple[Any, ...]:
    """All that a reading says but where it stood: values, texts, rows of registers, outlines, listed areas, counts, remarks."""
    frame = reading.observations.frame[[name for name in COLUMNS if name not in CITED]]
    values = sorted(map(repr, frame.itertuples(index=False, name=None)))
    others = (reading.statements, reading.assessments, reading.entries, reading.boundaries, reading.listed)
    counts = (reading.rows_read, reading.rows_refused, reading.unmapped, reading.duplicates)
    return (values, *map(uncited, others), counts, sorted(each.text for each in reading.doubts))


def uncited(each: Iterable[Any]) -> list[str]:
    return sorted(repr({name: value for name, value in vars(one).items() if name not in CITED}) for one in each)


def test_every_format_has_a_sample_that_says_something_of_every_row() -> None:
    assert list(SAMPLES) != [] and set(SAMPLES) == set(READERS)
    for form, sample in SAMPLES.items():
        whole = reading_of(form, sample.made(sample.rows))
        assert whole.refusals == (), form
        for number in range(len(sample.rows)):
            less = reading_of(form, sample.made([row for place, row in enumerate(sample.rows) if place != number]))
            assert told(less) != told(whole), form


@pytest.mark.parametrize("form", READERS)
def test_the_order_of_rows_changes_nothing(form: str) -> None:
    sample = SAMPLES[form]
    expected = told(reading_of(form, sample.made(sample.rows)))
    for rows in permutations(sample.rows):
        assert told(reading_of(form, sample.made(rows))) == expected


@pytest.mark.parametrize("form", READERS)
def test_a_file_in_two_parts_says_the_same(form: str) -> None:
    sample = SAMPLES[form]
    expected = told(reading_of(form, sample.made(sample.rows)))
    for cut in range(1, len(sample.rows)):
        assert told(reading_of(form, sample.made(sample.rows[:cut]), sample.made(sample.rows[cut:]))) == expected


BESIDE = [(form, beside) for form, sample in SAMPLES.items() for beside in sample.beside]


@pytest.mark.parametrize(("form", "beside"), BESIDE)
def test_what_stands_beside_the_rows_changes_nothing(form: str, beside: str) -> None:
    sample: Sample = SAMPLES[form]
    expected = told(reading_of(form, sample.made(sample.rows)))
    assert told(reading_of(form, sample.beside[beside](sample.rows))) == expected
