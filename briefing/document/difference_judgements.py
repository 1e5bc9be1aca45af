"""What people judge otherwise in one of two editions: the level, and the words one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefing.document import wording
from briefing.document.difference import Change
from briefing.document.difference_labels import is_synthetic, judged_label
from briefing.document.marked import Span, Spans, marked
from briefing.document.since_words import PROBLEMS, SHIFTS, problem_name
from briefing.findings.recorded import Recorded
from briefing.findings.since_judgements import ChangedJudgement
from briefing.findings.since_problems import ChangedProblem, ChangedRow
from briefing.observations.statement import Assessment, Entry, Statement


def judgement_changes(changed: Iterable[ChangedJudgement], now: Recorded, before: Recorded) -> tuple[Change, ...]:
    """Statements from outside, or what the municipality has signed."""
    return tuple(_judged(each, now, before) for each in changed)


def problem_changes(changed: Iterable[ChangedProblem]) -> tuple[Change, ...]:
    """Problems that were opened, closed or described otherwise."""
    return tuple(map(_problem, changed))


def row_changes(changed: Iterable[ChangedRow]) -> tuple[Change, ...]:
    """Rows of the other registers (measures, agreements …) that are new, gone or other, field by field."""
    return tuple(map(_row, changed))


def _row(changed: ChangedRow) -> Change:
    there, nothing = changed.row, wording.NOT_APPLICABLE
    kind = "Ändrad rad" if changed.before and changed.now else "Ny rad" if changed.now else "Borttagen rad"
    before, now = ("finns" if each else nothing for each in (changed.before, changed.now))
    empty = replace(there, fields={})
    words = _fields(changed.before or empty, changed.now or empty)
    return Change(kind, f"{there.register} {there.id}", before, now, words=words, basis=f"post:{there.register}:{there.id}")


def _judged(changed: ChangedJudgement, now: Recorded, before: Recorded) -> Change:
    there = changed.judged
    label = judged_label(there, now if changed.now else before)
    old, new = (_plain(each.text) if each else "" for each in (changed.before, changed.now))
    words: Spans = marked(old, new) if old != new else ()
    invented = any(is_synthetic(each, edition) for each, edition in ((changed.now, now), (changed.before, before)) if each)
    levels = (_level(changed.before), _level(changed.now))
    return Change(SHIFTS[changed.shift], label, *levels, note=there.body, words=words, basis=there.id, synthetic=invented)


def _level(judged: Statement | Assessment | None) -> str:
    """The level in words and the day; only the day where no level was given."""
    match judged:
        case None:
            return "○ inte bedömd"
        case Statement(level=level) if level:
            return f"{wording.level_sign(level)} {wording.LEVELS[level]} ({wording.day(judged.dated)})"
        case Assessment(level=overall) if overall:
            return f"{wording.OVERALL[overall]} ({wording.day(judged.dated)})"
    return wording.day(judged.dated)


def _plain(text: str) -> str:
    """Written text without the signs that make it bold."""
    return text.strip().replace("**", "")


def _problem(changed: ChangedProblem) -> Change:
    there = changed.now or changed.before
    assert there is not None
    old, new = (problem_name(each) if each else wording.NOT_APPLICABLE for each in (changed.before, changed.now))
    words = _fields(changed.before, changed.now) if changed.before and changed.now else ()
    return Change(PROBLEMS[changed.change], f"Problem {there.id}", old, new, words=words, basis=f"post:{there.register}:{there.id}")


def _fields(before: Entry, now: Entry) -> Spans:
    """The fields of a row that were changed, each with its name, word by word."""
    names = [each for each in {**now.fields, **before.fields} if before.fields.get(each, "") != now.fields.get(each, "")]
    each_field = ((Span(f"{name}: "), *marked(before.fields.get(name, ""), now.fields.get(name, "")), Span(". ")) for name in names)
    return tuple(span for spans in each_field for span in spans)
