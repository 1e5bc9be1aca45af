"""Every type that a declaration can have: what is taken, what is refused, and where the fault is said to stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

from briefing.errors import DeclarationError, Problem
from briefing.terms.declaration import declared
from briefing.terms.indicator import Comparator
from briefing.terms.period import Day, Month, Period, Quarter, Year


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
