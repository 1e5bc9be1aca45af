from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from builders import paragraph, sample_document, with_block
from lxml import html
from sample_edition import page_templates

from briefing.document.document import Cell, Column, Origin, Run, Table, Text
from briefing.document.templates import Templates
from briefing.errors import BriefingError
from briefing.outputs.page import render_page


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    return html.document_fromstring(render_page(sample_document(), page_templates()).content.decode("utf-8"))


def content_of(**changes: object) -> str:
    return render_page(sample_document(**changes), page_templates()).content.decode("utf-8")


def test_the_file_is_named_after_the_edition() -> None:
    file = render_page(sample_document(), page_templates())
    assert (file.name, file.media_type) == ("2480-kvartal-2026-K2.html", "text/html; charset=utf-8")


def test_the_page_says_language_and_title_and_has_one_main(page: html.HtmlElement) -> None:
    assert page.get("lang") == "sv"
    assert page.findtext("head/title") == "Lägesbild Umeå, 2026 kvartal 2"
    assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1


def test_contents_point_to_every_chapter_and_section(page: html.HtmlElement) -> None:
    targets = [link.get("href") for link in page.xpath("//nav//a")]
    assert targets == [f"#{section.id}" for section in sample_document().sections]
    assert all(page.xpath("//*[@id=$name]", name=target[1:]) for target in targets)


def test_human_text_is_a_section_with_its_speaker_and_its_control(page: html.HtmlElement) -> None:
    section = page.get_element_by_id("polis-rekrytering")
    assert section.tag == "section"
    assert section.get("aria-label") == "Polisens text"
    assert {"prov", "polis"} <= set((section.get("class") or "").split())
    assert "återkommande försök" in [each.text_content() for each in section.iter("strong")]
    assert [each.text_content() for each in section.iter("li")] == ["yngre barn i otillåtna miljöer", "oförklarade tillgångar"]
    assert section.xpath(".//a/@href") == ["https://bra.se/vagledning"]
    assert section.xpath(".//*[@class='signatur']")[0].text_content() == "Lokalpolisområde Umeå, 2026-08-14. Känslighet: intern."


def test_computed_text_is_no_section_of_anyone(page: html.HtmlElement) -> None:
    data = page.xpath("//div[contains(@class, 'rad data')]")
    assert data
    assert all(each.get("aria-label") is None for each in data)


def test_signs_are_hidden_and_their_words_are_read(page: html.HtmlElement) -> None:
    sign = page.xpath("//td//span[text()='▼']")[0]
    assert (sign.text, sign.get("aria-hidden"), (sign.tail or "").strip()) == ("▼", "true", "minskar")
    suppressed = page.xpath("//td//span[text()='×']")[0]
    assert (suppressed.get("aria-hidden"), suppressed.get("aria-label")) == (None, "skyddad uppgift")


def test_every_figure_is_drawn_in_the_page_with_its_numbers_behind_it(page: html.HtmlElement) -> None:
    figures = page.xpath("//figure")
    assert len(figures) == 3
    for figure in figures:
        assert len(figure.xpath(".//*[local-name()='svg']")) == 1
        assert figure.xpath("details/summary")
        assert figure.xpath("details//table/thead/tr/th[@scope='col']")
    cells = [each.text_content() for each in page.get_element_by_id("figur-anmalda-brott-kvartal-2").xpath(".//td")]
    assert cells[-1] == "3\u00a0132\u00a0(p)"


def test_the_matrix_can_become_cards(page: html.HtmlElement) -> None:
    row = page.get_element_by_id("tabell-laget-i-korthet").xpath(".//tbody/tr[1]")[0]
    headings = ["Nivå: antal · per 100 000 inv.", "Utveckling", "Jämförelse med sju kommuner"]
    assert [cell.get("data-label") for cell in row.iter("td")] == headings
    assert row.find("th").get("scope") == "row"


def test_a_missing_value_is_grey_and_said_in_words(page: html.HtmlElement) -> None:
    missing = page.get_element_by_id("tabell-laget-i-korthet").xpath(".//td[contains(@class, 'svag')]")
    assert [" ".join(each.text_content().split()) for each in missing] == ["○ uppgift saknas"] * 3


def test_the_overall_judgement_stands_in_its_box_with_its_word(page: html.HtmlElement) -> None:
    box = page.get_element_by_id("samlad-bedomning")
    assert "ruta" in (box.get("class") or "")
    assert box.xpath(".//*[@class='chip gult']")[0].text_content() == "Gult läge"
    assert next(each.text_content() for each in box.xpath(".//ol/li")).startswith("Rådet behöver")


def test_nothing_is_fetched_from_outside() -> None:
    text = content_of()
    assert "<script" not in text
    assert "<link" not in text
    assert " src=" not in text
    assert "url(http" not in text


def test_text_from_outside_never_becomes_markup() -> None:
    hostile = Text(
        Origin.POLIS,
        "Polis",
        (
            paragraph(
                "<img src=x onerror=alert(1)> {{ document }} & ",
                Run("länk", link="javascript:alert(1)"),
                basis=("uppgift:x",),
            ),
        ),
    )
    text = render_page(with_block(sample_document(), hostile), page_templates()).content.decode("utf-8")
    assert "<img" not in text
    assert "javascript:" not in text
    assert "{{ document }}" in text
    assert "&lt;img" in text


def test_a_table_without_label_is_named_by_its_caption() -> None:
    table = Table("t", "", "Avtal", (Column("Part"),), ((Cell("Polisen"),),))
    text = render_page(with_block(sample_document(), table), page_templates()).content.decode("utf-8")
    assert "<caption>Avtal</caption>" in text


def test_a_briefing_without_cover_has_no_facts_and_a_smaller_title() -> None:
    frame = replace(sample_document().frame, has_cover=False, facts=None, skyline=None, reading_guide=(), guide_notes=())
    text = content_of(frame=frame)
    assert 'class="topp utan"' in text
    assert "Dokumentuppgifter" not in text
    assert "Så läser du" not in text


@pytest.mark.parametrize(
    ("template", "where", "problem"),
    [
        ("rad ett\n{{ documnet.version }}", "line 2", "documnet"),
        ("{% for x in document.sections %}\n\n{{ x.rubrik }}{% endfor %}", "line 3", "rubrik"),
        ("{{ frame.title }}\n{% if %}", "line 2", "Expected"),
        ("{{ document.edition.__class__.__mro__ }}", "line 1", "unsafe"),
    ],
)
def test_a_template_that_cannot_be_used_is_named_with_its_line(template: str, where: str, problem: str) -> None:
    with pytest.raises(BriefingError) as caught:
        render_page(sample_document(), Templates({"lagesbild.html.j2": template}, {}))
    [fault] = caught.value.problems
    assert fault.where == ("templates/lagesbild.html.j2", where)
    assert problem in fault.problem


def test_a_missing_template_is_named() -> None:
    with pytest.raises(BriefingError, match=r"templates/lagesbild\.html\.j2"):
        render_page(sample_document(), Templates({}, {}))


def test_the_same_document_gives_the_same_bytes_everywhere(repository: Path) -> None:
    program = (
        "import hashlib\nfrom builders import sample_document\nfrom sample_edition import *\n"
        "from briefing.outputs.page import render_page\nfrom briefing.outputs.record import render_record\n"
        "record = render_record(sample_request(), sample_material(), sample_findings(), sample_document(), GAPS, DOUBTS)\n"
        "page = render_page(sample_document(), page_templates())\n"
        "print(hashlib.sha512(page.content + record.content).hexdigest())"
    )
    worlds = [("0", "UTC", "C"), ("1", "Asia/Tokyo", "sv_SE.UTF-8"), ("4711", "America/New_York", "C.UTF-8")]
    path = f"{repository / 'tests'}:{repository}"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONPATH": path, "PATH": ""},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed, zone, language in worlds
    ]
    seals = {process.communicate()[0].strip() for process in running}
    assert len(seals) == 1
    assert len(seals.pop()) == 128


def test_the_page_carries_the_municipalitys_font_colours_and_logo_with_it() -> None:
    profile = """
logo = "vapen.svg"
[fonts]
web = "normal.woff2"
page = "Egen"
[colours]
own = "#7A0000"
"""
    texts = {**page_templates().texts, "profil.toml": profile, "vapen.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    content = render_page(sample_document(), Templates(texts, {"normal.woff2": b"wOF2"})).content.decode("utf-8")
    assert "src:url(data:font/woff2;base64,d09GMg==)" in content
    assert f'alt="{sample_document().frame.owner}, logotyp"' in content
    assert '"Egen"' in content
    assert "#7A0000" in content
    assert "#0B5394" not in content


def test_without_files_of_its_own_the_page_asks_for_nothing(page: html.HtmlElement) -> None:
    style = page.findtext("head/style") or ""
    assert "@font-face" not in style
    assert not page.xpath("//img")


def test_what_no_page_can_hold_is_left_out_and_the_rest_stands() -> None:
    caption = "En\x00 ta\x85bell\ufdd0 fr\ud800ån 2025\U0001ffff \U0001f600"
    table = Table("t", "Tabell 1", caption, (Column("År"),), ((Cell("2\x1b025"),),))
    page = render_page(with_block(sample_document(), table), page_templates()).content.decode("utf-8")
    assert "En tabell från 2025 \U0001f600" in page
    assert "2025</" in page
