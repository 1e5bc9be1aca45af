from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from builders import paragraph, sample_document, with_block
from builders_figures import chart_of, trend_figure, with_chart
from lxml import etree

from briefing.document.document import Cell, Column, Document, Origin, Role, Run, Section, Table, Text
from briefing.document.figure import Figure
from briefing.document.templates import Templates
from briefing.errors import BriefingError
from briefing.outputs.gate import refusals
from briefing.outputs.word import render_word

ROOT = Path(__file__).resolve().parents[3]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@cache
def template() -> bytes:
    return (ROOT / "templates" / "lagesbild.docx").read_bytes()


def templates() -> Templates:
    return Templates({}, {"lagesbild.docx": template()})


def parts(document: Document) -> dict[str, bytes]:
    with ZipFile(BytesIO(render_word(document, templates()).content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def sample_body() -> etree._Element:
    return etree.fromstring(parts(sample_document())["word/document.xml"])


def body(document: Document) -> etree._Element:
    return etree.fromstring(parts(document)["word/document.xml"])


def text_of(element: etree._Element) -> str:
    return "".join(
        each.text or "" if each.tag == f"{W}t" else "\t" for each in element.iter(f"{W}t", f"{W}tab") if each.get(f"{W}pos") is None
    )


def paragraphs(element: etree._Element, style: str) -> list[etree._Element]:
    return [each for each in element.iter(f"{W}p") if each.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style]  # type: ignore[union-attr]


def small_table(number: int, columns: int = 3, **changes: object) -> Table:
    cells = tuple(tuple(Cell(f"ord {row}", basis=("x",)) for _ in range(columns)) for row in range(number))
    return replace(Table("prov", "Tabell 9", "Prov", tuple(Column("Rubrik") for _ in range(columns)), cells, ("Källa: prov.",)), **changes)  # type: ignore[arg-type]


def test_the_file_is_named_for_its_edition_and_opens_in_python_docx() -> None:
    file = render_word(sample_document(), templates())
    assert file.name == "2480-kvartal-2026-K2.docx"
    properties = docx.Document(BytesIO(file.content)).core_properties
    assert (properties.title, properties.author, properties.language) == ("Lägesbild Umeå 2026 kvartal 2", "Umeå kommun · Umebrå", "sv-SE")
    assert properties.created is not None and properties.created.year == 2000


def test_the_gate_finds_nothing_to_refuse_in_the_sample() -> None:
    document = sample_document()
    assert refusals((render_word(document, templates()),), document) == ()


def test_the_same_document_gives_the_same_bytes_whatever_the_surroundings() -> None:
    program = (
        "import sys, hashlib, pathlib; sys.path[:0] = ['tests'];"
        "from builders import sample_document; from briefing.document.templates import Templates;"
        "from briefing.outputs.word import render_word;"
        "files = {'lagesbild.docx': pathlib.Path('templates/lagesbild.docx').read_bytes()};"
        "print(hashlib.sha512(render_word(sample_document(), Templates({}, files)).content).hexdigest())"
    )
    seals = set()
    for zone, language, seed in (("Europe/Stockholm", "sv_SE.UTF-8", "1"), ("Pacific/Auckland", "C", "77")):
        surroundings = os.environ | {"TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
        ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=True)
        seals.add(ran.stdout)
    assert len(seals) == 1


def test_zip_entries_are_sorted_and_carry_no_clock() -> None:
    with ZipFile(BytesIO(render_word(sample_document(), templates()).content)) as package:
        entries = package.infolist()
    assert [each.filename for each in entries] == sorted(each.filename for each in entries)
    assert {each.date_time for each in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_every_table_has_a_repeated_header_row_a_caption_for_readers_and_no_merged_cell() -> None:
    tables = list(sample_body().iter(f"{W}tbl"))
    assert len(tables) == 4
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None and table.find(f"{W}tblPr/{W}tblDescription") is not None
        assert next(table.iter(f"{W}gridSpan", f"{W}vMerge"), None) is None
        assert all(cell[-1].tag == f"{W}p" for cell in table.iter(f"{W}tc"))
        assert sum(int(each.get(f"{W}w") or 0) for each in table.iter(f"{W}gridCol")) == pytest.approx(9412, abs=6)


def test_every_figure_says_in_words_what_it_shows() -> None:
    document = sample_document()
    figures = [block for block in document.blocks() if isinstance(block, Figure)]
    drawn = list(sample_body().iter(f"{WP}docPr"))
    assert [each.get("descr") for each in drawn] == [figure.alt for figure in figures]
    assert next(sample_body().iter(f"{WP}anchor"), None) is None


def test_human_text_stands_in_a_control_with_its_name_its_bookmark_and_its_edition() -> None:
    files = parts(sample_document())
    controls = {each.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): each for each in sample_body().iter(f"{W}sdt")}  # type: ignore[union-attr]
    assert set(controls) == {"punkt-polisen", "polis-rekrytering", "kort-sagt", "samlad-bedomning"}
    assert "Ny bedömning görs i kvartal 3." in text_of(controls["samlad-bedomning"])
    assert "Gult läge" not in text_of(controls["samlad-bedomning"])
    item = etree.fromstring(files["customXml/item1.xml"])
    assert (item.get("id"), item.get("version")) == ("2480-kvartal-2026-K2", "v1")
    marks = {each.get("namn"): each.get("bokmarke") for each in item}
    for name, control in controls.items():
        before = control.getprevious()
        assert before is not None and before.get(f"{W}name") == marks[name]


def test_a_bookmark_is_always_one_that_word_accepts() -> None:
    names = [each.get(f"{W}name") or "" for each in sample_body().iter(f"{W}bookmarkStart")]
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() and name.isascii() for name in names)
    assert len(set(names)) == len(names)


def test_ids_of_controls_bookmarks_and_drawings_are_each_unique() -> None:
    for tag in (f"{W}bookmarkStart", f"{WP}docPr"):
        counted = Counter(each.get(f"{W}id") or each.get("id") for each in sample_body().iter(tag))
        assert set(counted.values()) == {1}


def test_headings_keep_their_number_as_text_before_a_tab() -> None:
    assert [text_of(each) for each in paragraphs(sample_body(), "Heading2")] == [
        "1.1\tLäget i korthet",
        "4.1\tAnmälda brott, översikt",
        "9.1\tSamlad bedömning",
    ]


def test_an_unnumbered_heading_starts_in_the_text_column_beside_numbered_ones_and_at_the_margin_elsewhere() -> None:
    document = sample_document()
    extra = Section("extra", "", "Läget i fem punkter", 2, ())
    beside = paragraphs(body(replace(document, sections=(*document.sections, extra))), "Heading2")[-1]
    assert text_of(beside) == "\tLäget i fem punkter"
    alone = paragraphs(body(replace(document, sections=(extra,))), "Heading2")[-1]
    assert text_of(alone) == "Läget i fem punkter"


def test_contents_lead_to_their_headings_and_print_no_page_numbers() -> None:
    entries = [*paragraphs(sample_body(), "TOC1"), *paragraphs(sample_body(), "TOC2")]
    targets = {each.get(f"{W}name") for each in sample_body().iter(f"{W}bookmarkStart")}
    assert len(entries) == 7
    assert all(each.find(f"{W}hyperlink").get(f"{W}anchor") in targets for each in entries)  # type: ignore[union-attr]
    assert b"updateFields" not in parts(sample_document())["word/settings.xml"]
    assert next(sample_body().iter(f"{W}dirty"), None) is None


def test_a_document_without_contents_heading_has_no_contents() -> None:
    document = sample_document()
    assert paragraphs(body(replace(document, frame=replace(document.frame, contents_heading=""))), "TOCHeading") == []


def test_the_cover_has_a_footer_but_no_header() -> None:
    section = docx.Document(BytesIO(render_word(sample_document(), templates()).content)).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous
    footer = etree.tostring(section.first_page_footer._element, encoding="unicode")
    assert "PAGE" in footer and "NUMPAGES" in footer and "EXEMPEL" in footer


def test_a_document_without_cover_begins_with_its_title_and_shows_its_header_at_once() -> None:
    document = sample_document()
    short = replace(document, frame=replace(document.frame, has_cover=False, facts=None, skyline=None, contents_heading=""))
    word = docx.Document(BytesIO(render_word(short, templates()).content))
    assert word.paragraphs[0].style is not None and word.paragraphs[0].style.name == "Title"
    assert not word.sections[0].different_first_page_header_footer
    assert "Lägesbild Umeå" in word.sections[0].header.paragraphs[0].text
    assert word.sections[0].top_margin is not None and round(word.sections[0].top_margin.mm) == 22


def test_captions_are_counted_by_fields_that_say_the_number_of_the_label() -> None:
    fields = {each.get(f"{W}instr"): text_of(each) for each in sample_body().iter(f"{W}fldSimple")}
    assert fields["SEQ Tabell \\* ARABIC"] == "3"
    assert fields["SEQ Figur \\* ARABIC \\r 2"] == "2"


def test_signs_stand_in_runs_of_their_own_in_a_font_that_has_them() -> None:
    for run in sample_body().iter(f"{W}r"):
        text = text_of(run)
        if any(sign in text for sign in "▲▼●◄►○↑→↓■□×"):
            font = run.find(f"{W}rPr/{W}rFonts")
            assert set(text) <= set("▲▼●◄►○↑→↓■□×")
            assert font is not None and font.get(f"{W}ascii") == "Arial"


def test_there_are_no_empty_paragraphs() -> None:
    for each in sample_body().iter(f"{W}p"):
        assert text_of(each).strip() or next(each.iter(f"{W}drawing"), None) is not None


def test_a_text_without_label_that_begins_with_a_list_has_no_blank_line_before_it() -> None:
    text = Text(Origin.FAST, "", (paragraph("ett", list_number=-1), paragraph("två", list_number=-1)))
    document = replace(sample_document(), sections=(Section("a", "1", "Rubrik", 1, (text,)),))
    assert all(text_of(each).strip() or each.find(f".//{W}drawing") is not None for each in body(document).iter(f"{W}p"))
    assert len(paragraphs(body(document), "ListBullet")) == 2


def test_lists_are_real_and_each_starts_at_its_own_number() -> None:
    first = Text(Origin.FAST, "", (paragraph("ett", list_number=1), paragraph("två", list_number=2)))
    document = replace(sample_document(), sections=(Section("a", "1", "Rubrik", 1, (first, first)),))
    items = paragraphs(body(document), "ListNumber2")
    numbers = [each.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for each in items]  # type: ignore[union-attr]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_points_of_the_summary_are_one_list() -> None:
    styles = ("ListNumber", "PunktManniska", "PunktLucka")
    points = [each for style in styles for each in paragraphs(sample_body(), style)]
    numbers = {each.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for each in points}  # type: ignore[union-attr]
    assert len(points) == 4 and len(numbers) == 1


def test_two_human_texts_in_a_row_have_bars_that_word_does_not_join() -> None:
    said = (paragraph("Text.", basis=("uppgift:x:y",)),)
    texts = tuple(Text(Origin.POLIS, "Polis", said) for _ in range(3))
    document = replace(sample_document(), sections=(Section("a", "1", "Rubrik", 1, texts),))
    bars = [each.find(f"{W}pPr/{W}pBdr") is not None for each in paragraphs(body(document), "TextManniska")]
    assert bars == [False, True, False]


def test_what_is_invented_is_marked_first_in_its_paragraph_after_its_caption_and_in_its_cell() -> None:
    marked = [text_of(each) for each in sample_body().iter(f"{W}p") if "EXEMPEL" in text_of(each)]
    assert any(each.startswith("Polis\t\u00a0EXEMPEL – påhittade uppgifter\u00a0 Polisen ser") for each in marked)
    assert any(each.startswith("Tabell\u00a01. Problem, mål och ägare") for each in marked)
    assert "P1 \u00a0EXEMPEL\u00a0" in marked


def test_a_short_table_stays_on_one_page_and_a_long_one_may_run_on() -> None:
    def kept(rows: int) -> list[bool]:
        table = next(
            body(
                replace(
                    sample_document(),
                    frame=replace(sample_document().frame, facts=None, skyline=None),
                    sections=(Section("a", "1", "R", 1, (small_table(rows),)),),
                )
            ).iter(f"{W}tbl")
        )
        return [row.find(f".//{W}pPr/{W}keepNext") is not None for row in table.findall(f"{W}tr")[1:]]

    assert kept(12) == [True] * 12
    assert kept(13) == [True] + [False] * 10 + [True, True]  # the last two rows stay with the source line


def test_links_go_where_they_say_and_never_to_a_script() -> None:
    runs = (Run("Brå", link="https://bra.se/?a=1&b=2"), Run("figuren", link="#anmalda-brott-rullande"), Run("kod", link="javascript:x"))
    document = with_block(sample_document(), Text(Origin.FAST, "", (paragraph(*runs),)))
    files = parts(document)
    root = etree.fromstring(files["word/document.xml"])
    links = list(root.iter(f"{W}hyperlink"))[-2:]
    assert [text_of(each) for each in links] == ["Brå", "figuren"]
    assert links[1].get(f"{W}anchor") in {each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")}
    assert b"https://bra.se/?a=1&amp;b=2" in files["word/_rels/document.xml.rels"]
    assert b"javascript" not in b"".join(files.values())


def test_a_figure_without_a_single_value_is_not_drawn_and_its_caption_stands() -> None:
    figure = trend_figure()
    empty = with_chart(
        replace(figure, id="tom"),
        traces=tuple(replace(trace, values=(None,) * len(trace.values)) for trace in chart_of(figure).traces),
    )
    document = replace(sample_document(), sections=(Section("a", "1", "R", 1, (empty,)),))
    root = body(replace(document, frame=replace(document.frame, skyline=None)))
    assert next(root.iter(f"{WP}inline"), None) is None
    assert len(paragraphs(root, "Caption")) == 1


def test_everything_is_said_to_be_swedish() -> None:
    files = parts(sample_document())
    languages = {
        value
        for name, content in files.items()
        if name.startswith("word/") and name.endswith(".xml")
        for each in etree.fromstring(content).iter(f"{W}lang", f"{W}themeFontLang")
        for value in each.attrib.values()
    }
    assert languages == {"sv-SE"}


def test_a_template_without_a_needed_style_is_named_with_all_that_is_missing() -> None:
    with ZipFile(BytesIO(template())) as package:
        changed = {name: package.read(name) for name in package.namelist()}
    changed["word/styles.xml"] = (
        changed["word/styles.xml"].replace(b'w:val="Ingress"', b'w:val="Annat"').replace(b'w:val="Figur"', b'w:val="X"')
    )
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        for name, content in changed.items():
            package.writestr(name, content)
    with pytest.raises(BriefingError) as error:
        render_word(sample_document(), Templates({}, {"lagesbild.docx": stream.getvalue()}))
    assert "templates/lagesbild.docx > style Ingress: the style is missing" in str(error.value)
    assert "style Figur" in str(error.value) and "Fix:" in str(error.value)


@pytest.mark.parametrize("content", [b"", b"not a zip file", b"PK\x05\x06" + b"\0" * 18])
def test_a_template_that_is_no_word_file_is_named(content: bytes) -> None:
    with pytest.raises(BriefingError, match=r"templates/lagesbild\.docx"):
        render_word(sample_document(), Templates({}, {"lagesbild.docx": content}))


HARD = (
    "a\x00b\x07c\x0b\ud800d",
    "<w:p>&amp; \"citat\" 'apostrof' ]]>",
    "trygghet 🙂👩‍👩‍👧 och så vidare",
    "مرحبا שלום",
    "lång " * 60,
    "rad\nrad\tflik\r\n",
    "x" * 400,
)


@pytest.mark.parametrize("text", HARD)
def test_any_text_anywhere_gives_a_file_that_can_be_read(text: str) -> None:
    table = small_table(2, caption=text, description=text, notes=(text,), rows=((Cell(text, note=text, symbol="▲"),) * 3,))
    said = Text(Origin.POLIS, text, (paragraph(text, basis=("uppgift:x",)),), Role.BROD, signature=text, control=text or "k", overall=text)
    figure = replace(
        with_chart(trend_figure(), preliminary_label=text), id=text, caption=text, alt=text, notes=(text,), sources=((text, text),)
    )
    base = sample_document()
    document = replace(
        base,
        frame=replace(base.frame, title=text, owner=text, header=text, footer=text, guide_notes=(text,)),
        sections=(Section(text, "1", text, 1, (said, table, figure)),),
        description=text,
        keywords=(text,),
    )
    content = render_word(document, templates()).content
    word = docx.Document(BytesIO(content))
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
    shown = " ".join(each.text for each in word.paragraphs)
    assert "trygghet 🙂" in shown if "🙂" in text else shown


def test_forty_columns_still_fit_the_page() -> None:
    document = with_block(sample_document(), small_table(3, columns=40))
    table = list(body(document).iter(f"{W}tbl"))[-1]
    widths = [int(each.get(f"{W}w") or 0) for each in table.iter(f"{W}gridCol")]
    assert len(widths) == 40 and min(widths) > 0 and sum(widths) == pytest.approx(9412, abs=40)
