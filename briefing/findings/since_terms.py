"""What has changed in the meaning of indicators and in the methods since the earlier edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from briefing.findings.definitions import Definition
from briefing.findings.earlier import Earlier
from briefing.findings.method_use import MethodUse, Parameter


class Term(Enum):
    """The parts of a definition that decide what a value means, or how it is read."""

    DEFINITION = "definition"
    MATT = "unit"
    LASRIKTNING = "polarity"
    BROTT_I_SERIEN = "breaks"
    KALLA = "source"
    TOLERANS = "tolerance"


_MEANING = (Term.DEFINITION, Term.MATT, Term.KALLA)  # another reading or a newly known break leaves every value as it was


@dataclass(frozen=True)
class ChangedDefinition:
    """One part of an indicator's definition that is another than in the earlier edition.

    `values` is how many earlier values are others now: they follow from the definition and are no revision.
    """

    term: Term
    before: Definition
    now: Definition
    values: int = 0

    @property
    def changes_meaning(self) -> bool:
        """Whether values before and after are about different things."""
        return self.term in _MEANING


@dataclass(frozen=True)
class ChangedMethod:
    """A method with another version or other parameters than in the earlier edition; only the parameters that differ are here."""

    before: MethodUse
    now: MethodUse
    parameters: tuple[tuple[Parameter | None, Parameter | None], ...]


def changed_definitions(earlier: Earlier, definitions: Iterable[Definition]) -> tuple[ChangedDefinition, ...]:
    """The changed parts of the indicators that both editions have; none where the earlier record has no definitions (schema 1)."""
    before = {each.indicator: each for each in earlier.definitions}
    pairs = ((before[each.indicator], each) for each in definitions if each.indicator in before)
    return tuple(
        ChangedDefinition(term, old, new) for old, new in pairs for term in Term if getattr(old, term.value) != getattr(new, term.value)
    )


def changed_methods(earlier: Earlier, methods: Iterable[MethodUse]) -> tuple[ChangedMethod, ...]:
    """The methods that both editions used and that are not the same. A method that only one of them needed has not changed."""
    before = {each.id: each for each in earlier.methods}
    pairs = ((before[each.id], each) for each in methods if each.id in before)
    return tuple(_changed(old, new) for old, new in pairs if (old.version, old.parameters) != (new.version, new.parameters))


def _changed(before: MethodUse, now: MethodUse) -> ChangedMethod:
    old, new = ({each.name: each for each in method.parameters} for method in (before, now))
    names = dict.fromkeys([*new, *old])
    return ChangedMethod(before, now, tuple((old.get(each), new.get(each)) for each in names if old.get(each) != new.get(each)))
