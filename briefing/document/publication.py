"""Publication: what of an edition may leave for everybody to read (röjandekontroll, statistics.md rule 9; lagesbild.md).

A count that would point out a few people is taken away before anything is computed or written of it, so that no sentence, figure, table,
alternative text or file can hold it: it becomes a value under secrecy, as if the source had kept it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np

from briefing.document import wording
from briefing.document.count_prints import FEWEST_ANSWERS, CountKey, Prints, prints
from briefing.document.document import Block, Document, Table
from briefing.document.figure import Figure
from briefing.document.figure_table import figure_table
from briefing.document.published_counts import key_of, published_counts
from briefing.findings.disclosure import Hiding, PublishedCount, PublishedTable, hiding
from briefing.findings.disclosure_hiding import as_given_away
from briefing.findings.disclosure_protection import Progress
from briefing.findings.method_parts import parameters
from briefing.findings.method_use import MethodId, MethodUse
from briefing.observations.observations import Observations
from briefing.observations.reading import Material
from briefing.terms.gap import GapReason
from briefing.terms.request import Request


class Rule(Enum):
    """Why a value is not published.

    It is small; it would give a small one away; few have answered; nothing less protects its table; nobody knows how many people a rate or
    share stands for, so it cannot be tried.
    """

    LITET_ANTAL = "litet_antal"
    FOLJDSKYDD = "foljdskydd"
    FA_SVAR = "fa_svar"
    EJ_SKYDDBAR = "ej_skyddbar"
    OKANT_UNDERLAG = "okant_underlag"


@dataclass(frozen=True)
class Suppression:
    """One value that is not published, and the rule. It names the cell and never its value."""

    rule: Rule
    indicator: str
    area: str
    period: str
    group: str = ""


@dataclass(frozen=True)
class Publication:
    """The material without what may not be published, what was taken away, and what is then given away (for the editions to come).

    `truth` is what the attacker is tried against: this edition's counts as they are, and what earlier editions have given away.
    """

    material: Material
    suppressions: tuple[Suppression, ...]
    given_away: tuple[PublishedTable, ...]
    truth: tuple[PublishedTable, ...] = field(default=(), repr=False)


def published(
    material: Material, request: Request, earlier: Sequence[PublishedTable] = (), progress: Progress | None = None
) -> Publication:
    """What an edition of this material may be made from when everybody may read it.

    All its counts from sources that are not published already, and what `earlier` public editions have given away, are one linked system:
    small counts are taken away, and others with them, until an attacker who sees the rest cannot compute a small one. Rates and shares
    go with their count, and without one they are turned back into it. Where that cannot be done, only such sums are left as tell nothing,
    or nothing at all. `progress` is told the round and how much is still exposed.
    """
    found = prints(material.only_open(), request)
    table = published_counts(found, request)
    tables = (table, *earlier)
    chosen = hiding(tables, request.threshold, progress=progress)
    rules = {**dict(_hidden(chosen, found, request.threshold)), **dict.fromkeys(found.unknown, Rule.OKANT_UNDERLAG)}
    rules |= dict.fromkeys(found.few, Rule.FA_SVAR)
    suppressions = tuple(Suppression(rule, *_fields(key)) for key, rule in sorted(rules.items(), key=lambda each: each[0]))
    without = _without(material, rules) if rules else material
    given_away = (as_given_away(table, chosen, request.threshold),) if table.counts else ()
    return Publication(without, suppressions, given_away, tables if table.counts else ())


def method_of(publication: Publication, threshold: int) -> tuple[MethodUse, ...]:
    """Disclosure control as the method appendix tells of it; nothing where there was nothing to try.

    How many were hidden is told, and not how many of them for being small: that would help to find which.
    """
    if not publication.truth and not publication.suppressions:
        return ()
    tried = sum(key_of(each.key) is not None and not each.settled for table in publication.truth[:1] for each in table.counts)
    rules = parameters(troskel=float(threshold), svar_fran=float(FEWEST_ANSWERS))
    return (MethodUse(MethodId.ROJANDEKONTROLL, "1", rules, tried, parameters(dolda=float(len(publication.suppressions)))),)


def open_counts(material: Material, request: Request) -> tuple[PublishedTable, ...]:
    """The counts as they are that a public edition of the same material would have: what an internal edition keeps for its proof."""
    found = prints(material.only_open(), request)
    if not found.counts:
        return ()
    table = published_counts(found, request)
    counts = (PublishedCount(each.key, each.count, secret=each.secret) for each in table.counts if key_of(each.key) is not None)
    return (PublishedTable(table.id, tuple(counts)),)


def public(document: Document, threshold: int, suppressions: Iterable[Suppression] = ()) -> Document:
    """The document with a note under each table and figure that has a protected value: what the sign × stands for there."""
    rules: dict[str, set[Rule]] = {}
    for each in suppressions:
        rules.setdefault(each.indicator, set()).add(each.rule)
    sections = tuple(
        replace(each, blocks=tuple(_explained(block, threshold, rules) for block in each.blocks)) for each in document.sections
    )
    return replace(document, sections=sections)


def protected_note(threshold: int, rules: Collection[Rule]) -> str:
    """What the sign × stands for where those rules have hidden something, in the reader's words; none: the source itself has."""
    few = f"färre än {threshold}, eller dold för att skydda en sådan uppgift"
    why = [
        *([few] if not rules or {*rules} - {Rule.FA_SVAR, Rule.OKANT_UNDERLAG} else []),
        *([f"färre än {FEWEST_ANSWERS} svar"] if Rule.FA_SVAR in rules else []),
        *(["ett tal där det inte är känt hur många personer det gäller"] if Rule.OKANT_UNDERLAG in rules else []),
    ]
    totals = " Där summorna är för små för att skyddas visas bara de summor som inte röjer någon." if Rule.EJ_SKYDDBAR in rules else ""
    return f"{wording.PROTECTED} betyder {', eller '.join(why)}.{totals}"


def _explained(block: Block, threshold: int, rules: Mapping[str, Collection[Rule]]) -> Block:
    table = block if isinstance(block, Table) else figure_table(block) if isinstance(block, Figure) else None
    hidden = [cell for row in table.rows for cell in row if cell.symbol == wording.PROTECTED] if table else []
    if not hidden:
        return block
    assert isinstance(block, Table | Figure)
    named = {part for cell in hidden for basis in cell.basis for part in basis.split(":")}
    note = protected_note(threshold, {rule for name in named for rule in rules.get(name, ())})
    return replace(block, notes=(*block.notes, note))


def _hidden(chosen: Hiding, found: Prints, threshold: int) -> Iterator[tuple[CountKey, Rule]]:
    """The keys of this edition's values to hide, each with its rule."""
    for name in chosen.hidden:
        key = key_of(name)
        if key is None or key not in found.counts:
            continue
        count = found.counts[key].count or 0
        is_small = any(0 < each < threshold for each in (count, found.answers.get(key, 0) - count))
        yield key, Rule.EJ_SKYDDBAR if name in chosen.forced else Rule.LITET_ANTAL if is_small else Rule.FOLJDSKYDD


def _without(material: Material, hidden: Iterable[CountKey]) -> Material:
    """The material with a secret where each hidden value stood, in every measure and every vintage.

    Remarks on deliveries of sources that are not public go too, since they may repeat a value.
    """
    keys = {(each.indicator, each.area, each.period, each.group) for each in hidden}
    frame = material.observations.frame
    columns = (frame[name].tolist() for name in ("indicator", "area", "period", "group"))
    is_hidden = np.array([key in keys for key in zip(*columns, strict=True)], dtype=np.bool_)
    frame = frame.assign(**{name: frame[name].mask(is_hidden) for name in ("value", "lower", "upper", "n")})
    return replace(
        material,
        observations=Observations(frame.assign(status=frame["status"].mask(is_hidden, GapReason.SEKRETESS.value))),
        doubts=tuple(each for each in material.doubts if material.is_published(each.subject)),
        refusals=tuple(each for each in material.refusals if material.is_published(each.delivery)),
    )


def _fields(key: CountKey) -> tuple[str, str, str, str]:
    return key.indicator, key.area, key.period, key.group
