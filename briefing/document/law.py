"""What the law asks of the lägesbild (templates/lagkrav.toml). Another law or another municipality needs no Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from briefing.document.templates import Templates
from briefing.errors import DeclarationError, Problem
from briefing.terms.declaration import declared
from briefing.terms.indicator import ProblemArea

LAW_TEMPLATE = "lagkrav.toml"


class Fulfilment(Enum):
    """How far a requirement is met, as far as the edition's own material shows it."""

    UPPFYLLT = "uppfyllt"
    DELVIS = "delvis"
    INTE_UPPFYLLT = "inte_uppfyllt"
    GAR_INTE_ATT_BEDOMA = "gar_inte_att_bedoma"


@dataclass(frozen=True)
class RegisterNeed:
    """What a requirement needs of a register: `name` is what its rows are called in print ("överenskommelser").

    There must be `at_least` so many rows, and every row counts that has the fields of `filled`, whose day in the field `until` has not
    passed, and whose day in the field `since` is at most `months` months ago (0: any). `log`: what is older is history and counts for
    nothing, as long as there are enough that are not. `where` says which rows are meant: field → word.
    """

    register: str
    name: str
    at_least: int = 1
    filled: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict, hash=False)
    until: str = ""
    since: str = ""
    months: int = 0
    log: bool = False


@dataclass(frozen=True)
class Requirement:
    """One row of the law's matrix (krav): its id, paragraph and words, and what shows that it is met. Each key is a need of its own.

    `sections` must have content in the edition. Every one of `problem_areas` needs an indicator with the requirement's id as its `law`
    that has a value; `indicators` is how many such indicators there must be at least. `texts` must be signed for the edition's period:
    subject of the assessment → its name as it is printed; those in `each` of every open row of a register. `contact`: briefing.toml names
    who answers questions. `statutory`: the latest whole lägesbild that is Slutlig or deposited is no older than two years. `published`:
    every issued lägesbild has a public edition, which the archive tells. `rows` are what the registers must have. `place` is the section
    where the reader finds it. `missing_means` is what is said when none of it is there: that the requirement is not met, or, where the
    municipality may well do it without having delivered it, that nobody can tell.
    """

    id: str
    paragraph: str
    text: str
    place: str = ""
    sections: tuple[str, ...] = ()
    problem_areas: tuple[ProblemArea, ...] = ()
    indicators: int = 0
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)
    each: Mapping[str, str] = field(default_factory=dict, hash=False)
    contact: bool = False
    statutory: bool = False
    published: bool = False
    rows: tuple[RegisterNeed, ...] = ()
    missing_means: Fulfilment = Fulfilment.GAR_INTE_ATT_BEDOMA


@dataclass(frozen=True)
class Law:
    """The law by its name, and its requirements in the order of the matrix."""

    name: str
    requirement: tuple[Requirement, ...]


def law_of(templates: Templates) -> Law:
    """The law of templates/lagkrav.toml; DeclarationError has every problem in it."""
    where = f"templates/{LAW_TEMPLATE}"
    law = declared(Law, templates.text(LAW_TEMPLATE), where)
    ids = [each.id for each in law.requirement]
    twice = dict.fromkeys(each for each in ids if ids.count(each) > 1)
    if twice:
        raise DeclarationError([Problem((where, each), "the requirement stands here twice", "remove one of them") for each in twice])
    return law
