"""Which words have changed, and what has crossed the watch list, from words written out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from briefing.findings.area_signs import AreaSigns, Sign
from briefing.findings.earlier import Earlier, parse_earlier
from briefing.findings.finding import Development, Findings, WatchList
from briefing.findings.profile import WatchEntry
from briefing.findings.since_verdicts import (
    ChangedSign,
    ChangedVerdict,
    CrossedWatchList,
    changed_signs,
    changed_verdicts,
    crossed_watch_list,
    crossings,
)
from briefing.findings.vocabulary import Subject, Trend
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.period import Frequency, Year

A, B, C = (Subject(name, Frequency.AR) for name in "abc")
EMPTY = parse_earlier(
    json.dumps({"schema": 2, "edition": {"id": "e", "version": "v1"}, "findings": [], "statements": [], "assessments": [], "entries": []})
)


def earlier(**changes: Any) -> Earlier:
    return replace(EMPTY, **changes)


def development(subject: Subject, verdict: Trend) -> Development:
    nothing: dict[str, Any] = dict.fromkeys(("observed", "expected", "lower", "upper", "level", "p", "p_adjusted", "dispersion", "gap"))
    told: dict[str, Any] = {"pooled_over": 0, "tests": 0, "reference": (), "citations": ()}
    return Development(f"utveckling:{subject.id}", subject, "2480", Year(2025), verdict, **nothing, **told)


def test_a_word_is_told_where_both_editions_have_one_and_they_differ() -> None:
    found = Findings(tuple(development(each, Trend.OKAR) for each in (A, B, C)), ())
    was = {"utveckling:a:ar": "minskar", "utveckling:b:ar": "okar", "utveckling:d:ar": "okar"}
    assert changed_verdicts(earlier(verdicts=was), found) == (ChangedVerdict(development(A, Trend.OKAR), "minskar"),)


def test_a_sign_is_told_by_its_area_and_subject() -> None:
    nothing: dict[str, Any] = dict.fromkeys(("period", "count", "rate", "value", "p", "p_adjusted", "gap"))
    signs = tuple(Sign(subject=each, verdict=Trend.OKAR, preliminary=False, citations=(), **nothing) for each in (A, B, C))
    profile = AreaSigns("tecken:ost", LocalArea("ost", "Öst", AreaKind.STADSDEL), signs, 3, ())
    was = {"tecken:ost/a:ar": "okar", "tecken:ost/b:ar": "minskar", "tecken:vast/c:ar": "minskar"}
    found = Findings((development(B, Trend.MINSKAR), profile), ())
    assert changed_signs(earlier(signs=was), found) == (ChangedSign(profile, signs[1], "minskar"),)


def test_what_was_on_one_of_the_two_lists_only_has_crossed() -> None:
    before = {"a": True, "b": False, "c": True, "d": True, "e": False}
    now = {"f": (True, "lista"), "g": (False, "lista"), "a": (True, "lista"), "b": (True, "lista"), "c": (False, "lista")}
    assert crossings(before, now) == (
        CrossedWatchList("f", True, True, "lista"),
        CrossedWatchList("b", True, True, "lista"),
        CrossedWatchList("c", False, True, "lista"),
        CrossedWatchList("d", False, False, ""),
    )
    assert crossings({}, now) == crossings(before, {}) == ()


def test_a_watch_list_says_of_its_judged_subjects_whether_they_are_on_it() -> None:
    entry = WatchEntry(B, Year(2025), Trend.OKAR, (), ())
    listed = WatchList("bevakningslista", "2480", (entry,), (A, B), (), None, ())
    found = Findings((development(A, Trend.OKAR), listed), ())
    assert crossed_watch_list(earlier(watched={"a:ar": True, "b:ar": False, "c:ar": True}), found) == (
        CrossedWatchList("a:ar", False, True, "bevakningslista"),
        CrossedWatchList("b:ar", True, True, "bevakningslista"),
        CrossedWatchList("c:ar", False, False, ""),
    )
    assert crossed_watch_list(earlier(watched={"a:ar": True}), Findings((development(A, Trend.OKAR),), ())) == ()
