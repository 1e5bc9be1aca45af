"""Publication: what of an edition may leave for everybody to read (röjandekontroll, statistics.md rule 9; lagesbild.md).

A count that would point out a few people is taken away before anything is computed or written of it, so that no sentence, figure, table,
alternative text or file can hold it: it becomes a value under secrecy, as if the source had kept it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from briefing.document import wording
from briefing.document.document import Block, Document, Table
from briefing.document.published_counts import CountKey, key_of, published_counts
from briefing.findings.disclosure import PublishedTable
from briefing.findings.disclosure_linked import as_given_away, keys_to_hide_or_all
from briefing.observations.observations import Observations
from briefing.observations.reading import Material
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Unit
from briefing.terms.request import Request

FEWEST_ANSWERS = 50  # a survey with fewer answers is not published (lagesbild.md)
_SHARES = (Unit.ANDEL.value, Unit.PROCENT.value)


class Rule(Enum):
    """Why a value is not published: it is small; it would give a small one away; few have answered; nothing less protects its table."""

    LITET_ANTAL = "litet_antal"
    FOLJDSKYDD = "foljdskydd"
    FA_SVAR = "fa_svar"
    EJ_SKYDDBAR = "ej_skyddbar"


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
    """The material without what may not be published, what was taken away, and what is then given away (for the editions to come)."""

    material: Material
    suppressions: tuple[Suppression, ...]
    given_away: tuple[PublishedTable, ...]


def published(material: Material, request: Request, earlier: Sequence[PublishedTable] = ()) -> Publication:
    """What an edition of this material may be made from when everybody may read it.

    All its counts from sources that are not published already, and what `earlier` public editions have given away, are one linked system:
    small counts are taken away, and others with them, until an attacker who sees the rest cannot compute a small one. Rates and shares
    of a count go with it. Where that cannot be done, every count that the exposed ones are bound to goes.
    """
    table = published_counts(material, request)
    hidden = dict(_hidden([table, *earlier], request.threshold))
    few = _few_answers(material, request)
    suppressions = tuple(Suppression(rule, *_fields(key)) for key, rule in sorted({**few, **hidden}.items(), key=lambda each: each[0]))
    given_away = as_given_away(table, frozenset(map(str, hidden)))
    without = _without(material, {**few, **hidden}) if few or hidden else material
    return Publication(without, suppressions, (given_away,) if table.counts else ())


def public(document: Document, threshold: int) -> Document:
    """The document with a note under each table that has a protected value: what the sign × stands for."""
    note = f"{wording.PROTECTED} betyder färre än {threshold}, eller dold för att skydda en sådan uppgift."
    sections = tuple(replace(each, blocks=tuple(_explained(block, note) for block in each.blocks)) for each in document.sections)
    return replace(document, sections=sections)


def _explained(block: Block, note: str) -> Block:
    if isinstance(block, Table) and any(cell.symbol == wording.PROTECTED for row in block.rows for cell in row):
        return replace(block, notes=(*block.notes, note))
    return block


def _hidden(tables: Sequence[PublishedTable], threshold: int) -> Iterator[tuple[CountKey, Rule]]:
    """The keys of this edition's table to hide, each with its rule."""
    own = {each.key: each.count or 0 for each in tables[0].counts}
    chosen, forced = keys_to_hide_or_all(tables, threshold)
    for name in chosen:
        if (key := key_of(name)) is not None and name in own:
            rule = Rule.LITET_ANTAL if 0 < own[name] < threshold else Rule.FOLJDSKYDD
            yield key, Rule.EJ_SKYDDBAR if name in forced else rule


def _few_answers(material: Material, request: Request) -> Mapping[CountKey, Rule]:
    """Survey values that rest on fewer answers than are published, and shares that stand for a few people, of unpublished sources."""
    frame = material.observations.frame
    secret = {each.id for each in material.deliveries if not material.is_published(each.id)}
    rows = frame[frame["n"].notna() & frame["value"].notna() & frame["delivery"].isin(secret) & (frame["measure"] != Unit.ANTAL.value)]
    columns = (rows[name].tolist() for name in ("indicator", "area", "period", "group", "measure", "value", "n"))
    found = {}
    for indicator, area, period, group, measure, value, answers in zip(*columns, strict=True):
        few = round(min(value, 100 - value) / 100 * answers) if measure in _SHARES else request.threshold
        if answers < FEWEST_ANSWERS:
            found[CountKey(indicator, area, period, group)] = Rule.FA_SVAR
        elif 0 < few < request.threshold:
            found[CountKey(indicator, area, period, group)] = Rule.LITET_ANTAL
    return found


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
