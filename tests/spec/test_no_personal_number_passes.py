"""Personal identity numbers are found however they are written, and other numbers are left alone (oracle O11, trust.md)."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from long_dead import check_digit, long_dead

from briefing.terms.identity import IdentityKind, found, personal_numbers_in

MANY = 20_000 if os.environ.get("BRIEFING_LONG") else 2_000
PERSONAL, COORDINATION, ORGANISATION = "811228-9874", "701063-2391", "556016-0680"  # the public test numbers


def kinds(text: str) -> list[IdentityKind]:
    return [each.kind for each in found(text)]


def test_o11_the_public_test_numbers() -> None:
    assert kinds(PERSONAL) == [IdentityKind.PERSONNUMMER]
    assert kinds(COORDINATION) == [IdentityKind.SAMORDNINGSNUMMER]
    assert kinds(ORGANISATION) == []


TEN = [
    "{0}{1}{2}-{3}",
    "{0}{1}{2}+{3}",
    "{0}{1}{2}{3}",
    "{0}{1}{2} {3}",
    "{0}{1}{2}\u00a0{3}",
    "{0}{1}{2}\u202f{3}",
    "{0}{1}{2}\t{3}",
    "{0}{1}{2}–{3}",
    "{0}{1}{2}\u2011{3}",
    "{0}{1}{2}−{3}",
    "{0}{1}{2} - {3}",
    "{0}{1}{2} – {3}",
    "{0}{1}{2}.{3}",
    "{0}{1}{2}/{3}",
    "{0}{1}{2}_{3}",
    "{0} {1} {2} {3}",
    "{0}-{1}-{2}-{3}",
    "{0}-{1}-{2} {3}",
    "{0}.{1}.{2}-{3}",
    "{0}.{1}.{2}.{3}",
    "{0}{1}{2}\u200b-\u200b{3}",
]


def parts(number: str) -> tuple[str, str, str, str]:
    return number[0:2], number[2:4], number[4:6], number[-4:]


@pytest.mark.parametrize("number", [PERSONAL, COORDINATION])
@pytest.mark.parametrize("century", ["", "19"])
@pytest.mark.parametrize("notation", TEN)
@pytest.mark.parametrize("around", ["{}", "Han, {}, bor här.", "({})", "1;{};12", "id,{},4\n", '"{}"', "<td>{}</td>"])
def test_a_personal_number_is_found_in_every_notation(number: str, century: str, notation: str, around: str) -> None:
    year, month, day, last = parts(number)
    text = around.format(notation.format(century + year, month, day, last))
    [only] = found(text)
    assert only.kind.is_personal_number
    assert not any(letter.isdigit() for letter in only.masked)
    assert text[only.start : only.end].strip() == text[only.start : only.end]
    assert text[only.start : only.end].endswith(last)


TWELVE = [each for each in TEN if each not in ("{0}{1}{2}/{3}",)]


@pytest.mark.parametrize("notation", TWELVE)
def test_recall_over_generated_numbers_is_at_least_999_in_1000(notation: str) -> None:
    generator = random.Random(1)
    texts = [f"Anteckning {index}: {notation.format(*long_dead(generator))}, klart." for index in range(MANY)]
    assert sum(bool(personal_numbers_in(text)) for text in texts) / MANY >= 0.999


@pytest.mark.parametrize("notation", TWELVE)
def test_a_list_of_numbers_is_found_line_by_line(notation: str) -> None:
    generator = random.Random(2)
    assert len(personal_numbers_in("\n".join(notation.format(*long_dead(generator)) for _ in range(300)))) >= 299


def test_a_wrong_check_digit_helps_nobody_where_the_number_is_called_by_its_name() -> None:
    assert kinds("personnummer: 811228-9875") == [IdentityKind.PERSONNUMMER]
    assert kinds("Löpnummer 811228-9875") == []


def test_a_date_that_does_not_exist_is_no_personal_number() -> None:
    assert kinds("pnr 811328-9874, 811232-9874, 810229-9874 och 811200-9874") == []


def test_a_number_inside_a_longer_one_is_no_personal_number() -> None:
    assert kinds("5811228-9874") == kinds("811228-98741") == kinds("58112289874") == kinds("a8112289874f") == kinds("0.8112289874") == []


Make = Callable[[random.Random], str]


def digits(count: int) -> Make:
    return lambda generator: "".join(str(generator.randrange(10)) for _ in range(count))


def telephone(generator: random.Random) -> str:
    area = generator.choice(["070", "072", "073", "076", "079", "08", "090", "0910", "031", "010"])
    rest = "".join(str(generator.randrange(10)) for _ in range(10 - len(area)))
    grouped = f"{rest[:3]} {rest[3:5]} {rest[5:]}"
    mobile = area.startswith("07")
    return generator.choice([f"{area}-{grouped}", f"+46 {area[1:]} {grouped}", f"{area}-{rest}", *([area + rest] if mobile else [])])


def paid(generator: random.Random) -> str:
    number = digits(generator.choice([7, 9, 10, 11, 13]))(generator)
    return generator.choice(
        [
            f"OCR {number}{check_digit(number[-9:])}",
            f"bankgiro {number[:3]}-{number[3:7]}",
            f"plusgiro {number[:2]} {number[2:4]} {number[4:6]}-{number[6]}",
        ]
    )


def registered(generator: random.Random) -> str:
    year, number = generator.randrange(2010, 2027), generator.randrange(1, 200_000)
    return generator.choice(
        [f"KS-{year}/{number:05}", f"{year}/{number}", f"dnr {number:06}-{year}", f"{number:06}/{year}", f"5000-K{number:06}-{year % 100}"]
    )


def coordinates(generator: random.Random) -> str:
    north, east = generator.uniform(6_100_000, 7_700_000), generator.uniform(250_000, 950_000)
    return generator.choice(
        [
            f"{north:.4f}, {east:.4f}",
            f"N {north:.0f} E {east:.0f}",
            f"{north:.0f} {east:.0f}",
            f"[{generator.uniform(11, 24):.10f}, {generator.uniform(55, 69):.10f}]",
        ]
    )


def counts(generator: random.Random) -> str:
    return generator.choice([" ", "\t"]).join(str(generator.randrange(10 ** generator.randrange(1, 7))) for _ in range(8))


def day(generator: random.Random) -> date:
    return date(2010, 1, 1) + timedelta(days=generator.randrange(6_000))


def dated(generator: random.Random) -> str:
    first, number = day(generator), generator.randrange(1000, 10_000)
    return generator.choice(
        [f"{first} {number}", f"{first}\t{number}", f"{first}–{day(generator)}", f"{first} – {number}", f"{first}. {number} brott"]
    )


def ean(generator: random.Random) -> str:
    return "73" + digits(11)(generator)


def iban(generator: random.Random) -> str:
    number = digits(22)(generator)
    return f"SE{number[:2]} {number[2:6]} {number[6:10]} {number[10:14]} {number[14:18]} {number[18:]}"


def organisation(generator: random.Random) -> str:
    number = f"{generator.randrange(1, 10)}{generator.randrange(10)}{generator.randrange(20, 100)}{digits(5)(generator)}"
    full = number + check_digit(number)
    return generator.choice([f"{full[:6]}-{full[6:]}", full, f"16{full[:6]}-{full[6:]}"])


def seal(generator: random.Random) -> str:
    return f"{generator.getrandbits(512):0128x}"


def moment(generator: random.Random) -> str:
    """Since the middle of 2024, while its seconds are no date: ten digits in a row with no name are else taken at their word."""
    seconds = generator.randrange(1_713_000_000, 1_800_000_000)
    return generator.choice(
        [
            str(seconds),
            f"{seconds}.{generator.randrange(1000):03}",
            f"{day(generator)}T{generator.randrange(24):02}:{generator.randrange(60):02}:00",
        ]
    )


OTHERS: list[Make] = [telephone, paid, registered, coordinates, counts, dated, ean, iban, organisation, seal, moment]


@pytest.mark.parametrize("make", OTHERS, ids=lambda make: make.__name__)
def test_other_numbers_are_left_alone_one_by_one(make: Make) -> None:
    generator = random.Random(3)
    texts = [f"Uppgift {make(generator)} finns." for _ in range(MANY)]
    assert sum(bool(personal_numbers_in(text)) for text in texts) <= MANY * 0.001


@pytest.mark.parametrize("make", [*OTHERS, digits(10), digits(12)], ids=lambda make: make.__name__)
def test_other_numbers_are_left_alone_in_a_column(make: Make) -> None:
    generator = random.Random(4)
    assert len(personal_numbers_in("\n".join(make(generator) for _ in range(MANY)))) <= MANY * 0.001


def test_a_personal_number_in_a_long_column_of_other_things_is_found_when_written_as_one() -> None:
    generator = random.Random(5)
    column = [digits(10)(generator) for _ in range(200)]
    [only] = personal_numbers_in("\n".join([*column, PERSONAL, *column]))
    assert only.masked == "••••••-••••"


def test_a_megabyte_of_a_table_has_no_false_alarm() -> None:
    generator = random.Random(6)
    text = "\n".join(
        f"<tr><td>{day(generator)}</td><td>{generator.randrange(10**6):,}</td></tr>".replace(",", "\u00a0") for _ in range(20_000)
    )
    assert found(text) == ()
