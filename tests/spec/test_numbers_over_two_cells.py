"""Personal identity numbers that lie over two cells are found by their column, and columns of other numbers are left alone."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from builders_deliveries import part
from builders_workbooks import workbook
from long_dead import long_dead

from briefing.terms.split_number import split_in_rows, split_in_text
from briefing.workspace.examination import examined

COLUMNS = 20_000 if os.environ.get("BRIEFING_LONG") else 500
HEAD = "Kommun{0}Datum{0}Fyra{0}Antal"


def people(count: int, notation: str = "{}{}{}", seed: int = 1) -> list[tuple[str, str]]:
    """Dates and last four digits of people born in the 1890s."""
    generator = random.Random(seed)
    numbers = [long_dead(generator) for _ in range(count)]
    return [(notation.format(*day), last) for *day, last in numbers]


@pytest.mark.parametrize("between", [";", ",", "|", "\t", '";"'])
@pytest.mark.parametrize("notation", ["{}{}{}", "{}-{}-{}", "{}.{}.{}", "{}/{}/{}"])
def test_a_column_of_dates_beside_one_of_last_digits_is_found(notation: str, between: str) -> None:
    quote = '"' if '"' in between else ""
    lines = [f"{quote}Umeå{between}{day}{between}{last}{between}3{quote}" for day, last in people(6, notation)]
    text = "\n".join((HEAD.format(between.strip('"')), *lines, ""))
    found = split_in_text(text)
    assert found is not None
    assert text[found[0] : found[1]].startswith(people(1, notation)[0][0])
    objection = examined(part("a.csv", text))
    assert objection is not None and objection.returned
    assert objection.place == "rad 2"
    assert not any(letter.isdigit() for letter in objection.fault.found)


def test_they_are_found_without_a_century_and_at_the_edges_of_the_text() -> None:
    lines = "\r\n".join(f"{day[2:]};{last}" for day, last in people(4))
    assert split_in_text(lines) == (0, 11)
    assert split_in_text(lines.replace(";", ":")) is None


def test_empty_cells_at_either_end_of_a_line_move_no_column() -> None:
    one, *others = (";".join(pair) for pair in people(4))
    ending = "\n".join(f"{each};" for each in (one, *others))
    assert split_in_text(ending) == (0, len(one))
    assert split_in_text("\n".join((f"x;{one}", f";{others[0]}", f"x;{others[1]}", f";{others[2]}"))) == (2, len(one) + 2)


@pytest.mark.parametrize("notation", ["{}{}{}", "{}-{}-{}"])
def test_they_are_found_in_two_cells_of_a_workbook(notation: str) -> None:
    rows = [["Umeå", day, last] for day, last in people(4, notation)]
    objection = examined(part("a.xlsx", workbook({"Tom": [], "Bladet": [["Kommun", "Född", "Nr"], *rows]})))
    assert objection is not None and objection.returned
    assert objection.place == "blad Bladet, rad 2, kolumn B"


def test_numbers_in_two_cells_are_found_as_numbers_too() -> None:
    rows = [["Umeå", int(day), int(last)] for day, last in people(9) if last[0] != "0"]
    objection = examined(part("a.xlsx", workbook({"B": rows})))
    assert objection is not None and objection.returned


def test_three_pairs_and_a_pair_that_stands_again_and_again_are_too_few_to_tell() -> None:
    one, *others = people(4)
    assert split_in_rows([one, *others]) == (0, 0)
    assert split_in_rows(others * 5) is None
    assert split_in_rows([("x", *one), ("x", *one), *([("", *each) for each in others])]) == (0, 1)


def test_four_in_five_of_a_column_are_enough_and_the_first_that_is_possible_is_named() -> None:
    wrong = [(day, f"{last[:3]}{(int(last[3]) + 1) % 10}") for day, last in people(4, seed=2)]
    assert split_in_rows([wrong[0], *people(4)]) == (1, 0)
    assert split_in_rows([*wrong[:2], *people(4)]) is None
    assert split_in_rows([*wrong[:2], *people(8)]) == (2, 0)


def test_pairs_of_different_columns_are_not_counted_together() -> None:
    assert split_in_rows([["x"] * number + list(pair) for number, pair in enumerate(people(8))]) is None
    assert split_in_text("\n".join("x;" * number + ";".join(pair) for number, pair in enumerate(people(8)))) is None


Make = Callable[[random.Random], tuple[date, str]]


def day(generator: random.Random) -> date:
    return date(2015, 1, 1) + timedelta(days=generator.randrange(4_000))


def counted(generator: random.Random) -> tuple[date, str]:
    return day(generator), str(generator.randrange(1000, 10_000))


def coded(generator: random.Random) -> tuple[date, str]:
    return day(generator), generator.choice(["0365", "9802", "9803", "0801", "3001"])


def dated(generator: random.Random) -> tuple[date, str]:
    first = day(generator)
    return first, str(first.year)


def monthly(generator: random.Random) -> tuple[date, str]:
    return date(generator.randrange(2000, 2027), generator.randrange(1, 13), 1), str(generator.randrange(1000, 3000))


def timed(generator: random.Random) -> tuple[date, str]:
    return day(generator), f"{generator.randrange(24):02}{generator.randrange(60):02}"


def placed(generator: random.Random) -> tuple[date, str]:
    return day(generator), generator.choice(["0180", "1480", "1280", "2480", "2580", "0380", "0580", "0680"])


@pytest.mark.parametrize("make", [counted, coded, dated, monthly, timed, placed], ids=lambda make: make.__name__)
def test_columns_of_other_numbers_beside_dates_are_left_alone(make: Make) -> None:
    generator = random.Random(7)
    alarms = 0
    for _ in range(COLUMNS):
        rows = [make(generator) for _ in range(generator.randrange(1, 40))]
        alarms += split_in_rows([(f"{first:%Y%m%d}", second) for first, second in rows]) is not None
    assert alarms <= COLUMNS * 0.001
