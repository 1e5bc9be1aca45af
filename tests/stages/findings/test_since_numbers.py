"""What has changed in the numbers, told whole: each kind of change from a series written out."""

from __future__ import annotations

import json
from dataclasses import replace

from briefing.findings.earlier import Earlier, EarlierPoint, parse_earlier
from briefing.findings.finding import Findings, History, HistoryPoint, history_id
from briefing.findings.since_numbers import (
    ChangedNumber,
    ChangedSeries,
    NumberKind,
    changed_numbers,
    changed_series,
    own_histories,
    values_changed,
)
from briefing.findings.vocabulary import Subject
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Year

RAN, HOT = (Subject(name, Frequency.AR) for name in ("ran", "hot"))
BROKEN = Gap(GapReason.BRUTEN, "Bruten.", "ran")
EMPTY = parse_earlier(
    json.dumps({"schema": 2, "edition": {"id": "e", "version": "v1"}, "findings": [], "statements": [], "assessments": [], "entries": []})
)


def history(
    *points: tuple[int, float | Gap, bool], subject: Subject = RAN, measure: Unit = Unit.ANTAL, area: str = "2480", rolling: int = 1
) -> History:
    told = tuple(HistoryPoint(Year(year), value, preliminary, ()) for year, value, preliminary in points)
    return History(history_id(subject, area, measure, rolling), subject, area, measure, rolling, told)


def earlier(*of: tuple[str, dict[str, tuple[float | None, bool]]]) -> Earlier:
    series = {name: {code: EarlierPoint(value, preliminary) for code, (value, preliminary) in told.items()} for name, told in of}
    return replace(EMPTY, series=series)


WAS = earlier(
    (
        "historik:ran:ar:2480:antal:1",
        {
            "2017": (9.0, True),
            "2018": (None, False),
            "2019": (1.0, True),
            "2020": (None, True),
            "2021": (3.0, True),
            "2022": (4.0, True),
            "2023": (5.0, False),
            "2024": (6.0, True),
            "2025": (None, False),
        },
    )
)
NOW = history(
    (2019, BROKEN, True),
    (2020, 2.0, True),
    (2021, 3.5, False),
    (2022, 4.0, False),
    (2023, 5.0, True),
    (2024, 6.0, True),
    (2025, BROKEN, False),
    (2026, 7.0, True),
    (2027, BROKEN, False),
)


def test_every_kind_of_change_is_told_whole_and_what_is_as_it_was_is_not() -> None:
    kinds = NumberKind
    assert changed_numbers(WAS, [NOW]) == (
        ChangedNumber(kinds.BORTTAGET_VARDE, NOW, Year(2019), 1.0, None, True, False, BROKEN),
        ChangedNumber(kinds.IFYLLD_LUCKA, NOW, Year(2020), None, 2.0, True, True),
        ChangedNumber(kinds.REVIDERAD_HISTORIK, NOW, Year(2021), 3.0, 3.5, True, False),
        ChangedNumber(kinds.NU_SLUTLIG, NOW, Year(2022), 4.0, 4.0, True, False),
        ChangedNumber(kinds.NYA_UPPGIFTER, NOW, Year(2026), None, 7.0, False, True),
        ChangedNumber(kinds.BORTTAGET_VARDE, NOW, Year(2017), 9.0, None, True, False),
    )
    assert changed_numbers(EMPTY, [NOW]) == ()


def test_of_what_is_defined_otherwise_only_new_periods_and_final_values_are_told() -> None:
    assert [each.period.code for each in changed_numbers(WAS, [NOW], {"ran"})] == ["2022", "2026"]
    assert len(changed_numbers(WAS, [NOW], {"hot"})) == 6


def test_other_values_are_counted_by_period_and_for_their_own_indicator() -> None:
    both = earlier(
        ("historik:ran:ar:2480:antal:1", {"2024": (1.0, False), "2025": (2.0, False)}),
        ("historik:ran:ar:2480:per_100k:1", {"2025": (2.0, False)}),
        ("historik:hot:ar:2480:antal:1", {"2023": (2.0, False)}),
    )
    series = [
        history((2024, 1.5, False), (2025, 9.0, False), (2026, 4.0, False)),
        history((2025, 8.0, False), measure=Unit.PER_100K),
        history((2023, 7.0, False), subject=HOT),
    ]
    assert [values_changed(both, series, each) for each in ("ran", "hot", "brand")] == [2, 1, 0]


def test_series_that_only_one_edition_has_are_told_once_and_as_a_whole_where_nothing_else_is_of_their_subject() -> None:
    names = ("ran:ar:2480:antal:1", "ran:ar:2480:per_100k:1", "hot:ar:2480:antal:1", "ran:ar:2480:antal:4", "mord:ar:0580:antal:1")
    was = earlier(*((f"historik:{each}", {}) for each in (*names, "stold:ar:liknande:q1:per_100k:1")))
    brand = Subject("brand", Frequency.AR)
    now = [history(), history(measure=Unit.MEDEL), history(subject=brand), history(subject=brand)]
    assert changed_series(was, now, "2480") == (
        ChangedSeries(RAN, Unit.MEDEL, is_new=True, is_whole=False),
        ChangedSeries(brand, Unit.ANTAL, is_new=True, is_whole=True),
        ChangedSeries(RAN, Unit.PER_100K, is_new=False, is_whole=False),
        ChangedSeries(HOT, Unit.ANTAL, is_new=False, is_whole=True),
    )
    quartile = ChangedSeries(Subject("stold", Frequency.AR), Unit.PER_100K, is_new=False, is_whole=True)
    assert changed_series(was, [], "liknande:q1") == (quartile,)


def test_its_own_series_are_the_delivered_ones_of_its_own_area() -> None:
    own = history()
    found = Findings((own, history(area="0580"), history(rolling=4), history(subject=HOT)), ())  # type: ignore[arg-type]
    assert own_histories(found, "2480") == (own, history(subject=HOT))
