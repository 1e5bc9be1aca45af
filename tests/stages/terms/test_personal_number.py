"""Personal identity numbers at the edges of their rules: dates, check digits, notations, company, and what stands beside them.

The numbers are made for the tests: of people born in the 1890s, or of dates that lie ahead.
"""

from __future__ import annotations

import pytest

from briefing.terms.identity import IdentityKind, found, personal_numbers_in
from briefing.terms.personal_number import is_possible, personal_numbers


def number(date: str, three: str = "987") -> str:
    """Six digits of a date and four that fit them."""
    nine = date + three
    doubled = "".join(str(int(digit) * (2, 1)[place % 2]) for place, digit in enumerate(nine))
    return nine + str(-sum(int(digit) for digit in doubled) % 10)


def written(date: str, sign: str = "-", three: str = "987") -> str:
    whole = number(date, three)
    return f"{whole[:6]}{sign}{whole[6:]}"


def is_found(text: str) -> bool:
    return bool(personal_numbers_in(text))


@pytest.mark.parametrize(
    ("date", "kind"),
    [
        ("950101", IdentityKind.PERSONNUMMER),
        ("950131", IdentityKind.PERSONNUMMER),
        ("951231", IdentityKind.PERSONNUMMER),
        ("950161", IdentityKind.SAMORDNINGSNUMMER),
        ("950191", IdentityKind.SAMORDNINGSNUMMER),
        ("040229", IdentityKind.PERSONNUMMER),
        ("000229", IdentityKind.PERSONNUMMER),
        ("040289", IdentityKind.SAMORDNINGSNUMMER),
        ("950100", None),
        ("950132", None),
        ("950160", None),
        ("950192", None),
        ("950001", None),
        ("951301", None),
        ("950229", None),
        ("950431", None),
        ("950491", None),
    ],
)
def test_the_date_must_exist(date: str, kind: IdentityKind | None) -> None:
    assert [each.kind for each in found(f"Se {written(date)}.")] == ([] if kind is None else [kind])


def test_a_leap_day_is_one_of_its_century() -> None:
    assert is_found("2000" + written("000229")[2:])
    assert not is_found("19" + written("000229"))
    assert is_found("18" + written("960229"))


@pytest.mark.parametrize("wrong", range(1, 10))
def test_one_check_digit_of_ten_is_right(wrong: int) -> None:
    right = written("950807")
    assert is_found(right)
    assert not is_found(f"{right[:-1]}{(int(right[-1]) + wrong) % 10}")


def test_no_number_ends_with_three_zeros_before_its_check_digit() -> None:
    assert not is_found(written("950807", three="000"))
    assert is_found(written("950807", three="001"))
    assert is_found(written("950807", three="010"))


@pytest.mark.parametrize(
    ("date", "is_one"),
    [
        ("950801", True),
        ("950830", True),
        ("950832", False),
        ("950860", False),
        ("950861", True),
        ("950891", True),
        ("950892", False),
        ("020229", False),
    ],
)
def test_six_digits_and_four_are_possible_where_the_date_exists_and_the_check_digit_is_right(date: str, *, is_one: bool) -> None:
    last = number(date)[6:]
    assert is_possible(date, last) is is_one
    assert not is_possible(date, f"{last[:3]}{(int(last[3]) + 1) % 10}")
    assert not is_possible(date, number(date, "000")[6:])


def test_where_it_stands_and_its_day_are_told() -> None:
    text = f"Nr {written('950867')} och {written('950807')}"
    assert list(personal_numbers(text)) == [(3, 14, 67), (19, 30, 7)]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("{0}X{1} å", False),  # a letter is no dash
        ("{0}\u2212{1}", True),
        ("{0}\t{1}", True),
        ("{0}  {1}", True),
        ("{0}   {1}", True),
        ("{0}    {1}", False),
        ("{0} - {1}", True),
        ("{0}  - {1}", False),
        ("{0}:{1}", True),
        ("{0}_{1}", True),
        ("{0}+{1}", True),
        ("{0}*{1}", False),
        ("{0}-{1}-12", True),
        ("{0}-{1}-1-", False),
        ("{0}-{1}-12-", False),
        ("{0}-{1}-123-", True),
        ("{0}-{1} kr", True),
        ("{0}{1} kr", False),
        ("{0}{1}kr", False),
        ("{0}{1} kronor", False),
        ("{0}{1} %", True),
        ("{0}{1} personer", False),
        ("{0}{1} krukor", True),
        ("{0}{1}x", False),
        ("x{0}{1}", False),
        ("_{0}{1}", True),
        ("1.{0}{1}", False),
        ("1/{0}{1}", False),
        ("1:{0}{1}", False),
        ("1,{0}{1}", True),
        ("{0}{1}.5", False),
        ("{0}{1}:5", False),
        ("{0}{1}/5", False),
        ("{0}{1}-5", False),
        ("{0}{1},5", True),
        ("{0}{1}. 5", True),
        ("{0} {1}", True),
        ("7 {0} {1}", False),
        ("7    {0} {1}", False),
        ("7     {0} {1}", True),
        ("{0} {1} 7", False),
        ("{0} {1}    7", False),
        ("{0} {1}     7", True),
        ("7 {0}{1} 7", True),
        ("{0}.{1}", True),
        ("5.5, {0}.{1}", False),
        ("{0}.{1}, 5.5", False),
        (f"5.{'5' * 21},{{0}}.{{1}}", False),  # a decimal number of twenty-four signs with its comma is a coordinate, a longer one none
        (f"5.{'5' * 22},{{0}}.{{1}}", True),
        ("{0}.{1}, 55", True),
        ("OCR {0}{1}", False),
        ("ocr-nr: {0}{1}", False),
        ("OCR {0}-{1}", True),
        ("bankgiro {0}{1}", False),
        ("Ingen {0}{1}", True),
        ("personnummer {0}{1} kr", True),
    ],
)
def test_what_stands_around_it_decides(text: str, is_one: bool) -> None:
    whole = number("950807")
    assert is_found(text.format(whole[:6], whole[6:])) is is_one


@pytest.mark.parametrize("blanks", [1, 2, 3])
def test_numbers_with_a_blank_stand_beside_each_other_in_a_row(blanks: int) -> None:
    row = (" " * blanks).join(written(date, " ") for date in ("950807", "950903", "951105"))
    assert [row[each.start : each.end] for each in personal_numbers_in(row)] == [
        written(each, " ") for each in ("950807", "950903", "951105")
    ]
    beside = f"{row}{' ' * blanks}7"
    assert len(personal_numbers_in(beside)) == 2


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("personnummer: 950807-9871", True),
        ("personnummer: 9508079871", True),
        ("personnummer: 950807 9871", False),  # a wrong check digit is forgiven in the two plain notations
        ("personnummer: 951307-9871", False),
        ("pnr 950807-9871", True),
        ("pers. nr 950807-9871", True),
        ("samnr 950867-9871", True),
        ("född 950807-9871", True),
        ("f. 950807-9871", True),
        ("chef. 950807-9871", False),
        ("personnummer .........: 950807-9871", True),
        ("personnummer ..........: 950807-9871", False),
        ("OCR-nummer 950807-9871", False),
    ],
)
def test_where_it_is_called_by_its_name_a_slip_of_the_pen_is_forgiven(text: str, is_one: bool) -> None:
    assert not is_found("950807-9871")
    assert is_found(text) is is_one


def test_four_digits_that_are_a_year_are_the_year_of_a_register_where_it_is_named() -> None:
    dates = [f"{year:02d}0{month}1{day}" for year in range(99) for month in (1, 5) for day in (1, 5)]
    of_2019 = next(each for each in dates if number(each, "201")[6:] == "2019")
    assert is_found(f"Se {of_2019}-2019.")
    assert not is_found(f"dnr {of_2019}-2019.")
    assert not is_found(f"Se {of_2019}/2019.")
    of_1999 = next(each for each in dates if number(each, "199")[6:] == "1999")
    assert not is_found(f"dnr {of_1999}-1999.")
    assert not is_found(f"Se {of_1999}/1999.")
    of_2199 = next(each for each in dates if number(each, "219")[6:] == "2199")
    assert is_found(f"dnr {of_2199}-2199.")


def dated(year: int, day: int) -> str:
    """A date of eight digits with dashes and four digits after a blank, which might be a date beside a number."""
    whole = number(f"{year % 100:02d}05{day:02d}")
    return f"{year}-05-{day:02d} {whole[6:]}"


def test_a_late_date_beside_four_digits_is_believed_only_in_company() -> None:
    assert is_found(dated(2009, 3))
    assert not is_found(dated(2010, 3))
    for company, count in ((2, 0), (3, 3), (4, 4)):
        text = "\n".join(f"rad: {dated(2012, day)}" for day in range(1, company + 1))
        assert len(personal_numbers_in(text)) == count
    spoiled = "\n".join([*(f"rad: {dated(2012, day)}" for day in range(1, 4)), "rad: 2012-05-09 1234"])
    assert len(personal_numbers_in(spoiled)) == 0


@pytest.mark.parametrize(("place", "count"), [(999, 3), (1000, 3), (1001, 0)])
def test_company_is_within_a_thousand_signs(place: int, count: int) -> None:
    """All three are in company where the last begins a thousand signs after the first; else the middle one alone is, of two others."""
    first, middle, last = (dated(2012, day) for day in (1, 2, 3))
    text = f"{first}, {middle}".ljust(place, ",") + last
    assert text.index(last) == place
    assert sum(each.start in (0, place) for each in personal_numbers_in(text)) == (2 if count else 0)


def impossible(index: int) -> str:
    """Ten digits that are no number of anybody: the date exists, the check digit is wrong."""
    whole = number(f"9508{1 + index % 28:02d}", f"{100 + index}")
    return f"{whole[:-1]}{(int(whole[-1]) + 1) % 10}"


@pytest.mark.parametrize(("others", "is_one"), [(18, True), (19, False), (40, False)])
def test_in_a_column_of_twenty_of_which_few_are_possible_none_is_one(others: int, is_one: bool) -> None:
    column = [impossible(index) for index in range(others)]
    column.insert(others // 2, number("950807"))
    assert is_found("\n".join(column)) is is_one


@pytest.mark.parametrize(("possible", "count"), [(6, 0), (7, 7), (8, 8)])
def test_a_column_of_which_a_third_are_possible_is_one_of_people(possible: int, count: int) -> None:
    column = [number(f"9508{day:02d}") for day in range(1, possible + 1)] + [impossible(index) for index in range(21 - possible)]
    assert len(personal_numbers_in("\n".join(column))) == count


@pytest.mark.parametrize(("date", "three"), [("070101", "238"), ("070105", "111")])
def test_ten_digits_that_begin_as_a_mobile_number_are_one_unless_in_company(date: str, three: str) -> None:
    assert not is_found(f"Nr {number(date, three)}")
    assert is_found(f"Nr 20{number(date, three)}")
    assert is_found(f"Nr {written(date, three=three)}")
    assert len(personal_numbers_in("\n".join(number("070101", str(each)) for each in (238, 345, 456)))) == 3
    assert is_found(f"Nr {number('071001')}")


@pytest.mark.parametrize(("between", "is_one"), [("-", True), (" : ", False), (":", False), (".", False), (" ", False)])
def test_a_date_with_strokes_is_a_date_beside_a_number_unless_a_dash_binds_them(between: str, is_one: bool) -> None:
    assert is_found(f"2031/08/07{between}{number('310807')[6:]} kom det") is is_one
    assert is_found(f"2031.08.07{between}{number('310807')[6:]} kom det") is is_one
