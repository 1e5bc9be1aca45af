"""Metodbilagan is made from what was actually used: which methods, with which rules, what they gave, and what was left out and why."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest
from builders_observations import counted, indicator, request, rows, same_quarter, years
from editions import Made

from briefing.document import method_words
from briefing.document.document import Table
from briefing.findings.analysis import analyse
from briefing.findings.finding import Comparison, Development, Findings, Level, Outlook, WatchList
from briefing.findings.method_use import MethodId, MethodUse
from briefing.findings.methods import methods
from briefing.findings.vocabulary import IntervalKind, Subject, Trend
from briefing.observations.observations import Observations, joined
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Frequency
from briefing.terms.sensitivity import Sensitivity

QUARTERS, YEARS = Subject("anmalda-brott", Frequency.KVARTAL), Subject("anmalda-brott", Frequency.AR)


def analysed(*observations: Observations, what: Indicator | None = None, subjects: tuple[Subject, ...] = (QUARTERS, YEARS)) -> Findings:
    return analyse(joined(observations), request(indicators=[what or indicator()]), subjects)


def used(findings: Findings) -> Mapping[MethodId, MethodUse]:
    return {each.id: each for each in methods(findings.all)}


def test_an_edition_without_numbers_has_used_no_method() -> None:
    assert methods(analysed().all) == ()


def test_only_methods_that_were_used_or_could_not_be_are_told() -> None:
    found = used(analysed(counted(same_quarter([40, 42, 41, 39, 43, 44]))))
    could_not_be = {MethodId.JAMFORELSE, MethodId.UTBLICK, MethodId.BEVAKNING}
    assert set(found) == {MethodId.UTVECKLING, MethodId.FLERA_PROV, MethodId.INTERVALL_ANTAL} | could_not_be
    assert {each for each, use in found.items() if not use.uses} == could_not_be
    assert [(each.why, each.count) for each in found[MethodId.JAMFORELSE].left_out] == [
        ("Ingen av de jämförbara kommunerna har ett värde för perioden; minst tre behövs.", 1)
    ]


def test_the_number_of_tests_and_the_printed_level_are_those_of_the_edition() -> None:
    found = used(analysed(counted(same_quarter([40, 42, 41, 39, 43, 90])), counted(years([160] * 5 + [162]))))
    adjusted = found[MethodId.FLERA_PROV]
    assert (adjusted.uses, adjusted.result("prov"), adjusted.result("andrade")) == (2, 2.0, 1.0)
    assert adjusted.result("niva") == pytest.approx(1 - 1 * 0.05 / 2)
    assert adjusted.parameter("andel_falska") == 0.05


def test_phi_and_the_municipalities_it_is_pooled_over_are_those_of_the_tests() -> None:
    peers = [counted(same_quarter([40, 80, 20, 60, 50, 44]), area=code) for code in ("0580", "0680", "1281")]
    findings = analysed(counted(same_quarter([40, 42, 41, 39, 43, 44])), *peers)
    development = findings.development(QUARTERS)
    assert development is not None
    use = used(findings)[MethodId.UTVECKLING]
    assert (use.result("fi_min"), use.result("fi_max")) == (development.dispersion, development.dispersion)
    assert (use.result("kommuner_min"), use.result("referens_max")) == (4.0, 5.0)


@pytest.mark.parametrize(
    ("observations", "what", "method"),
    [
        (counted(same_quarter([400, 420, 410, 390, 430, 440])), {}, MethodId.UTVECKLING),
        (counted(same_quarter([20, 24])), {}, MethodId.ENSKILDA_ANTAL),
        (rows(years([25.0, 26.0]), measure=Unit.ANDEL, n=[200.0, 210.0]), {"unit": Unit.ANDEL}, MethodId.TVA_ANDELAR),
        (
            rows(years([25.0, 26.0]), measure=Unit.ANDEL, lower=[20.0, 21.0], upper=[30.0, 31.0]),
            {"unit": Unit.ANDEL},
            MethodId.OSAKERHETSTAL,
        ),
    ],
)
def test_every_kind_of_test_is_told_where_it_was_used(observations: Observations, what: dict[str, Any], method: MethodId) -> None:
    found = used(analysed(observations, what=indicator(**what)))
    tests = {MethodId.UTVECKLING, MethodId.ENSKILDA_ANTAL, MethodId.TVA_ANDELAR, MethodId.OSAKERHETSTAL}
    assert {each for each in tests if each in found and found[each].uses} == {method}
    assert found[MethodId.FLERA_PROV].uses == found[method].uses == 1


def test_the_watch_list_and_the_outlook_are_told_with_what_they_rest_on(kvartal: Made) -> None:
    use = {each.id: each for each in kvartal.production.findings.methods}
    [watched] = [each for each in kvartal.production.findings.all if isinstance(each, WatchList)]
    assert (use[MethodId.BEVAKNING].uses, use[MethodId.BEVAKNING].result("listade")) == (len(watched.judged), float(len(watched.entries)))
    outlooks = [each for each in kvartal.production.findings.all if isinstance(each, Outlook) and each.points]
    assert use[MethodId.UTBLICK].uses == len(outlooks) == 1
    assert use[MethodId.UTBLICK].result("kvartal_max") == outlooks[0].quarters


def test_every_method_has_a_title_and_rules() -> None:
    assert {*method_words.TITLES} == {*MethodId} == {*method_words.RULES}


def test_what_could_not_be_tested_is_counted_with_its_reason() -> None:
    findings = analysed(counted({"2026-K2": 40}), counted(years([160] * 6)))
    assert [(each.why, each.count) for each in used(findings)[MethodId.UTVECKLING].left_out] == [("Bara ett kvartal i underlaget.", 1)]


@pytest.mark.parametrize(
    ("observations", "what", "kind"),
    [
        (counted({"2026-K2": 10}), {}, IntervalKind.BYAR),
        (counted({"2026-K2": 9}), {}, IntervalKind.EXAKT),
        (counted({"2026-K2": 4}), {}, None),
        (rows({"2026-K2": 25.0}, measure=Unit.ANDEL, n=[200.0]), {"unit": Unit.ANDEL}, IntervalKind.WILSON),
        (rows({"2026-K2": 25.0}, measure=Unit.ANDEL, lower=[20.0], upper=[30.0]), {"unit": Unit.ANDEL}, IntervalKind.PUBLICERAT),
        (rows({"2026-K2": 25.0}, measure=Unit.ANDEL), {"unit": Unit.ANDEL}, None),
    ],
)
def test_a_level_says_how_its_interval_was_made(observations: Observations, what: dict[str, Any], kind: IntervalKind | None) -> None:
    findings = analysed(observations, what=indicator(**what), subjects=(QUARTERS,))
    level = findings.level(QUARTERS)
    assert level is not None
    assert (level.interval, level.lower is None) == (kind, kind is None)
    counts, shares = (used(findings).get(each) for each in (MethodId.INTERVALL_ANTAL, MethodId.INTERVALL_ANDEL))
    assert (counts.uses if counts else 0) == (kind in (IntervalKind.BYAR, IntervalKind.EXAKT))
    assert (shares.uses if shares else 0) == (kind in (IntervalKind.WILSON, IntervalKind.PUBLICERAT))


def test_a_rate_without_an_interval_because_of_few_cases_is_left_out_and_said() -> None:
    found = used(analysed(counted({"2026-K2": 4})))[MethodId.INTERVALL_ANTAL]
    assert [each.count for each in found.left_out] == [1]


def test_the_appendix_of_the_demo_counts_what_its_findings_are(kvartal: Made) -> None:
    findings = kvartal.production.findings
    use = {each.id: each for each in findings.methods}
    tested = [each for each in findings.all if isinstance(each, Development) and each.p is not None]
    untested = [each for each in findings.all if isinstance(each, Development) and each.p is None]
    assert use[MethodId.UTVECKLING].uses == len(tested) == 7
    assert sum(each.count for each in use[MethodId.UTVECKLING].left_out) == len(untested)
    assert use[MethodId.FLERA_PROV].result("andrade") == sum(each.verdict in (Trend.OKAR, Trend.MINSKAR) for each in tested)
    assert math.isclose(float(use[MethodId.FLERA_PROV].result("niva") or 0), 1 - 0.05 / 7)
    assert use[MethodId.JAMFORELSE].uses == sum(isinstance(each, Comparison) and each.gap is None for each in findings.all)
    byar = sum(isinstance(each, Level) and each.interval is IntervalKind.BYAR for each in findings.all)
    assert use[MethodId.INTERVALL_ANTAL].result("byar") == byar


def test_every_method_in_use_has_its_words_and_every_parameter_its_name(kvartal: Made) -> None:
    table = next(block for block in kvartal.document.blocks() if isinstance(block, Table) and block.id == "metod")
    used_methods = kvartal.production.findings.methods
    assert [row[0].text for row in table.rows] == [method_words.TITLES[each.id] for each in used_methods]
    for method in used_methods:
        assert "{" not in method_words.rules(method)
        names = [method_words.parameter_name(each.name) for each in method.parameters]
        assert not any("_" in name for name in names)
        assert len(set(names)) == len(names)


def test_phi_of_every_test_stands_below_the_table(kvartal: Made) -> None:
    table = next(block for block in kvartal.document.blocks() if isinstance(block, Table) and block.id == "metod")
    note = next(each for each in table.notes if each.startswith("φ"))
    assert note.count(";") == 6
    assert "anmälda brott per kvartal 24,8" in note


def test_an_edition_that_counts_judgements_is_as_sensitive_as_they_are(namnd: Made) -> None:
    (table,) = [block for block in namnd.document.blocks() if isinstance(block, Table) and block.id == "metod"]
    assert any("jämförda" in cell.text for row in table.rows for cell in row)
    assert namnd.document.sensitivity is Sensitivity.INTERN
