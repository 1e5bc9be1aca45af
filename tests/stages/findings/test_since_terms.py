"""Which part of a definition has changed, and which parameters of a method."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from briefing.findings.definitions import Definition
from briefing.findings.earlier import Earlier, parse_earlier
from briefing.findings.method_use import MethodId, MethodUse, Parameter
from briefing.findings.since_terms import ChangedDefinition, ChangedMethod, Term, changed_definitions, changed_methods
from briefing.terms.indicator import Break, Polarity, Tolerance, Unit
from briefing.terms.period import Year

EMPTY = parse_earlier(
    json.dumps({"schema": 2, "edition": {"id": "e", "version": "v1"}, "findings": [], "statements": [], "assessments": [], "entries": []})
)
RAN = Definition("ran", "Rån", "8 kap. BrB", Unit.ANTAL, Polarity.LAGRE_BATTRE, (), "Brå")
TREND = MethodUse(MethodId.TREND, "1", (Parameter("ar", 5.0), Parameter("niva", 0.95)), 4)


def earlier(**changes: Any) -> Earlier:
    return replace(EMPTY, **changes)


@pytest.mark.parametrize(
    ("changes", "term", "changes_meaning"),
    [
        ({"definition": "8 kap. 5 § BrB"}, Term.DEFINITION, True),
        ({"unit": Unit.ANDEL}, Term.MATT, True),
        ({"source": "Polisen"}, Term.KALLA, True),
        ({"polarity": Polarity.TOLKAS}, Term.LASRIKTNING, False),
        ({"breaks": (Break(Year(2020), ""),)}, Term.BROTT_I_SERIEN, False),
        ({"tolerance": Tolerance(relative=0.01)}, Term.TOLERANS, False),
    ],
)
def test_a_changed_part_of_a_definition_is_told_and_whether_it_changes_the_meaning(
    changes: dict[str, Any], term: Term, changes_meaning: bool
) -> None:
    other = replace(RAN, **changes)
    found = changed_definitions(earlier(definitions=(RAN,)), [replace(RAN, indicator="hot"), other])
    assert found == (ChangedDefinition(term, RAN, other, 0),)
    assert found[0].changes_meaning is changes_meaning


def test_another_label_changes_nothing_and_two_changes_are_two() -> None:
    other = replace(RAN, label="Personrån", source="Polisen", definition="")
    assert [each.term for each in changed_definitions(earlier(definitions=(RAN,)), [other])] == [Term.DEFINITION, Term.KALLA]
    assert changed_definitions(earlier(definitions=(RAN,)), [replace(RAN, label="Personrån")]) == ()
    assert changed_definitions(earlier(), [RAN]) == ()


def test_a_method_is_told_with_the_parameters_that_differ_alone() -> None:
    other = replace(TREND, parameters=(Parameter("ar", 7.0), Parameter("niva", 0.95), Parameter("ny", 1.0)), uses=9)
    assert changed_methods(earlier(methods=(TREND,)), [other]) == (
        ChangedMethod(TREND, other, ((Parameter("ar", 5.0), Parameter("ar", 7.0)), (None, Parameter("ny", 1.0)))),
    )
    assert changed_methods(earlier(methods=(other,)), [TREND])[0].parameters == (
        (Parameter("ar", 7.0), Parameter("ar", 5.0)),
        (Parameter("ny", 1.0), None),
    )
    newer = replace(TREND, version="2")
    assert changed_methods(earlier(methods=(TREND,)), [newer]) == (ChangedMethod(TREND, newer, ()),)
    assert changed_methods(earlier(methods=(TREND,)), [replace(TREND, uses=9), replace(newer, id=MethodId.PLACERING)]) == ()
