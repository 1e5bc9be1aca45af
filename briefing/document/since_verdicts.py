"""The rows of verdicts and of signs in areas that have changed, and of indicators that have crossed the watch list."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document import wording
from briefing.document.document import Cell
from briefing.document.scene import Scene
from briefing.document.since_row import NOTHING, Row
from briefing.document.since_words import CHANGED_SIGN, CHANGED_VERDICT, verdict_remark, verdict_word, watch_kind, watch_remark
from briefing.findings.finding import Development
from briefing.findings.method_use import MethodId
from briefing.findings.since import Changes
from briefing.findings.since_verdicts import ChangedSign, ChangedVerdict, CrossedWatchList
from briefing.findings.vocabulary import Subject
from briefing.terms.period import Frequency


def verdict_rows(found: Changes, scene: Scene) -> list[Row]:
    """Developments and comparisons with another word than last time."""
    methods = {each.now.id for each in found.methods}
    redefined = {each.now.indicator for each in found.definitions if each.changes_meaning}
    return [_verdict_row(each, scene, methods, redefined) for each in found.verdicts]


def sign_rows(found: Changes, scene: Scene) -> list[Row]:
    """Signs in areas with another direction than last time, each for itself."""
    is_other = MethodId.TECKEN in {each.now.id for each in found.methods}
    redefined = {each.now.indicator for each in found.definitions if each.changes_meaning}
    return [_sign_row(each, scene, redefined, is_other=is_other) for each in found.signs]


def watch_rows(crossed: Iterable[CrossedWatchList], scene: Scene) -> list[Row]:
    """Indicators that have come onto the list, and those that have left it."""
    return [_watch_row(each, scene) for each in crossed]


def _verdict_row(changed: ChangedVerdict, scene: Scene, methods: set[MethodId], redefined: set[str]) -> Row:
    finding, indicator = changed.finding, scene.indicator(changed.finding.subject)
    is_development = isinstance(finding, Development)
    what = "utveckling" if is_development else "jämförelse"
    method = MethodId.UTVECKLING if is_development else MethodId.JAMFORELSE
    is_other = method in methods or (is_development and MethodId.FLERA_PROV in methods)
    remark = verdict_remark(method=is_other, definition=indicator.id in redefined)
    period = wording.short_period(finding.period)
    return Row(
        CHANGED_VERDICT,
        Cell(indicator.label, note=f"{what}, nu {period}", basis=(finding.id,)),
        Cell(verdict_word(changed.before), basis=(finding.id,)),
        Cell(verdict_word(finding.verdict.value), basis=(finding.id,), strong=True),
        remark,
        finding.citations,
    )


def _sign_row(changed: ChangedSign, scene: Scene, redefined: set[str], *, is_other: bool) -> Row:
    sign, basis = changed.sign, (changed.finding.id,)
    indicator = scene.indicator(sign.subject)
    now = f", nu {wording.short_period(sign.period)}" if sign.period else ""
    return Row(
        CHANGED_SIGN,
        Cell(f"{changed.finding.area.name}: {wording.running(indicator.label)}", note=f"tecken{now}", basis=basis),
        Cell(verdict_word(changed.before), basis=basis),
        Cell(verdict_word(sign.verdict.value), basis=basis, strong=True),
        verdict_remark(method=is_other, definition=indicator.id in redefined),
        sign.citations,
    )


def _watch_row(crossed: CrossedWatchList, scene: Scene) -> Row:
    name, _, frequency = crossed.subject.rpartition(":")
    indicator, asked = scene.request.indicator(name), Subject(name, Frequency(frequency))
    edition = (f"utgava:{scene.earlier.edition}",) if scene.earlier else ()
    basis = (crossed.basis, *edition) if crossed.basis else edition
    level = scene.findings.level(asked)
    return Row(
        watch_kind(crossed),
        Cell(indicator.label if indicator else name, note=wording.FREQUENCIES[asked.frequency], basis=basis),
        NOTHING,
        NOTHING,
        watch_remark(crossed),
        level.citations if level else (),
    )
