"""Findings are found by what they are about: each by its own id, and by no other kind's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from builders_observations import counted, indicator, request

from briefing.findings.analysis import analyse
from briefing.findings.finding import (
    Comparison,
    Development,
    Findings,
    Funnel,
    History,
    HistoryPoint,
    Level,
    ListedAreas,
    ModelComparison,
    Outlook,
    Placement,
    ProtectiveProfile,
    Spread,
    Subject,
    TotalComparison,
    WatchList,
    comparison_id,
    history_id,
)
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Comparator, Unit
from briefing.terms.period import Frequency, Year

RAN = Subject("ran", Frequency.AR)


def named(kind: type[Any], finding_id: str, **given: Any) -> Any:
    return kind(**dict.fromkeys((each.name for each in fields(kind)), None) | {"id": finding_id} | given)


@pytest.mark.parametrize(
    ("kind", "finding_id", "ask"),
    [
        (Level, "niva:ran:ar", lambda all_: all_.level(RAN)),
        (Development, "utveckling:ran:ar", lambda all_: all_.development(RAN)),
        (Comparison, "jamforelse:ran:ar", lambda all_: all_.comparison(RAN)),
        (Comparison, "jamforelse:ran:ar:lan", lambda all_: all_.comparison(RAN, Comparator.LAN)),
        (TotalComparison, "jamforelse:ran:ar:riket", lambda all_: all_.total_comparison(RAN)),
        (TotalComparison, "jamforelse:ran:ar", lambda all_: all_.total_comparison(RAN, Comparator.LIKNANDE)),
        (ModelComparison, "modell:ran:ar", lambda all_: all_.model_comparison(RAN)),
        (Placement, "placering:ran:ar", lambda all_: all_.placement(RAN)),
        (Spread, "fordelning:ran:ar", lambda all_: all_.spread(RAN)),
        (Outlook, "utblick:ran:ar", lambda all_: all_.outlook(RAN)),
        (Funnel, "tratt:ran:ar", lambda all_: all_.funnel(RAN)),
        (ListedAreas, "omradeslista:polisen", lambda all_: all_.listed("polisen")),
        (WatchList, "bevakningslista", lambda all_: all_.watch_list),
        (ProtectiveProfile, "skyddsfaktorer", lambda all_: all_.protective_profile),
        (History, "historik:ran:ar:2480:antal:1", lambda all_: all_.history(RAN, "2480", Unit.ANTAL)),
        (History, "historik:ran:ar:0180:per_100k:4", lambda all_: all_.history(RAN, "0180", Unit.PER_100K, 4)),
    ],
)
def test_each_kind_is_found_by_its_id_and_only_as_what_it_is(kind: type[Any], finding_id: str, ask: Callable[[Findings], Any]) -> None:
    sought, other = named(kind, finding_id), named(Spread if kind is not Spread else Level, finding_id)
    assert ask(Findings((named(Level, "annat"), sought), ())) is sought
    assert ask(Findings((other,), ())) is None
    assert ask(Findings((), ())) is None


def test_ids_name_subject_area_measure_and_comparator() -> None:
    assert history_id(RAN, "2480", Unit.PER_100K, 4) == "historik:ran:ar:2480:per_100k:4"
    assert [comparison_id(RAN, each) for each in (Comparator.LIKNANDE, Comparator.RIKET)] == [
        "jamforelse:ran:ar",
        "jamforelse:ran:ar:riket",
    ]


def test_histories_are_made_only_when_they_are_asked_for_and_printing_findings_asks_for_none() -> None:
    found = analyse(counted({"2025": 7}), request(indicators=[indicator()]), (Subject("anmalda-brott", Frequency.AR),))
    assert "drawn" not in repr(found)
    assert found.all[: len(found.judged)] == found.judged
    assert len(found.all) == len(found.judged) + 2
    assert (Findings((), ()).all, Findings((), ()).drawn, Findings((), ()).methods) == ((), None, ())


def test_a_point_is_protected_where_its_value_is_under_secrecy() -> None:
    values = (7.0, Gap(GapReason.SEKRETESS, ""), Gap(GapReason.SAKNAS, ""))
    assert [HistoryPoint(Year(2025), each, False, ()).is_protected for each in values] == [False, True, False]


def test_what_is_not_said_of_a_development_is_that_it_is_of_final_counts() -> None:
    given = {each.name: None for each in fields(Development) if each.name not in ("trend", "method", "measure", "preliminary", "caveats")}
    plain = Development(**given)  # type: ignore[arg-type]
    assert (plain.trend, plain.method, plain.measure, plain.preliminary, plain.caveats) == (None, None, Unit.ANTAL, False, ())
