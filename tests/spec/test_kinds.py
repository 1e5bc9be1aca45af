"""The kinds of edition: the standard document with its numbers, the whole of it, and one nämnd's part of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
from editions import Made, delivered, indicators_of, produced

from briefing.document.document import Block, Origin, Section, Table, Text
from briefing.document.figure import Figure
from briefing.document.outline import BlockKind, Outline
from briefing.document.wording import MISSING_IS_NOT_ABSENT
from briefing.observations.observations import nothing
from briefing.production import composed
from briefing.shell.commands.asked import outline_for
from briefing.terms.period import Quarter

STANDARD = {
    "1": "Sammanfattning",
    "1.1": "Läget i korthet",
    "1.2": "Förändringar sedan förra lägesbilden",
    "2": "Inledning",
    "2.1": "Metod, källor och tillförlitlighet",
    "3": "Kommunen och områdena",
    "4": "Kartläggning: brottslighetens omfattning",
    "4.1": "Översikt",
    "4.2": "Våld och hot",
    "4.3": "Våld i nära relation",
    "4.4": "Sexualbrott",
    "4.5": "Brott mot och av barn och unga",
    "4.6": "Narkotika",
    "4.7": "Tillgrepp och inbrott",
    "4.8": "Skadegörelse och anlagd brand",
    "4.9": "Bedrägeri och brott mot äldre",
    "4.10": "Digital brottslighet och hat",
    "4.11": "Trafik",
    "4.12": "Ekobrott, välfärdsbrott och otillåten påverkan",
    "4.13": "Våldsbejakande extremism",
    "4.14": "{{ kommun }} bland landets kommuner",
    "4.15": "Kunskapsluckor",
    "5": "Polisens lägesbild",
    "5.1": "Organiserad brottslighet och kriminella nätverk",
    "5.2": "Platser",
    "5.3": "Förväntad utveckling",
    "6": "Konsekvenser",
    "7": "Annan information av betydelse",
    "7.1": "Unga och uppväxtvillkor",
    "7.2": "Skola",
    "7.3": "Socialtjänst",
    "7.4": "Fritid, kultur och föreningsliv",
    "7.5": "Arbete och ekonomi",
    "7.6": "Boende och offentlig miljö",
    "7.7": "Alkohol, narkotika, dopning, tobak och spel",
    "7.8": "Civilsamhällets och ungas egna röster",
    "7.9": "Omvärld och årshjul",
    "8": "Områdesbilder",
    "9": "Analys",
    "9.1": "Samlad bedömning",
    "9.2": "Där källorna skiljer sig åt",
    "9.3": "Orsaksanalys",
    "9.4": "Scenarier",
    "10": "Prioriterade problem",
    "11": "Uppföljning av åtgärdsplanen",
    "12": "Rekommendationer",
    "13": "Samverkan och ledning",
    "B": "Bilagor",
}
CHAPTERS = [*map(str, range(1, 14)), "B"]


def outlines() -> dict[str, Outline]:
    workspace, _ = delivered()
    return {kind: outline_for(workspace, kind) for kind in workspace.templates.kinds}


def section(made: Made, number: str) -> Section:
    return next(each for each in made.document.sections if each.number == number)


def gap_paragraphs(blocks: Iterable[Block]) -> list[str]:
    return [text.paragraphs[0].text for text in blocks if isinstance(text, Text) and text.origin is Origin.LUCKA and not text.point]


def signed(made: Made, subject: str) -> Made:
    """The edition with one more text, signed by whoever signed the overall assessment."""
    workspace, everything = delivered()
    text = next(each for each in everything.assessments if each.subject == "samlad-bedomning")
    told = (*everything.assessments, replace(text, subject=subject, text="Prov av en text.", level=None))
    return produced(workspace, made.request, replace(everything, assessments=told))


def test_there_is_an_outline_for_each_of_the_six_kinds() -> None:
    assert set(outlines()) >= {"kvartal", "radsbriefing", "fullstandig", "publik", "kf-rapport", "namnd"}


def test_a_section_has_the_same_number_and_heading_in_every_kind() -> None:
    numbered = {each.number: each.heading for outline in outlines().values() for each in outline.section if each.number}
    for outline in outlines().values():
        assert [(each.number, each.heading) for each in outline.section if each.number and numbered[each.number] != each.heading] == []
    assert {number: heading for number, heading in numbered.items() if not number.startswith("B.")} == STANDARD


def test_numbers_come_in_the_order_of_the_standard_document() -> None:
    order = list(STANDARD)
    for kind, outline in outlines().items():
        places = [order.index(each.number) for each in outline.section if each.number in STANDARD]
        assert places == sorted(places), kind


def test_the_full_edition_asks_for_every_section_of_the_standard_document() -> None:
    assert {each.number for each in outlines()["fullstandig"].section} >= set(STANDARD)


def test_the_full_edition_prints_every_chapter_and_its_contents(fullstandig: Made) -> None:
    assert [each.number for each in fullstandig.document.sections if each.depth == 1] == CHAPTERS
    alone = [each for each, after in pairwise(fullstandig.document.sections) if not each.blocks and after.depth <= each.depth]
    assert [each.heading for each in alone] == []
    assert fullstandig.document.frame.contents_heading == "Innehåll"


def test_parts_without_input_are_named_once_under_their_chapter_and_print_no_heading(fullstandig: Made) -> None:
    printed = {each.number for each in fullstandig.document.sections}
    for chapter, missing in {"4": ("4.3", "4.4", "4.13"), "7": ("7.5", "7.6")}.items():
        [said] = gap_paragraphs(section(fullstandig, chapter).blocks)
        assert said.startswith("Avsnitt utan underlag är utelämnade: ")
        for number in missing:
            assert number not in printed
            assert f"{number} {STANDARD[number]}" in said


def test_nothing_is_left_out_in_silence(fullstandig: Made) -> None:
    printed = {each.number for each in fullstandig.document.sections}
    said = " ".join(gap_paragraphs(fullstandig.document.blocks()))
    assert [number for number in STANDARD if number not in printed and f"{number} " not in said] == []


def test_a_part_gets_its_heading_when_somebody_has_written_about_it(fullstandig: Made) -> None:
    again = signed(fullstandig, "kommentar-sexualbrott")
    assert section(again, "4.4").blocks
    assert "4.4" not in gap_paragraphs(section(again, "4").blocks)[0]
    assert again.production.refusals == ()


def test_many_gaps_in_a_chapter_are_one_paragraph(fullstandig: Made) -> None:
    assert [text for text in gap_paragraphs(fullstandig.document.blocks()) if text.count(MISSING_IS_NOT_ABSENT) != 1] == []
    for chapter in CHAPTERS:
        parts = [each for each in fullstandig.document.sections if each.number.startswith(f"{chapter}.")]
        only_gaps = [each.number for each in parts if len(gap_paragraphs(each.blocks)) == len(each.blocks)]
        assert len(only_gaps) <= 1, only_gaps


def test_the_briefing_is_decision_change_numbers_figure_and_speaking_notes(radsbriefing: Made) -> None:
    assert [each.heading for each in radsbriefing.document.sections] == [
        "Kort sagt",
        "Det rådet behöver ta ställning till",
        "Vad som har ändrats sedan förra lägesrapporten",
        "Läget i korthet",
        "Talarstöd",
    ]
    assert sum(isinstance(block, Figure) for block in radsbriefing.document.blocks()) == 1
    assert [each.heading for each in radsbriefing.document.sections if each.starts_page] == ["Läget i korthet"]


def test_the_report_to_kommunfullmaktige_has_summary_follow_up_and_the_law(kf_rapport: Made) -> None:
    assert {"1", "11", "B.4"} <= {each.number for each in kf_rapport.document.sections}
    assert kf_rapport.outline.has(BlockKind.LAGKRAV)


def test_a_namnd_has_its_own_edition_id(namnd: Made) -> None:
    assert str(namnd.document.edition) == "2480-namnd-2026-K2-fritid"
    assert {file.name.partition(".")[0] for file in namnd.production.files} == {"2480-namnd-2026-K2-fritid"}


def test_a_namnd_shows_only_its_own_indicators(namnd: Made) -> None:
    assert namnd.request.committee
    own = {each.partition("/")[0] for each in namnd.request.committee.indicators}
    labels = {each.label for each in namnd.request.indicators if each.id in own}
    assert indicators_of(namnd) <= own
    matrix = next(block for block in namnd.document.blocks() if isinstance(block, Table) and block.id == "matris")
    assert {row[0].text for row in matrix.rows} == labels
    assert own - {"skadegorelse", "brott-mot-person"} <= {gap.subject for gap in namnd.production.gaps}


def test_a_namnd_has_its_own_problems_and_nobody_elses(namnd: Made) -> None:
    assert gap_paragraphs(section(namnd, "10").blocks)[0].startswith("Fritidsnämndens problem: texten är inte skriven")
    own = signed(namnd, "problem-fritid")
    assert [text.paragraphs[0].text for text in section(own, "10").blocks if isinstance(text, Text)] == ["Prov av en text."]
    others = signed(namnd, "problem-skola")
    assert gap_paragraphs(section(others, "10").blocks)


def test_the_sources_of_a_namnd_are_those_that_it_uses(namnd: Made, fullstandig: Made) -> None:
    def sources(made: Made) -> list[str]:
        return [row[0].text for block in made.document.blocks() if isinstance(block, Table) and block.id == "kallor" for row in block.rows]

    registers = ["Register över prioriterade problem", "Register över åtgärder"]
    assert sources(namnd) == ["Brå, anmälda brott", "Kolada, nyckeltal", *registers]
    assert {*sources(fullstandig)} >= {each.title for each in fullstandig.material.sources if each.indicators or each.dimensions}


@pytest.mark.parametrize("recipient", ["fritid", "skola", "socialtjanst"])
def test_the_gate_lets_the_edition_of_every_namnd_through(recipient: str) -> None:
    workspace, everything = delivered()
    committee = next(each for each in workspace.configuration.committees if each.id == recipient)
    request = workspace.configuration.request("namnd", Quarter(2026, 2), workspace.indicators, committee=committee)
    assert produced(workspace, request, everything).production.refusals == ()


def test_no_heading_stands_alone_where_nothing_has_come(fullstandig: Made) -> None:
    empty = replace(fullstandig.material, observations=nothing(), statements=(), assessments=(), entries=())
    made = composed(fullstandig.request, empty, fullstandig.workspace.templates)
    sections = made.document.sections
    for section, after in zip(sections, (*sections[1:], None), strict=True):
        assert section.blocks or (after is not None and after.depth > section.depth), section.heading
    assert all(block.rows for block in made.document.blocks() if isinstance(block, Table))
