"""What a request says where nothing is asked for: a draft of the municipality's own, with nothing that nobody has written."""

from __future__ import annotations

from briefing.terms.area import Municipality
from briefing.terms.edition import EditionId, Status
from briefing.terms.period import Quarter
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity

PLAIN = Request(
    EditionId("2480", "kvartal", "2026-K2"), Quarter(2026, 2), Municipality("2480", "Umeå", "Umeå kommun", "24", (), 2025), (), 2025, ()
)


def test_what_nobody_has_written_is_empty() -> None:
    texts = ("version", "replaces", "dnr", "contact", "decision")
    assert {getattr(PLAIN, name) for name in texts} == {""}
    listed = ("areas", "county", "issued", "log", "boundary_changes")
    assert {getattr(PLAIN, name) for name in listed} == {()}
    assert (PLAIN.cut_off, PLAIN.committee, PLAIN.review, PLAIN.statutory, dict(PLAIN.likelihood)) == (None, None, None, None, {})


def test_it_is_a_draft_for_the_municipality_itself_with_the_limits_of_small_numbers() -> None:
    assert (PLAIN.status, PLAIN.ceiling, PLAIN.council) == (Status.ARBETSMATERIAL, Sensitivity.INTERN, "Strategiska rådet")
    assert (PLAIN.public, PLAIN.is_special) == (False, False)
    assert (PLAIN.threshold, PLAIN.fewest_cases, PLAIN.smallest_population) == (5, 5, 1000)


def test_two_equal_requests_are_one_in_a_set() -> None:
    same = Request(PLAIN.edition, PLAIN.period, PLAIN.municipality, (), 2025, (), likelihood={})
    assert {PLAIN, same} == {PLAIN}
