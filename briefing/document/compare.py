"""Two editions of the archive compared: all that differs between their records, in printed words."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document.difference import Change, Difference, Part, Told
from briefing.document.difference_judgements import judgement_changes, problem_changes, row_changes
from briefing.document.difference_numbers import number_changes, series_changes
from briefing.document.difference_results import gap_changes, result_changes, term_changes
from briefing.document.since_words import NO_TERMS, PARTIAL, meanings
from briefing.document.text_changes import text_changes
from briefing.findings.between import differences_between, shows_as_much
from briefing.findings.recorded import Recorded
from briefing.terms.sensitivity import highest

_FIRST_WITH_TERMS = 2  # the first schema had neither definitions nor methods
_OTHER_KINDS = (
    "Utgåvorna är inte av samma slag och visar inte lika mycket. Problem, rader i register, bedömningar och luckor som bara den ena har "
    "räknas därför inte som ändrade."
)


def compare(before: Recorded, now: Recorded, told: tuple[Told, Told]) -> Difference:
    """The comparison; `told` is what the archive says of the two editions."""
    found = differences_between(before, now)
    results, terms = result_changes(found, now, before), term_changes(found)
    numbers = number_changes(found.numbers, now, before)
    said = (*problem_changes(found.problems), *judgement_changes((*found.assessments, *found.statements), now, before))
    schemas = min(each.earlier.schema for each in (before, now))
    return Difference(
        *told,
        parts=(
            Part("bedomningar", "Bedömningar", said),
            Part("register", "Register", row_changes(found.rows)),
            Part("luckor", "Luckor", gap_changes(found, now, before)),
            Part("resultat", "Resultat", results, _meanings(results)),
            Part("definitioner", "Definitioner och metoder", terms, _meanings(terms)),
            Part("serier", "Serier som bara visas i den ena", series_changes(found.series, now, before)),
        ),
        numbers=numbers,
        numbers_note=meanings(dict.fromkeys(each.kind for each in numbers)),
        texts=text_changes(before.document, now.document),
        notes=(
            *(() if shows_as_much(before, now) else (_OTHER_KINDS,)),
            *((NO_TERMS.replace("Den utgåvans", "Den ena utgåvans"),) if schemas < _FIRST_WITH_TERMS else ()),
            *((PARTIAL.replace("Den är", "Den ena utgåvan är"),) if before.earlier.is_partial or now.earlier.is_partial else ()),
        ),
        owner=now.frame.get("owner", ""),
        sensitivity=highest(*(each.sensitivity for each in (before, now))),
        example=next((each.example for each in (now, before) if each.document.get("synthetic")), ("", "")),
    )


def _meanings(changes: Iterable[Change]) -> str:
    """What the kinds of change in these rows mean."""
    return meanings(dict.fromkeys(each.kind for each in changes))
