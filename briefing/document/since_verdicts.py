"""The rows of verdicts that have changed, and of indicators that have crossed the watch list."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document import wording
from briefing.document.document import Cell
from briefing.document.scene import Scene
from briefing.document.since_row import NOTHING, Row
from briefing.findings.finding import Development
from briefing.findings.method_use import MethodId
from briefing.findings.since import Changes
from briefing.findings.since_verdicts import ChangedVerdict, CrossedWatchList
from briefing.findings.vocabulary import Position, Subject, Trend
from briefing.terms.period import Frequency


def verdict_rows(found: Changes, scene: Scene) -> list[Row]:
    """Developments and comparisons with another word than last time."""
    methods = {each.now.id for each in found.methods}
    redefined = {each.now.indicator for each in found.definitions if each.changes_meaning}
    return [_verdict_row(each, scene, methods, redefined) for each in found.verdicts]


def watch_rows(crossed: Iterable[CrossedWatchList], scene: Scene) -> list[Row]:
    """Indicators that have come onto the list, and those that have left it."""
    return [_watch_row(each, scene) for each in crossed]


def _verdict_row(changed: ChangedVerdict, scene: Scene, methods: set[MethodId], redefined: set[str]) -> Row:
    finding, indicator = changed.finding, scene.indicator(changed.finding.subject)
    is_development = isinstance(finding, Development)
    what = "utveckling" if is_development else "jämförelse"
    method = MethodId.UTVECKLING if is_development else MethodId.JAMFORELSE
    others = (
        ("metoden", method in methods or (is_development and MethodId.FLERA_PROV in methods)),
        ("definitionen", indicator.id in redefined),
    )
    also = [each for each, is_so in others if is_so]
    remark = f"Också {wording.listed(also)} har ändrats, och skillnaden kan bero på det." if also else ""
    period = wording.short_period(finding.period)
    return Row(
        "Ändrat resultat",
        Cell(indicator.label, note=f"{what}, nu {period}", basis=(finding.id,)),
        Cell(_word(changed.before), basis=(finding.id,)),
        Cell(_word(finding.verdict.value), basis=(finding.id,), strong=True),
        remark,
        finding.citations,
    )


def _word(verdict: str) -> str:
    """The printed word of a verdict's value; the value itself where the word is not used any more."""
    words = {each.value: word for table in (wording.TRENDS, wording.POSITIONS) for each, word in _items(table)}
    return words.get(verdict, verdict.replace("_", " "))


def _items(table: object) -> Iterable[tuple[Trend | Position, str]]:
    return table.items()  # type: ignore[attr-defined,no-any-return]


def _watch_row(crossed: CrossedWatchList, scene: Scene) -> Row:
    name, _, frequency = crossed.subject.rpartition(":")
    indicator, asked = scene.request.indicator(name), Subject(name, Frequency(frequency))
    edition = (f"utgava:{scene.earlier.edition}",) if scene.earlier else ()
    basis = (crossed.basis, *edition) if crossed.basis else edition
    level = scene.findings.level(asked)
    return Row(
        "Ny på bevakningslistan" if crossed.listed else "Inte längre på bevakningslistan",
        Cell(indicator.label if indicator else name, note=wording.FREQUENCIES[asked.frequency], basis=basis),
        NOTHING,
        NOTHING,
        "" if crossed.judged else "Gick inte att bedöma den här gången.",
        level.citations if level else (),
    )
