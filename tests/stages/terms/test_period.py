"""Periods: their codes, their days, and the periods before and after them."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.terms.period import Day, Frequency, Month, Period, Quarter, Year, in_words, parse_period, quarter_of, written_day


@pytest.mark.parametrize(
    ("period", "code", "first", "last", "words", "frequency"),
    [
        (Year(2026), "2026", date(2026, 1, 1), date(2026, 12, 31), "2026", Frequency.AR),
        (Quarter(2026, 1), "2026-K1", date(2026, 1, 1), date(2026, 3, 31), "2026 kvartal\u00a01", Frequency.KVARTAL),
        (Quarter(2026, 4), "2026-K4", date(2026, 10, 1), date(2026, 12, 31), "2026 kvartal\u00a04", Frequency.KVARTAL),
        (Month(2024, 2), "2024-02", date(2024, 2, 1), date(2024, 2, 29), "februari 2024", Frequency.MANAD),
        (Month(2026, 12), "2026-12", date(2026, 12, 1), date(2026, 12, 31), "december 2026", Frequency.MANAD),
        (Day(date(2026, 11, 3)), "2026-11-03", date(2026, 11, 3), date(2026, 11, 3), "2026-11-03", Frequency.DAG),
    ],
)
def test_a_period_has_its_code_its_days_and_its_words(
    period: Period, code: str, first: date, last: date, words: str, frequency: Frequency
) -> None:
    assert (period.code, period.first_day, period.last_day, in_words(period)) == (code, first, last, words)
    assert period.frequency is frequency
    assert parse_period(code) == period


@pytest.mark.parametrize(
    ("period", "back", "forward", "far", "years"),
    [
        (Year(2026), Year(2025), Year(2027), Year(2031), Year(2023)),
        (Quarter(2026, 1), Quarter(2025, 4), Quarter(2026, 2), Quarter(2027, 2), Quarter(2023, 1)),
        (Quarter(2026, 4), Quarter(2026, 3), Quarter(2027, 1), Quarter(2028, 1), Quarter(2023, 4)),
        (Month(2026, 1), Month(2025, 12), Month(2026, 2), Month(2026, 6), Month(2023, 1)),
        (Month(2026, 12), Month(2026, 11), Month(2027, 1), Month(2027, 5), Month(2023, 12)),
        (Day(date(2026, 3, 1)), Day(date(2026, 2, 28)), Day(date(2026, 3, 2)), Day(date(2026, 3, 6)), Day(date(2023, 3, 1))),
    ],
)
def test_periods_follow_each_other(period: Period, back: Period, forward: Period, far: Period, years: Period) -> None:
    assert (period.shifted(-1), period.shifted(0), period.shifted(1), period.shifted(5)) == (back, period, forward, far)
    assert period.years_before(3) == years


def test_the_months_have_their_names() -> None:
    names = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"]
    assert [in_words(Month(2026, number)) for number in range(1, 13)] == [f"{name} 2026" for name in names]


@pytest.mark.parametrize(("month", "quarter"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (9, 3), (10, 4), (12, 4)])
def test_a_day_lies_in_its_quarter(month: int, quarter: int) -> None:
    assert quarter_of(date(2026, month, 28)) == Quarter(2026, quarter)


@pytest.mark.parametrize("code", ["", "26", "2026-", "2026-K0", "2026-K5", "2026-8", "2026K2", "x2026", "2026x", "2026-K2-01"])
def test_what_is_no_code_of_a_period_says_what_is(code: str) -> None:
    with pytest.raises(ValueError, match=f"^'{code}' is not a period; expected 2026, 2026-K2, 2026-08 or 2026-11-03$"):
        parse_period(code)


@pytest.mark.parametrize("code", ["1899", "2101", "2101-K1"])
def test_a_year_that_must_be_a_slip_of_the_pen_is_no_period(code: str) -> None:
    with pytest.raises(ValueError, match=f"^'{code}' is not a period; expected a year from 1900 to 2100$"):
        parse_period(code)
    assert (parse_period("1900"), parse_period("2100")) == (Year(1900), Year(2100))


@pytest.mark.parametrize(
    ("made", "said"), [(lambda: Quarter(2026, 0), "quarters 1 to 4, not 0"), (lambda: Quarter(2026, 5), "quarters 1 to 4, not 5")]
)
def test_a_year_has_four_quarters(made: object, said: str) -> None:
    with pytest.raises(ValueError, match=f"^a year has {said}$"):
        made()  # type: ignore[operator]


@pytest.mark.parametrize("month", [0, 13])
def test_a_year_has_twelve_months(month: int) -> None:
    with pytest.raises(ValueError, match=f"^a year has months 1 to 12, not {month}$"):
        Month(2026, month)
    assert (Month(2026, 1).month, Month(2026, 12).month, Quarter(2026, 1).quarter, Quarter(2026, 4).quarter) == (1, 12, 1, 4)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("2026/11/03", date(2026, 11, 3)),
        (" 2026-11-03. ", date(2026, 11, 3)),
        ("2026-11-03T10:00:00", date(2026, 11, 3)),
        ("3 november 2026", date(2026, 11, 3)),
        ("3  November\n2026.", date(2026, 11, 3)),
        ("den 3:e nov. 2026", date(2026, 11, 3)),
        ("1:a jan 2026", date(2026, 1, 1)),
        ("den 21a febr, 2024", date(2024, 2, 21)),
        ("31. mars 2026", date(2026, 3, 31)),
        ("1 juni 2026", date(2026, 6, 1)),
        ("1 juli 2026", date(2026, 7, 1)),
        ("1 sept 2026", date(2026, 9, 1)),
        ("3/11 2026", None),
        ("11.3.2026", None),
        ("31 april 2026", None),
        ("3 novembre 2026", None),
        ("2026-13-01", None),
        ("november 2026", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it_where_nobody_can_take_it_for_another(text: str, day: date | None) -> None:
    assert written_day(text) == day


def test_every_month_is_known_by_its_name_and_by_its_first_letters() -> None:
    for number in range(1, 13):
        name = in_words(Month(2026, number)).partition(" ")[0]
        assert written_day(f"5 {name} 2026") == date(2026, number, 5)
    short = ["jan", "feb", "apr", "aug", "sep", "okt", "nov", "dec"]
    assert [written_day(f"5 {each} 2026") for each in short] == [date(2026, number, 5) for number in (1, 2, 4, 8, 9, 10, 11, 12)]
