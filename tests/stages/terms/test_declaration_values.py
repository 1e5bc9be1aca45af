"""Every type that a declaration can have: what is taken, what is refused, and where the fault is said to stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, make_dataclass
from datetime import date
from typing import Any

import pytest

from briefing.errors import DeclarationError, Problem
from briefing.terms.area import AreaKind
from briefing.terms.declaration import declared
from briefing.terms.indicator import Comparator
from briefing.terms.period import Day, Month, Period, Quarter, Year
from briefing.terms.value import FaultError, unknown_word
from briefing.terms.value import expected as expected_of


@dataclass(frozen=True)
class Inner:
    name: str
    count: int = 3


@dataclass(frozen=True)
class Outer:
    text: str = ""
    number: int = 0
    share: float = 0.0
    is_open: bool = False
    day: date | None = None
    limit: int | None = None
    period: Period | None = None
    quarter: Quarter | None = None
    when: Quarter | Day | None = None
    comparators: tuple[Comparator, ...] = ()
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    tables: Mapping[str, Inner] = field(default_factory=dict, hash=False)


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(DeclarationError) as raised:
        declared(Outer, text, "a.toml")
    return raised.value.problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Outer()),
        ('text = "2480"', Outer(text="2480")),
        ("share = 2", Outer(share=2.0)),
        ("is_open = true", Outer(is_open=True)),
        ("day = 2026-12-03", Outer(day=date(2026, 12, 3))),
        ('day = "2026-12-03"', Outer(day=date(2026, 12, 3))),
        ("limit = 14", Outer(limit=14)),
        ('period = "2026-08"', Outer(period=Month(2026, 8))),
        ('period = "2015"', Outer(period=Year(2015))),
        ('quarter = "2026-K2"', Outer(quarter=Quarter(2026, 2))),
        ('when = "2026-12-03"', Outer(when=Day(date(2026, 12, 3)))),
        ('comparators = ["lan", "alla"]', Outer(comparators=(Comparator.LAN, Comparator.ALLA))),
        ('inner = { name = "a" }', Outer(inner=Inner("a"))),
        ('[[inners]]\nname = "a"\n[[inners]]\nname = "b"\ncount = 1', Outer(inners=(Inner("a"), Inner("b", 1)))),
        ('[words]\n"Umeå kommun" = "2480"', Outer(words={"Umeå kommun": "2480"})),
        ('[tables.a]\nname = "x"', Outer(tables={"a": Inner("x")})),
    ],
)
def test_a_text_becomes_the_declared_value(text: str, expected: Outer) -> None:
    assert declared(Outer, text, "a.toml") == expected


@pytest.mark.parametrize(
    ("text", "where", "problem", "remedy"),
    [
        ("text = 2480", "text", "here stands 2480, a whole number", 'write a text in quotes, for example "2480"'),
        ('number = "3"', "number", 'here stands "3", a text', "write a whole number without quotes"),
        ("number = true", "number", "here stands true, true or false", "write a whole number without quotes"),
        ("number = 3.0", "number", "here stands 3.0, a number", "write a whole number without quotes"),
        ('share = "2"', "share", 'here stands "2", a text', "write a number without quotes, with a decimal point"),
        ("is_open = 1", "is_open", "here stands 1, a whole number", "write true or false, without quotes"),
        ('limit = "14"', "limit", 'here stands "14", a text', "write a whole number without quotes"),
        ('day = "3 december"', "day", 'here stands "3 december", a text', "write a date, for example 2026-11-03"),
        ("day = 2026-12-03T10:00:00", "day", "here stands 2026-12-03 10:00:00, a date", "write a date, for example 2026-11-03"),
        ("text = 10:00:00", "text", 'here stands "10:00:00", a time of day', 'write a text in quotes, for example "2480"'),
        ('period = "2026K2"', "period", "'2026K2' is not a period", "write 2026 or 2026-K2 or 2026-08 or 2026-11-03, in quotes"),
        ('period = "2026-13"', "period", "'2026-13' is not a period", "write 2026 or 2026-K2 or 2026-08 or 2026-11-03, in quotes"),
        ("period = 2026", "period", "here stands 2026, a whole number", 'write a period in quotes, for example "2026"'),
        ('quarter = "2026"', "quarter", "'2026' is not a quarter", "write 2026-K2, in quotes"),
        ('when = "2026-08"', "when", "'2026-08' is not a quarter or day", "write 2026-K2 or 2026-11-03, in quotes"),
        ('comparators = "lan"', "comparators", 'here stands "lan", a text', 'write a list in brackets, for example ["2480"]'),
        ('comparators = ["län"]', "comparators > item 1", "'län' is not a comparator", "use one of riket, lan, liknande, alla"),
        ("inner = 3", "inner", "here stands 3, a whole number", "write a table, with lines key = value"),
        ("inner = {}", "inner > name", "the key is missing", 'add name: a text in quotes, for example "2480"'),
        ('inner = { name = "a", cuont = 1 }', "inner > cuont", "the key is not known here", "write count"),
        (
            'inners = [{ name = "a" }, { name = 2 }]',
            "inners > item 2 > name",
            "here stands 2, a whole number",
            'write a text in quotes, for example "2480"',
        ),
        ('words = ["a"]', "words", 'here stands ["a"], a list', "write a table, with lines key = value"),
        ("[words]\na = 3", "words > a", "here stands 3, a whole number", 'write a text in quotes, for example "2480"'),
        ("[tables.a]\nname = 1", "tables > a > name", "here stands 1, a whole number", 'write a text in quotes, for example "2480"'),
    ],
)
def test_a_wrong_value_is_quoted_where_it_stands(text: str, where: str, problem: str, remedy: str) -> None:
    assert problems(text) == (Problem(("a.toml", *where.split(" > ")), problem, remedy),)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('text = "a"\nnumber = tre\n', "line 2", "'number = tre' is not TOML"),
        ('text = "a', "line 1", "'text = \"a' is not TOML"),
        ("Umeå = 1", "line 1", "'Umeå = 1' is not TOML"),
        ("number = 1\nnumber = 2", "line 2", "'number = 2' is given a second time"),
        ("[words]\na = 'x'\n[words]\nb = 'y'", "line 3", "'[words]' is given a second time"),
    ],
)
def test_a_line_that_is_not_toml_is_quoted_with_its_number(text: str, line: str, problem: str) -> None:
    (found,) = problems(text)
    assert (found.where, found.problem) == (("a.toml", line), problem)


def test_a_long_value_is_shortened() -> None:
    (found,) = problems(f"words = {['x' * 200]}")
    assert len(found.problem) < 90


@dataclass(frozen=True)
class Checked:
    count: int = 0
    area: AreaKind = AreaKind.EGET
    made: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"a count is not {self.count}")


@dataclass(frozen=True)
class Holder:
    first: Checked
    others: Mapping[str, Checked] = field(default_factory=dict, hash=False)


def test_what_a_type_refuses_is_said_in_its_own_words() -> None:
    with pytest.raises(DeclarationError) as raised:
        declared(Holder, "[first]\ncount = -1\n[others.a]\ncount = -2", "folder", "a.toml")
    assert raised.value.problems == (
        Problem(("folder", "a.toml", "first"), "a count is not -1", "write a value that exists"),
        Problem(("folder", "a.toml", "others", "a"), "a count is not -2", "write a value that exists"),
    )


def test_every_problem_is_told_and_a_key_that_is_computed_cannot_be_written() -> None:
    with pytest.raises(DeclarationError) as raised:
        declared(Holder, 'first = { made = 1, zzz = 2, area = "x" }\nothers = 3', "a.toml")
    assert [(each.where[1:], each.problem, each.remedy) for each in raised.value.problems] == [
        (("first", "area"), "'x' is not an area kind", "use one of stadsdel, tatort, regso, deso, lokalpolisomrade, eget"),
        (("first", "made"), "the key is not known here", "use one of area, count"),
        (("first", "zzz"), "the key is not known here", "use one of area, count"),
        (("others",), "here stands 3, a whole number", "write a table, with lines key = value"),
    ]


@pytest.mark.parametrize(
    ("cls", "said"),
    [
        (Holder, "a table, with lines key = value"),
        (AreaKind, "one of stadsdel, tatort, regso, deso, lokalpolisomrade, eget"),
    ],
)
def test_a_key_that_is_missing_is_asked_for_by_its_type(cls: type, said: str) -> None:
    asked = make_dataclass("Asked", [("what", cls)], frozen=True)
    with pytest.raises(DeclarationError) as raised:
        declared(asked, "", "a.toml")
    assert raised.value.problems == (Problem(("a.toml", "what"), "the key is missing", f"add what: {said}"),)


@pytest.mark.parametrize(
    ("cls", "said"),
    [
        (str, 'a text in quotes, for example "2480"'),
        (int, "a whole number without quotes"),
        (int | None, "a whole number without quotes"),
        (float, "a number without quotes, with a decimal point"),
        (bool, "true or false, without quotes"),
        (date, "a date, for example 2026-11-03"),
        (Year, 'a period in quotes, for example "2026"'),
        (Quarter, 'a period in quotes, for example "2026-K2"'),
        (Month | None, 'a period in quotes, for example "2026-08"'),
        (Quarter | Day, 'a period in quotes, for example "2026-K2"'),
        (Day | Quarter, 'a period in quotes, for example "2026-11-03"'),
        (tuple[str, ...], 'a list in brackets, for example ["2480"]'),
        (Comparator, "one of riket, lan, liknande, alla"),
        (Inner, "a table, with lines key = value"),
        (Mapping[str, str], "a table, with lines key = value"),
    ],
)
def test_every_type_says_what_should_stand_there(cls: object, said: str) -> None:
    assert expected_of(cls) == said


@pytest.mark.parametrize(
    ("word", "known", "remedy"),
    [
        ("otrygghet", ["otrygghet-sen-kvall", "ran"], "write otrygghet-sen-kvall"),
        ("ab", ["abc", "abd", "abe", "abf"], "write abf or abe or abd"),
        ("helt annat", ["b", "a"], "use one of a, b"),
        ("vad som helst", [], "remove it; nothing is known here yet"),
    ],
)
def test_a_word_that_is_not_known_gets_the_nearest_or_all(word: str, known: list[str], remedy: str) -> None:
    assert unknown_word(word, "a word", known) == (f"'{word}' is not a word", remedy)


@pytest.mark.parametrize(("length", "shown"), [(58, f'"{"x" * 58}"'), (59, f'"{"x" * 56}...')])
def test_a_value_of_more_than_sixty_signs_is_cut_there(length: int, shown: str) -> None:
    (found,) = problems(f"number = '{'x' * length}'")
    assert found.problem == f"here stands {shown}, a text"


def test_the_values_of_toml_that_no_type_takes_are_named() -> None:
    assert [problems(f"number = {value}")[0].problem for value in ("2026-01-02", '["å"]', '{ a = "b" }')] == [
        "here stands 2026-01-02, a date",
        'here stands ["å"], a list',
        'here stands {"a": "b"}, a table',
    ]


def test_a_text_that_is_no_toml_says_how_toml_is_written() -> None:
    remedy = 'write key = value, with texts in quotes, and keys too if they have a space or å, ä, ö: "Umeå kommun" = "2480"'
    assert problems("number = 1\n  text = = 3") == (Problem(("a.toml", "line 2"), "'text = = 3' is not TOML", remedy),)
    assert problems("a = 1\n a = 2") == (Problem(("a.toml", "line 2"), "'a = 2' is given a second time", "keep one of them"),)
    assert problems("[words]\na = {}\n[[words.a]]")[0].problem == "'[[words.a]]' is given a second time"
    assert problems("words = [1]\n[[words]]")[0].problem == "'[[words]]' is given a second time"
    assert problems('text = """\na') == (Problem(("a.toml", "line 2"), "'a' is not TOML", remedy),)


def test_types_that_have_not_been_asked_for_before_are_read_as_all_others() -> None:
    """The converter remembers how each type is read, and these are made here."""
    part = make_dataclass("Part", [("name", str)], frozen=True)
    kinds: dict[str, Any] = {"one": part | None, "many": tuple[part, ...], "named": Mapping[str, part]}  # type: ignore[valid-type]
    whole = make_dataclass("Whole", [*kinds.items(), ("none", part | None, None)], frozen=True)
    text = "one = { name = 'a' }\nmany = [{ name = 'b' }]\nnamed = { c = { name = 'd' } }"
    assert declared(whole, text, "a.toml") == whole(part("a"), (part("b"),), {"c": part("d")})
    with pytest.raises(DeclarationError) as raised:
        declared(whole, "one = 1\nmany = 'x'\nnamed = [2]\nnone = { name = 'a', nam = 'b' }", "a.toml")
    table = "write a table, with lines key = value"
    assert raised.value.problems == (
        Problem(("a.toml", "one"), "here stands 1, a whole number", table),
        Problem(("a.toml", "many"), 'here stands "x", a text', 'write a list in brackets, for example ["2480"]'),
        Problem(("a.toml", "named"), "here stands [2], a list", table),
        Problem(("a.toml", "none", "nam"), "the key is not known here", "write name"),
    )


def test_a_fault_of_the_program_is_not_taken_for_one_of_the_text() -> None:
    class Odd:
        pass

    asked = make_dataclass("Asked", [("what", Odd)], frozen=True)
    with pytest.raises(Exception, match="Odd") as raised:
        declared(asked, "what = 1", "a.toml")
    assert not isinstance(raised.value, DeclarationError)


def test_a_fault_reads_as_its_problem() -> None:
    assert str(FaultError("here stands 3", "write a text")) == "here stands 3"
