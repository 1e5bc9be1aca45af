"""A value stands as long as every edition prints it again; a new one, or a gap, ends it."""

from __future__ import annotations

from datetime import date

from briefing.findings.finding import History, HistoryPoint
from briefing.findings.vintages import Printed, Vintage, printed, vintages
from briefing.findings.vocabulary import Subject
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Year

SUBJECT, PLACE = Subject("ran", Frequency.AR), (Citation("bra/2025", "rad 7"),)
MISSING = Gap(GapReason.SAKNAS, "")


def history(*values: tuple[int, float | Gap, bool]) -> History:
    return History(
        "h", SUBJECT, "2480", Unit.ANTAL, 1, tuple(HistoryPoint(Year(year), value, first, PLACE) for year, value, first in values)
    )


def edition(number: int, *values: tuple[int, float | Gap, bool]) -> tuple[Printed, ...]:
    return printed(f"2480-kvartal-{number}", "v1", date(2026, number, 1), [history(*values)])


def test_all_that_an_edition_says_is_told_point_by_point() -> None:
    found = edition(1, (2024, 7.0, False), (2025, MISSING, True))
    assert found == (
        Printed("2480-kvartal-1", "v1", date(2026, 1, 1), SUBJECT, "2480", Unit.ANTAL, Year(2024), 7.0, False, PLACE),
        Printed("2480-kvartal-1", "v1", date(2026, 1, 1), SUBJECT, "2480", Unit.ANTAL, Year(2025), MISSING, True, PLACE),
    )
    assert [each.number for each in found] == [7.0, None]
    assert found[0].key == ("ar", "2480", "antal", "2024")


def test_a_value_printed_again_is_one_and_a_revised_one_says_what_it_replaced() -> None:
    editions = [edition(number, (2024, value, True)) for number, value in enumerate((7.0, 7.0, 7.0, 8.0, 8.0), start=1)]
    first, revised = vintages(each for told in editions for each in told)
    assert first == Vintage(editions[0][0], 2, None)
    assert revised == Vintage(editions[3][0], 1, editions[0][0])


def test_the_same_number_made_final_is_a_vintage_of_its_own() -> None:
    one, two = edition(1, (2024, 7.0, True)), edition(2, (2024, 7.0, False))
    assert vintages([*one, *two]) == (Vintage(one[0], 0, None), Vintage(two[0], 0, one[0]))


def test_a_gap_where_a_value_had_stood_is_told_and_a_period_that_never_had_one_is_not() -> None:
    one, two = edition(1, (2024, 7.0, False), (2025, MISSING, False)), edition(2, (2024, MISSING, False), (2025, MISSING, False))
    assert vintages([*one, *two]) == (Vintage(one[0], 0, None), Vintage(two[0], 0, one[0]))
    three = edition(3, (2025, 9.0, False))
    assert [each.first.number for each in vintages([*one, *two, *three])] == [7.0, None, None, 9.0]
