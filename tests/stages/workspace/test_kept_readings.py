"""What readers made of deliveries is kept by content, and never trusted where it is not as it was written."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders_deliveries import delivery, part

from briefing.observations.readers import READERS
from briefing.observations.reading import Reading
from briefing.sources.layouts import EventList
from briefing.sources.source import Delivery, Source
from briefing.workspace.cache import CACHE, forget_all
from briefing.workspace.deliveries import received
from briefing.workspace.kept_readings import KeptReadings
from briefing.workspace.load import load_workspace
from briefing.workspace.reading_text import reading_of, text_of

SOURCE = Source(id="skador", format="handelselista", areas={"Teg": "2480R1"}, events=EventList("Datum", "Plats", of_type="klotter"))
GIVEN = delivery(part("a.csv", "Datum;Plats\n2026-01-03;Teg\nigår;Teg\n"), source="skador", covers="2026-03")


class Counting:
    """A reader that tells how often it was called."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, given: Delivery, source: Source) -> Reading:
        self.calls += 1
        return READERS["handelselista"](given, source)


def same(one: Reading, other: Reading) -> bool:
    return one.observations.frame.equals(other.observations.frame) and replace(one, observations=other.observations) == other


def test_every_reading_of_the_demo_comes_back_as_it_was(repository: Path) -> None:
    workspace = load_workspace(repository, READERS)
    formats = {source.id: source for source in workspace.sources}
    for given in received(repository, workspace.sources, date(2026, 11, 22)).deliveries:
        source = formats[given.source]
        reading = READERS[source.format](given, source)
        again = reading_of(text_of(reading))
        assert same(reading, again), given.id
        assert list(again.observations.frame.dtypes) == list(reading.observations.frame.dtypes)


def test_a_delivery_that_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    reader = Counting()
    first, second = (KeptReadings(tmp_path)(reader, GIVEN, SOURCE) for _ in range(2))
    assert reader.calls == 1
    assert same(first, second)
    (kept,) = (tmp_path / CACHE).iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("given", "source"),
    [
        (delivery(part("a.csv", "Datum;Plats\n2026-01-03;Teg\n"), source="skador", covers="2026-03"), SOURCE),
        (replace(GIVEN, received_on=date(2026, 12, 24)), SOURCE),
        (replace(GIVEN, revision=2), SOURCE),
        (GIVEN, replace(SOURCE, areas={"Teg": "2480R9"})),
        (GIVEN, replace(SOURCE, events=replace(SOURCE.events or EventList("Datum"), per="ar"))),
    ],
)
def test_other_bytes_another_day_or_another_declaration_are_read_anew(tmp_path: Path, given: Delivery, source: Source) -> None:
    reader = Counting()
    KeptReadings(tmp_path)(reader, GIVEN, SOURCE)
    assert same(KeptReadings(tmp_path)(reader, given, source), READERS["handelselista"](given, source))
    assert reader.calls == 2


@pytest.mark.parametrize("damage", [lambda text: text[:-9], lambda text: text.replace(b"2480R1", b"2480R2"), lambda text: b""])
def test_a_damaged_file_is_read_anew_and_said_nothing_of(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    reader = Counting()
    first = KeptReadings(tmp_path)(reader, GIVEN, SOURCE)
    (kept,) = (tmp_path / CACHE).iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert same(KeptReadings(tmp_path)(reader, GIVEN, SOURCE), first)
    assert same(KeptReadings(tmp_path)(reader, GIVEN, SOURCE), first)
    assert reader.calls == 2


def test_a_kept_file_under_another_name_stands_for_nothing(tmp_path: Path) -> None:
    later = replace(GIVEN, revision=2)
    for given in (GIVEN, later):
        KeptReadings(tmp_path)(Counting(), given, SOURCE)
    one, other = sorted((tmp_path / CACHE).iterdir())
    other.write_bytes(one.read_bytes())
    for given in (GIVEN, later):
        assert same(KeptReadings(tmp_path)(Counting(), given, SOURCE), READERS["handelselista"](given, SOURCE))


def test_what_nobody_asked_for_goes_and_all_of_it_when_asked(tmp_path: Path) -> None:
    KeptReadings(tmp_path)(Counting(), GIVEN, SOURCE)
    later = KeptReadings(tmp_path)
    later(Counting(), replace(GIVEN, revision=2), SOURCE)
    assert len(list((tmp_path / CACHE).iterdir())) == 2
    later.forget_others()
    assert len(list((tmp_path / CACHE).iterdir())) == 1
    forget_all(tmp_path)
    assert not (tmp_path / CACHE).exists()


def test_where_nothing_can_be_written_the_delivery_is_read_each_time(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("in the way")
    reader = Counting()
    for _ in range(2):
        assert KeptReadings(tmp_path)(reader, GIVEN, SOURCE).rows_read == 2
    assert reader.calls == 2
