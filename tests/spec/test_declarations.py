"""A declaration says what was agreed; one that is wrong is refused with every fault in it, each with a way out."""

from __future__ import annotations

import pytest

from briefing.errors import DeclarationError, Problem
from briefing.observations.readers import READERS
from briefing.sources.catalogue import parse_indicators
from briefing.sources.declaration import one_source_each, parse_source
from briefing.sources.source import BoundaryLayout, CubeLayout, Source
from briefing.terms.indicator import Indicator, Polarity
from briefing.terms.period import Frequency, Year
from briefing.terms.sensitivity import Sensitivity

FORMATS = tuple(READERS)
SCHEMES = {"kod": {"2480": "2480"}, "namn": {"Umeå": "2480"}, "bra": {"Umeå kommun": "2480"}}
INDICATORS = ("anmalda-brott", "otrygghet-sen-kvall")
FILE = "sources/kolada/source.toml"

KOLADA = """
format = "kolada"
title = "Kolada"
producer = "RKA"
sensitivity = "oppen"
covers = "ar"
due_after_days = 181
areas = "kod"
[indicators]
N07540 = "anmalda-brott"
[titles]
N07540 = "Anmälda brott totalt, antal/100 000 inv"
[units]
N07540 = "per_100k"
"""
TABLE = """
format = "tabell"
title = "Notiser"
producer = "Polisen"
sensitivity = "oppen"
areas = { "Umeå" = "2480" }
[indicators]
"Alla typer" = "anmalda-brott"
[table.columns]
area = "Kommun"
indicator = "Typ"
period = "Månad"
value = "Antal"
"""
CATALOGUE = """
[anmalda-brott]
label = "Anmälda brott"
definition = "Alla brott som har anmälts."
unit = "antal"
polarity = "tolkas"
problem_area = "brott-totalt"
law = "R-04a"
breaks = [{ first = "2015", reason = "bara brott som kan knytas till en kommun räknas" }]
"""


def source(text: str) -> Source:
    return parse_source(text, "kolada", INDICATORS, SCHEMES, FORMATS, FILE)


def faults(text: str) -> dict[str, Problem]:
    """The problems of a source declaration, by their place in the file."""
    with pytest.raises(DeclarationError) as raised:
        source(text)
    assert all(problem.where[0] == FILE for problem in raised.value.problems)
    return {" > ".join(problem.where[1:]): problem for problem in raised.value.problems}


def catalogue_faults(text: str) -> dict[str, Problem]:
    with pytest.raises(DeclarationError) as raised:
        parse_indicators(text, "sources/indicators.toml")
    return {" > ".join(problem.where[1:]): problem for problem in raised.value.problems}


def test_a_declaration_becomes_the_source_that_was_agreed() -> None:
    agreed = source(KOLADA)
    assert (agreed.id, agreed.covers, agreed.due_after_days, agreed.sensitivity) == ("kolada", Frequency.AR, 181, Sensitivity.OPPEN)
    assert agreed.areas == {"2480": "2480"}
    assert agreed.indicators == {"N07540": "anmalda-brott"}
    assert agreed.units == {"N07540": "per_100k"}


def test_a_source_is_not_invented_and_not_public_unless_it_says_so() -> None:
    agreed = source(KOLADA)
    assert not agreed.synthetic
    assert not agreed.published


def test_an_unknown_key_is_refused_and_the_nearest_known_one_is_suggested() -> None:
    problem = faults(KOLADA.replace("sensitivity =", "sensitivty ="))["sensitivty"]
    assert problem.remedy == "write sensitivity"


def test_a_word_outside_the_vocabulary_is_refused_with_the_vocabulary() -> None:
    problem = faults(KOLADA.replace('"oppen"', '"hemlig"'))["sensitivity"]
    assert (problem.problem, problem.remedy) == ("'hemlig' is not a sensitivity", "use one of oppen, intern, begransad")
    assert str(problem) == f"{FILE} > sensitivity: 'hemlig' is not a sensitivity\n  Fix: use one of oppen, intern, begransad"


def test_all_problems_of_a_declaration_are_told_at_once() -> None:
    broken = """
    format = "kolda"
    titel = "Kolada"
    producer = 5
    sensitivity = "hemlig"
    covers = "vecka"
    areas = "koder"
    [indicators]
    N07540 = "anmalda-brot"
    [titles]
    N0754 = "Anmälda brott"
    """
    assert set(faults(broken)) == {
        *("format", "titel", "title", "producer", "sensitivity", "covers", "areas"),
        *("indicators > N07540", "titles > N0754"),
    }


def test_an_indicator_that_the_catalogue_lacks_is_refused_and_the_nearest_is_suggested() -> None:
    problem = faults(KOLADA.replace('"anmalda-brott"', '"anmälda-brott"'))["indicators > N07540"]
    assert problem.remedy == "write anmalda-brott"


def test_a_format_that_nobody_can_read_is_refused() -> None:
    problem = faults(KOLADA.replace('"kolada"', '"excel"'))["format"]
    assert problem.problem == "'excel' is not a format"
    assert "bra-sol-dbfil" in problem.remedy


def test_columns_are_declared_for_the_format_tabell_and_for_no_other() -> None:
    assert source(TABLE).table is not None
    assert "table" in faults(TABLE.partition("[table.columns]")[0])
    assert "table" in faults(KOLADA + '[table.columns]\narea = "a"\nindicator = "b"\nperiod = "c"\nvalue = "d"\n')


def test_what_the_dimensions_of_a_table_are_for_may_be_declared_where_there_are_dimensions() -> None:
    table = KOLADA.replace('"kolada"', '"json-stat"')
    assert source(table).cube is None
    assert source(table + '[cube]\narea = "Domstol"\nwhole = ["16-84 år"]\n').cube == CubeLayout(area="Domstol", whole=("16-84 år",))
    assert "cube > areas" in faults(table + '[cube]\nareas = "Domstol"\n')
    assert "cube > indicator" in faults(table + '[cube]\nindicator = "Brottstyp"\n')
    assert "cube" in faults(KOLADA + '[cube]\narea = "Domstol"\n')


def test_the_properties_of_a_map_are_declared_for_the_format_geojson_and_for_no_other() -> None:
    geography = KOLADA.partition("[indicators]")[0].replace('"kolada"', '"geojson"')
    assert source(geography + '[boundaries]\ncode = "KOD"\nname = "NAMN"\n').boundaries == BoundaryLayout("KOD", "NAMN")
    assert "boundaries" in faults(geography)
    assert "boundaries > code" in faults(geography + "[boundaries]\n")
    assert "boundaries" in faults(KOLADA + '[boundaries]\ncode = "KOD"\n')


def test_a_table_says_where_area_indicator_period_and_value_stand() -> None:
    assert set(faults(TABLE.replace('area = "Kommun"', "").replace("value =", "status ="))) == {"table > columns > area", "table > columns"}
    assert source(TABLE.replace('area = "Kommun"', "") + '[table.constants]\narea = "Umeå"\n').table is not None


def test_a_time_limit_needs_a_period_to_count_from() -> None:
    assert "covers" in faults(KOLADA.replace('covers = "ar"', ""))


def test_an_indicator_has_one_source() -> None:
    other = parse_source(KOLADA, "kolada-kopia", INDICATORS, SCHEMES, FORMATS)
    (problem,) = one_source_each((source(KOLADA), other), "sources/{}/source.toml")
    assert problem.where == ("sources/kolada-kopia/source.toml", "indicators", "N07540")
    assert problem.problem == "'anmalda-brott' already has the source kolada"
    assert list(one_source_each((source(KOLADA),), "{}")) == []


def test_the_catalogue_says_what_is_measured_and_where_a_series_breaks() -> None:
    (indicator,) = parse_indicators(CATALOGUE)
    assert isinstance(indicator, Indicator)
    assert (indicator.id, indicator.polarity, indicator.breaks[0].first) == ("anmalda-brott", Polarity.TOLKAS, Year(2015))


def test_all_problems_of_the_catalogue_are_told_at_once() -> None:
    broken = CATALOGUE.replace('"tolkas"', '"bra"') + CATALOGUE.replace("[anmalda-brott]", '["Stöld"]').replace('"R-04a"', '"4 §"')
    assert set(catalogue_faults(broken)) == {"anmalda-brott > polarity", "Stöld", "Stöld > law"}


def test_a_share_belongs_to_an_indicator_that_exists() -> None:
    problem = catalogue_faults(CATALOGUE + 'part_of = "anmalda-brot"')["anmalda-brott > part_of"]
    assert problem.remedy == "write anmalda-brott"


def test_no_indicator_is_a_part_of_itself_by_any_way() -> None:
    stold, robbery = (CATALOGUE.replace("anmalda-brott", name) for name in ("stold", "ran"))
    assert set(catalogue_faults(f'{stold}part_of = "ran"\n{robbery}part_of = "stold"\n')) == {"stold > part_of", "ran > part_of"}
    assert len(parse_indicators(f'{CATALOGUE}{stold}part_of = "anmalda-brott"\n{robbery}part_of = "stold"\n')) == 3


def test_a_tolerance_is_one_number_of_an_indicator_that_has_another_source() -> None:
    other, linked = CATALOGUE.replace("anmalda-brott", "kolada"), 'same_matter_as = "anmalda-brott"\n'
    for written in ("{ relative = 0.005 }", "{ absolute = 2 }"):
        assert len(parse_indicators(f"{CATALOGUE}{other}{linked}tolerance = {written}\n")) == 2
    for written, said in (
        ("{ relative = 0.005, absolute = 2 }", "a tolerance is one number"),
        ("{}", "a tolerance is one number"),
        ("{ relative = -1 }", "-1 is below 0"),
    ):
        assert catalogue_faults(f"{CATALOGUE}{other}{linked}tolerance = {written}\n")["kolada > tolerance"].problem == said
    alone = catalogue_faults(f'{CATALOGUE}tolerance = {{ absolute = 2 }}\nmay_differ_because = "x"\n')
    assert set(alone) == {"anmalda-brott > tolerance", "anmalda-brott > may_differ_because"}


def test_only_declared_dimensions_are_held_beside_indicators_of_the_catalogue() -> None:
    told = KOLADA + '[dimensions]\nvald = "Våld"\n[same_matter.vald]\nindicator = "anmalda-brott"\nmay_differ_because = "x"\n'
    assert source(told).same_matter["vald"].indicator == "anmalda-brott"
    assert faults(told.replace("same_matter.vald", "same_matter.val"))["same_matter > val"].remedy == "write vald"
    assert faults(told.replace('= "anmalda-brott"\nmay', '= "anmalda-brot"\nmay'))["same_matter > vald > indicator"].remedy == (
        "write anmalda-brott"
    )


@pytest.mark.parametrize("about", ["Utrikes födda i området", "Andel med utländsk bakgrund", "Elever efter modersmål"])
def test_a_sign_of_an_area_never_says_anything_about_peoples_origin(about: str) -> None:
    sign = CATALOGUE.replace("Anmälda brott", about) + "sign = true\n"
    assert about in sign
    assert set(catalogue_faults(sign)) == {"anmalda-brott > sign"}
    assert parse_indicators(CATALOGUE + "sign = true\n")[0].sign
