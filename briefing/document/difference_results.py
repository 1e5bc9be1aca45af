"""What the data says otherwise in one of two editions: verdicts, the watch list, and the definitions and methods behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefing.document import wording
from briefing.document.difference import Change
from briefing.document.difference_labels import gap_label, indicator_label
from briefing.document.marked import marked
from briefing.document.method_words import TITLES, parameter_name, parameter_value
from briefing.document.since_words import (
    CHANGED_DEFINITION,
    CHANGED_METHOD,
    CHANGED_SIGN,
    CHANGED_VERDICT,
    TERMS,
    meaning,
    term_said,
    verdict_remark,
    verdict_word,
    watch_kind,
    watch_remark,
)
from briefing.findings.between import ChangedGap, Differences, OtherVerdict
from briefing.findings.method_use import MethodId, Parameter
from briefing.findings.recorded import SIGN, Recorded, Verdict
from briefing.findings.since_terms import ChangedMethod
from briefing.findings.since_verdicts import CrossedWatchList
from briefing.terms.indicator import Comparator
from briefing.terms.period import Frequency, parse_period

_KINDS: Mapping[str, str] = {
    "utveckling": "utveckling",
    "jamforelse": "jämförelse",
    "jamforelse_med_total": "jämförelse",
    "jamforelse_med_modell": "jämförelse med en modell",
}
_TESTS: Mapping[str, set[MethodId]] = {"utveckling": {MethodId.UTVECKLING, MethodId.FLERA_PROV}}
_WITH: Mapping[str, str] = {Comparator.RIKET.value: " med riket", Comparator.LAN.value: " med länet", Comparator.ALLA.value: " med alla"}


def result_changes(found: Differences, now: Recorded, before: Recorded) -> tuple[Change, ...]:
    """Findings with another word, and indicators that have crossed the watch list."""
    return (*_verdicts(found, now, before), *(_crossed(each, now, before) for each in found.watched))


def term_changes(found: Differences) -> tuple[Change, ...]:
    """A row per changed part of a definition and per changed rule of a method."""
    return (*_definitions(found), *(row for each in found.methods for row in _method(each)))


def gap_changes(found: Differences, now: Recorded, before: Recorded) -> tuple[Change, ...]:
    """What is missing in one of the two only, and what is missing for another reason."""
    return tuple(_gap(each, now, before) for each in found.gaps)


def _gap(changed: ChangedGap, now: Recorded, before: Recorded) -> Change:
    kind = "Annat skäl" if changed.before and changed.now else "Ny lucka" if changed.now else "Lucka som är borta"
    label = gap_label(changed.subject, changed.now or changed.before, now, before)
    before_it, now_it = ("○ saknas" if each else wording.NOT_APPLICABLE for each in (changed.before, changed.now))
    return Change(kind, label, before_it, now_it, words=marked(changed.before, changed.now), basis=f"lucka:{changed.subject}")


def _verdicts(found: Differences, now: Recorded, before: Recorded) -> Iterable[Change]:
    methods = {each.now.id for each in found.methods}
    redefined = {each.now.indicator for each in found.definitions if each.changes_meaning}
    return (_verdict(each, methods, redefined, (now, before)) for each in found.verdicts)


def _verdict(changed: OtherVerdict, methods: set[MethodId], redefined: set[str], editions: tuple[Recorded, Recorded]) -> Change:
    new, old = changed.now, changed.before
    is_sign = new.kind.startswith(SIGN)
    tests = {MethodId.TECKEN} if is_sign else _TESTS.get(new.kind, {MethodId.JAMFORELSE})
    remark = verdict_remark(method=bool(tests & methods), definition=new.subject.indicator in redefined)
    label = indicator_label(new.subject.indicator, *editions)
    before, after = (_dated(each) for each in (old, new))
    return Change(CHANGED_SIGN if is_sign else CHANGED_VERDICT, label, before, after, _compared(new), remark, basis=new.id)


def _dated(verdict: Verdict) -> str:
    when = f" ({wording.short_period(parse_period(verdict.period))})" if verdict.period else ""
    return f"{verdict_word(verdict.word)}{when}"


def _compared(verdict: Verdict) -> str:
    """What sort of finding it is: `jämförelse med riket, per år`."""
    kind = _KINDS.get(verdict.kind, verdict.kind.replace("_", " "))
    return f"{kind}{_WITH.get(verdict.id.rpartition(':')[2], '')}, {wording.FREQUENCIES[verdict.subject.frequency]}"


def _crossed(crossed: CrossedWatchList, now: Recorded, before: Recorded) -> Change:
    name, _, frequency = crossed.subject.rpartition(":")
    sides = ("inte på listan", "på listan")
    was, became = sides if crossed.listed else sides[::-1]
    label, note = indicator_label(name, now, before), wording.FREQUENCIES[Frequency(frequency)]
    return Change(watch_kind(crossed), label, was, became, note, watch_remark(crossed), basis=crossed.basis)


def _definitions(found: Differences) -> Iterable[Change]:
    nothing = wording.NOT_APPLICABLE
    for each in found.definitions:
        old, new = (term_said(definition, each.term) for definition in (each.before, each.now))
        note, basis = TERMS[each.term], f"indikator:{each.now.indicator}"
        words = marked(old, new) if old and new else ()
        yield Change(CHANGED_DEFINITION, each.now.label, old or nothing, new or nothing, note, meaning(each), words, basis)


def _method(changed: ChangedMethod) -> Iterable[Change]:
    title, basis = TITLES[changed.now.id], f"metod:{changed.now.id.value}"
    if changed.before.version != changed.now.version:
        yield Change(CHANGED_METHOD, title, f"version {changed.before.version}", f"version {changed.now.version}", basis=basis)
    for old, new in changed.parameters:
        name = next(each.name for each in (new, old) if each)
        yield Change(CHANGED_METHOD, title, _parameter(old), _parameter(new), parameter_name(name), basis=basis)


def _parameter(parameter: Parameter | None) -> str:
    return parameter_value(parameter.name, parameter.value) if parameter else wording.NOT_APPLICABLE
