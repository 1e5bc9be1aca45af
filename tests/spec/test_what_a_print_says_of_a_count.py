"""Rates and shares are turned back into counts, and what others publish or keep belongs to the system (statistics.md rule 9)."""

from __future__ import annotations

import json
import os
from datetime import date
from typing import Any

import numpy as np
import pytest
from builders_observations import indicator, request, rows

from briefing.document.count_prints import INHABITANTS, prints
from briefing.document.publication import Publication, Rule, open_counts, protected_note, published
from briefing.document.published_counts import parse_published, published_counts
from briefing.findings.disclosure import PublishedTable, exposed_keys
from briefing.findings.disclosure_kept import possible_counts
from briefing.observations.observations import Observations, joined
from briefing.observations.reading import Material
from briefing.outputs.record_text import record_text
from briefing.sources.source import Delivery, Source
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.indicator import Unit
from briefing.terms.period import parse_period
from briefing.terms.sensitivity import Sensitivity

INDICATORS = (
    indicator("oro"),
    indicator("oro-flickor", part_of="oro"),
    indicator("oro-pojkar", part_of="oro"),
    indicator("oro-polisen", same_matter_as="oro-pojkar"),
    indicator("mar-bra", unit=Unit.ANDEL),
)
GIRLS, BOYS, ALL = "oro-flickor", "oro-pojkar", "oro"


def material(own: list[Observations], public: list[Observations] | None = None) -> Material:
    """Material of one source of the municipality's own, and of one that is published."""
    frames, deliveries, sources = [], [], []
    for name, given, is_published in (("egen", own, False), ("bra", public or [], True)):
        if given:
            source = Source(id=name, sensitivity=Sensitivity.OPPEN, published=is_published)
            delivery = Delivery(name, parse_period("2026-K2"), 1, date(2026, 8, 14), ())
            frames.append(Observations(joined(given).frame.assign(delivery=delivery.id)))
            deliveries.append(delivery)
            sources.append(source)
    return Material(joined(frames), (), (), (), (), (), tuple(deliveries), tuple(sources))


def made_public(own: list[Observations], public: list[Observations] | None = None, **changes: Any) -> Publication:
    return published(material(own, public), request(indicators=INDICATORS, **changes))


def hidden(publication: Publication) -> dict[tuple[str, str], Rule]:
    return {(each.indicator, each.area): each.rule for each in publication.suppressions}


def people(count: float = 130_000, area: str = "2480") -> Observations:
    return rows({"2025": count}, about=INHABITANTS, area=area)


def rate(value: float, about: str = GIRLS, area: str = "2480") -> Observations:
    return rows({"2026-K2": value}, about=about, measure=Unit.PER_100K, area=area)


def count(value: float, about: str = GIRLS, area: str = "2480") -> Observations:
    return rows({"2026-K2": value}, about=about, area=area)


def test_a_rate_of_a_few_people_is_hidden_though_no_count_was_delivered() -> None:
    """2.3 per 100 000 of 130 000 inhabitants are three people; 31.5 are 41."""
    found = made_public([rate(2.3), rate(31.5, BOYS)], [people()])
    assert hidden(found) == {(GIRLS, "2480"): Rule.LITET_ANTAL}


def test_the_population_is_also_read_behind_published_counts_with_rates() -> None:
    behind = [count(3132, "anmalda-brott"), rate(2409.2, "anmalda-brott")]
    assert hidden(made_public([rate(2.3)], behind)) == {(GIRLS, "2480"): Rule.LITET_ANTAL}


def test_a_rate_and_the_whole_give_the_other_part_away() -> None:
    found = made_public([rate(2.3), rate(31.5, BOYS), count(44, ALL)], [people()])
    assert hidden(found).keys() == {(GIRLS, "2480"), (BOYS, "2480")}


def test_a_rate_of_an_area_whose_population_nobody_knows_cannot_be_tried_and_is_not_published() -> None:
    found = made_public([rate(40.0, area="2480-01")], [people()])
    assert hidden(found) == {(GIRLS, "2480-01"): Rule.OKANT_UNDERLAG}
    assert hidden(made_public([rate(40.0, area="2480-01"), people(40_000, "2480-01")])) == {}


def test_a_share_with_its_answers_has_two_sides() -> None:
    def share(value: float, n: float | None) -> Observations:
        return rows({"2026-K2": value}, about="mar-bra", measure=Unit.ANDEL, n=n)

    assert hidden(made_public([share(2.0, 150)])) == {("mar-bra", "2480"): Rule.LITET_ANTAL}
    assert hidden(made_public([share(98.0, 150)])) == {("mar-bra", "2480"): Rule.LITET_ANTAL}
    assert hidden(made_public([share(50.0, 150)])) == {}
    assert hidden(made_public([share(50.0, 49)])) == {("mar-bra", "2480"): Rule.FA_SVAR}


def test_a_share_beside_its_count_tells_of_how_many() -> None:
    """48 are 96 percent: of 50, so that two are not among them."""
    share = rows({"2026-K2": 96.0}, about=GIRLS, measure=Unit.ANDEL)
    assert hidden(made_public([count(48), share])) == {(GIRLS, "2480"): Rule.LITET_ANTAL}


def test_a_group_with_few_answers_is_not_given_back_by_the_others() -> None:
    """40 of all 100, 30 of the 60 boys: the 40 girls are few, and their share is what is left, unless the boys' is hidden too."""

    def share(value: float, n: int, group: str) -> Observations:
        return rows({"2026-K2": value}, about="mar-bra", measure=Unit.ANDEL, n=n, group=group)

    given = [share(40, 100, ""), share(50, 60, "kön:pojkar"), share(25, 40, "kön:flickor")]
    found = {(each.group, each.rule) for each in made_public(given).suppressions}
    assert ("kön:flickor", Rule.FA_SVAR) in found
    assert len(found) == 2


def test_what_is_published_of_the_whole_is_known_to_all_and_never_hidden() -> None:
    found = made_public([count(3), count(40, BOYS)], [count(43, ALL)])
    assert hidden(found) == {(GIRLS, "2480"): Rule.LITET_ANTAL, (BOYS, "2480"): Rule.FOLJDSKYDD}
    alone = made_public([count(3), count(40, BOYS)])
    assert hidden(alone) == {(GIRLS, "2480"): Rule.LITET_ANTAL}, "without the whole the boys give nobody away"


def test_the_same_matter_in_another_source_gives_the_same_count_away() -> None:
    found = made_public([count(3), count(40, BOYS), count(43, ALL), count(40, "oro-polisen")])
    assert (("oro-polisen", "2480") in hidden(found)) or ((ALL, "2480") in hidden(found))


def areas(*codes: str) -> tuple[LocalArea, ...]:
    return tuple(LocalArea(code, code, AreaKind.EGET) for code in codes)


def kept(area: str) -> Observations:
    return rows({"2026-K2": "sekretess"}, about=ALL, area=area)


def test_what_the_source_itself_keeps_is_protected_from_the_totals_around_it() -> None:
    """One "<5" in a whole of 50, where the others are 47, is 3 for everybody."""
    given = [count(50, ALL), kept("2480-1"), count(18, ALL, "2480-2"), count(29, ALL, "2480-3")]
    assert hidden(made_public(given)) == {(ALL, "2480-2"): Rule.FOLJDSKYDD}


def test_two_that_the_source_keeps_and_that_can_only_be_four_each_are_protected_too() -> None:
    given = [count(50, ALL), kept("2480-1"), kept("2480-4"), count(13, ALL, "2480-2"), count(29, ALL, "2480-3")]
    assert hidden(made_public(given)) == {(ALL, "2480-2"): Rule.FOLJDSKYDD}
    free = [count(47, ALL), kept("2480-1"), kept("2480-4"), count(13, ALL, "2480-2"), count(29, ALL, "2480-3")]
    assert hidden(made_public(free)) == {}, "two that sum to 5 may be 1 and 4, 2 and 3, 3 and 2, 4 and 1"


def test_what_the_source_keeps_is_never_taken_for_a_zero_though_zeros_are_hidden() -> None:
    """Two "<5" say that the whole is two at least, whatever else is hidden: then nothing of it is shown."""
    told = [count(1, BOYS, "2480-1"), count(0, GIRLS, "2480-2"), count(0, BOYS, "2480-2"), count(0, BOYS, "2480-3")]
    sums = [count(2, ALL, "2480-1"), count(1, ALL, "2480-3"), count(2, GIRLS), count(1, BOYS), count(3, ALL)]
    kept_girls = [rows({"2026-K2": "sekretess"}, about=GIRLS, area=area) for area in ("2480-1", "2480-3")]
    found = made_public([*told, *sums, *kept_girls])
    assert len(found.suppressions) == len(told) + len(sums)
    assert {each.rule for each in found.suppressions} == {Rule.EJ_SKYDDBAR}


def test_possible_counts_agree_with_the_sums_as_nearly_as_can_be() -> None:
    found = possible_counts([(7, ["a", "b"]), (5, ["a", "c"])], 4)
    assert found["a"] + found["b"] == 7
    assert found["a"] + found["c"] == 5
    assert possible_counts([(60, ["a"])], 4) == {"a": 4}, "what is more is somebody else's"
    assert possible_counts([(0, ["a"])], 4) == {"a": 1}, "a sum that is less is no sum of it"
    assert possible_counts([], 4) == {}


def test_a_published_table_survives_the_record() -> None:
    given = material(
        [rate(2.3), rate(31.5, BOYS), count(43, ALL), kept("2480-1"), rows({"2026-K2": 50}, about="mar-bra", measure=Unit.ANDEL, n=80)],
        [people()],
    )
    [table] = published(given, request(indicators=INDICATORS)).given_away
    again = parse_published(json.loads(record_text({"published": table}))["published"])
    assert again == table


def test_an_internal_edition_keeps_the_open_counts_as_they_are() -> None:
    [table] = open_counts(material([count(3), count(40, BOYS), count(43, ALL)]), request(indicators=INDICATORS))
    assert {each.key: each.count for each in table.counts} == {
        f"{name}|2480|2026-K2|": value for name, value in ((GIRLS, 3), (BOYS, 40), (ALL, 43))
    }
    assert open_counts(material([], [count(3)]), request(indicators=INDICATORS)) == ()


def test_where_the_whole_is_too_small_a_zero_is_hidden_too() -> None:
    """The whole is published: six, and who knows that none of five areas is zero knows that none of them is four."""
    parts = [count(value, GIRLS, f"2480-{place}") for place, value in enumerate((1, 1, 1, 1, 2), 1)]
    found = made_public([*parts, count(0, GIRLS, "2480-6"), count(0, GIRLS, "2480-7")], [count(6)])
    rules = hidden(found)
    assert {(GIRLS, f"2480-{place}") for place in range(1, 6)} < rules.keys()
    assert [rule for (_, area), rule in rules.items() if area in ("2480-6", "2480-7")] == [Rule.FOLJDSKYDD], "one zero says that any may be"
    assert exposed_keys(found.truth, frozenset(f"{name}|{area}|2026-K2|" for name, area in rules)) == ()


def test_a_table_that_cannot_be_protected_is_left_as_its_totals() -> None:
    """One girl in each of four areas and no area without: hiding them all gives each away from the published four."""
    found = made_public([count(1, GIRLS, f"2480-{place}") for place in range(1, 5)], [count(4)])
    assert set(hidden(found)) == {(GIRLS, f"2480-{place}") for place in range(1, 5)}
    assert set(hidden(found).values()) == {Rule.EJ_SKYDDBAR}


@pytest.mark.parametrize(
    ("rules", "note"),
    [
        ((Rule.LITET_ANTAL, Rule.FOLJDSKYDD), "× betyder färre än 5, eller dold för att skydda en sådan uppgift."),
        ((), "× betyder färre än 5, eller dold för att skydda en sådan uppgift."),
        ((Rule.FA_SVAR,), "× betyder färre än 50 svar."),
        ((Rule.OKANT_UNDERLAG,), "× betyder ett tal där det inte är känt hur många personer det gäller."),
        (
            (Rule.EJ_SKYDDBAR,),
            "× betyder färre än 5, eller dold för att skydda en sådan uppgift. "
            "Där summorna är för små för att skyddas visas bara de summor som inte röjer någon.",
        ),
    ],
)
def test_the_note_says_what_the_sign_stands_for_there(rules: tuple[Rule, ...], note: str) -> None:
    assert protected_note(5, rules) == note


def random_material(generator: np.random.Generator) -> Material:
    """Areas × girls and boys with all their sums; some areas tell only rates, some counts are kept by the source."""
    codes = [f"2480-{place}" for place in range(1, int(generator.integers(3, 7)))]
    cells = generator.poisson(generator.uniform(1, 15), (len(codes), 2))
    own = []
    for code, (girls, boys) in zip(codes, cells.tolist(), strict=True):
        for about, value in ((GIRLS, girls), (BOYS, boys), (ALL, girls + boys)):
            kind = generator.choice(["count", "rate", "kept"], p=[0.85, 0.1, 0.05])
            if kind == "rate":
                own.append(rate(round(value / 0.2, 1), about, code))  # of 20 000 inhabitants
            elif kind == "kept" and 0 < value < 5:
                own.append(rows({"2026-K2": "sekretess"}, about=about, area=code))
            else:
                own.append(count(value, about, code))
    own += [count(float(value), about) for about, value in zip((GIRLS, BOYS, ALL), (*cells.sum(axis=0), cells.sum()), strict=True)]
    return material(own, [people(20_000, code) for code in codes])


def test_no_random_edition_is_exposed_and_none_exposes_the_one_before() -> None:
    """Two public editions after each other, the second of revised material: nothing small can be computed from both."""
    generator, hidden_in_all = np.random.default_rng(20261204), 0
    for _ in range(1_000 if os.environ.get("BRIEFING_LONG") else 8):
        earlier: tuple[PublishedTable, ...] = ()
        for _ in range(2):
            asked = request(indicators=INDICATORS, areas=areas(*(f"2480-{place}" for place in range(1, 7))))
            found = published(random_material(generator), asked, earlier)
            forced = any(each.rule is Rule.EJ_SKYDDBAR for each in found.suppressions)
            told = frozenset(each.key for table in found.given_away for each in table.counts if each.count is None and not each.settled)
            assert forced or exposed_keys(found.truth, told) == ()
            hidden_in_all += len(found.suppressions)
            left = published_counts(prints(found.material, asked), asked)
            small = [
                each for each in left.counts if each.shown is None and each.count is not None and 0 < each.count < 5 and not each.settled
            ]
            assert small == [], "no small count is left in what the edition is made from"
            earlier = (*earlier, *found.given_away)
    assert hidden_in_all > 40
