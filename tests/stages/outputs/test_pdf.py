from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from builders import paragraph, sample_document, with_block
from builders_figures import bar_figure, chart_of, panels_figure, with_chart
from sample_edition import all_templates

from briefing.document.document import Align, Block, Cell, Column, Document, Origin, Role, Run, Section, Table, Text
from briefing.document.templates import Templates
from briefing.errors import BriefingError
from briefing.outputs.columns import text_width
from briefing.outputs.gate import refusals
from briefing.outputs.pdf import render_archive_pdf, render_pdf, render_pdfs
from briefing.outputs.pdf_extraction import pdf_extract
from briefing.outputs.pdf_structure import PdfContent, pdf_content
from briefing.outputs.pdf_words import words


def opened(document: Document, templates: Templates | None = None) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(render_pdf(document, templates or all_templates()).content))


def content_of(document: Document, templates: Templates | None = None) -> PdfContent:
    return pdf_content(render_pdf(document, templates or all_templates()).content)


def with_text(name: str, text: str) -> Templates:
    """The repository's templates with another text in one of them."""
    return replace(all_templates(), texts={**all_templates().texts, name: text})


def with_profile(text: str, **files: bytes) -> Templates:
    return replace(with_text("profil.toml", text), files={**all_templates().files, **files})


def saying(*words: str | Run) -> Document:
    return with_block(sample_document(), Text(Origin.FAST, "", (paragraph(*words),)))


def is_sound(document: Document) -> bool:
    """Whether both files say what the model says."""
    return [each for each in refusals(render_pdfs(document, all_templates()), document) if ".pdf" in each.where] == []


def test_there_is_one_file_for_readers_and_one_for_the_archive() -> None:
    document = sample_document()
    files = render_pdfs(document, all_templates())
    assert [file.name for file in files] == ["2480-kvartal-2026-K2.pdf", "2480-kvartal-2026-K2.pdfa-1a.pdf"]
    assert {file.media_type for file in files} == {"application/pdf"}
    assert files == (render_pdf(document, all_templates()), render_archive_pdf(document, all_templates()))
    said = []
    for file in files:
        with pikepdf.open(BytesIO(file.content)) as pdf, pdf.open_metadata() as metadata:
            said.append([metadata.get(name) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")])
    assert said == [["2", "A", "1"], ["1", "A", None]]


def test_the_properties_are_the_edition_s() -> None:
    with opened(sample_document()) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.docinfo["/Title"]) == "Lägesbild Umeå 2026 kvartal 2"
        assert str(pdf.docinfo["/Author"]) == "Umeå kommun · Umebrå"
        assert str(pdf.docinfo["/Keywords"]) == "lägesbild, Umeå, 2026 kvartal 2"
        assert metadata["dc:description"] == "Lägesbild över brott och trygghet i Umeå kommun, 2026 kvartal 2."
        assert str(pdf.Root.Lang) == "sv-SE"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_both_files_show_their_title_in_the_window() -> None:
    for file in render_pdfs(sample_document(), all_templates()):
        assert pdf_content(file.content).shows_title


def test_a_heading_is_tagged_with_its_level_and_stands_among_the_bookmarks() -> None:
    headings = pdf_extract(content_of(sample_document()).root).headings
    assert headings[:2] == ((1, "Dokumentuppgifter"), (1, "Så läser du dokumentet"))
    assert (2, "4.1 Anmälda brott, översikt") in headings
    with opened(sample_document()) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "1 Sammanfattning",
            "4 Kartläggning: brottslighetens omfattning",
            "5 Polisens lägesbild",
            "9 Analys",
        ]
        assert [item.title for item in outline.root[0].children] == ["1.1 Läget i korthet"]


def test_contents_have_links_and_page_numbers() -> None:
    entries = [each.text for each in content_of(sample_document()).root.all("TOCI")]
    assert entries[:3] == ["1 Sammanfattning3", "1.1 Läget i korthet3", "4 Kartläggning: brottslighetens omfattning4"]
    with opened(sample_document()) as pdf:
        assert len([each for each in pdf.pages[1].Annots if each.Subtype == "/Link"]) >= 7


def test_points_of_the_summary_are_one_list() -> None:
    lists = [each for each in content_of(sample_document()).root.all("L") if "inom normal variation" in each.text]
    [points] = lists
    assert [next(item.all("Lbl")).text for item in points.elements] == ["1", "2", "3", "4"]
    assert [next(item.all("LBody")).text[:4] for item in points.elements] == ["Data", "Data", "Poli", "○ Lu"]


def test_points_that_do_not_follow_each_other_are_lists_of_their_own() -> None:
    said = (Text(Origin.DATA, "Data", (paragraph("Sagt."),), Role.PUNKT, number) for number in (1, 2, 7))
    document = sample_document(sections=(Section("a", "1", "Rubrik", 1, tuple(said)),))
    lists = list(content_of(document).root.all("L"))
    assert [[next(item.all("Lbl")).text for item in each.elements] for each in lists] == [["1", "2"], ["7"]]


def test_lists_in_human_texts_are_lists() -> None:
    lists = [[item.text for item in each.elements] for each in content_of(sample_document()).root.all("L")]
    assert ["•yngre barn i otillåtna miljöer", "•oförklarade tillgångar"] in lists
    assert ["1.Rådet behöver ta ställning till två frågor.", "2.Ny bedömning görs i kvartal 3."] in lists


def test_every_table_has_head_cells_a_caption_and_rows() -> None:
    tables = list(content_of(sample_document()).root.all("Table"))
    heads = [len(list(table.all("TH"))) for table in tables]
    assert heads == [2, 4, 4, 4]
    captions = [caption.text for table in tables for caption in table.all("Caption")]
    assert captions[0] == "Tabell 1. Problem, mål och ägare EXEMPEL – påhittade uppgifter"
    assert len(captions) == 3
    assert [len(list(table.all("TR"))) for table in tables] == [7, 2, 5, 4]


def test_the_second_line_of_a_cell_is_a_paragraph_of_its_own() -> None:
    cell = next(each for each in content_of(sample_document()).root.all("TD") if "Tillgreppsbrott" in each.text)
    assert [each.text for each in cell.all("P")] == ["Tillgreppsbrott", "8 kap. BrB, 2025"]


def test_every_figure_has_its_words_and_its_caption() -> None:
    root = content_of(sample_document()).root
    assert [each.alt[:14] for each in root.all("Figure")] == ["Stapeldiagram.", "Linjediagram. ", "Stapeldiagram."]
    captions = [each.text for each in root.all("Caption")]
    assert "Figur 3. Anmälda brott andra kvartalet, antal, 2021–2026" in captions


def test_a_figure_without_values_is_told_by_its_caption_and_notes_alone() -> None:
    empty = with_chart(bar_figure(), traces=tuple(replace(each, values=(None,) * 6) for each in chart_of(bar_figure()).traces))
    document = with_block(sample_document(), replace(empty, id="tom", caption="Inget att visa"))
    assert len(list(content_of(document).root.all("Figure"))) == 3
    assert "Figur 3. Inget att visa" in pdf_extract(content_of(document).root).lines
    assert is_sound(document)


def test_a_link_leads_out_or_to_its_section_and_nothing_else() -> None:
    words = (Run("Brå", link="https://bra.se/"), " ", Run("avsnitt 5", link="#avsnitt-5"), " ", Run("farligt", link="javascript:alert(1)"))
    with opened(saying(*words)) as pdf:
        links = [each for page in pdf.pages[2:] for each in page.get("/Annots", [])]
    addresses = {str(each.A.URI) for each in links if "/A" in each and "/URI" in each.A}
    assert addresses == {"https://bra.se/", "https://bra.se/vagledning"}
    assert any("avsnitt-5" in str(each.get("/Dest", "")) for each in links)


def test_header_and_footer_are_no_part_of_the_text() -> None:
    content = content_of(sample_document())
    assert "Sida 1 av" not in content.root.text
    assert content.around[0].startswith("Umeå kommun · 2480-kvartal-2026-K2 v1"), "the cover has a footer and no header"
    pages = len(content.around)
    assert content.around[2].startswith("Lägesbild Umeå · 2026 kvartal 2Utkast · Intern")
    assert content.around[2].endswith(f"Sida\u00a03 av\u00a0{pages}")
    assert content.untold == ()


def test_a_document_without_cover_begins_with_its_title() -> None:
    document = sample_document(frame=replace(sample_document().frame, has_cover=False, facts=None, skyline=None, contents_heading=""))
    lines = pdf_extract(content_of(document).root).lines
    assert lines[:2] == ("Lägesbild Umeå", "2026 kvartal 2 · Kvartalsutgåva till strategiska rådet")
    assert is_sound(document)


def test_numbers_of_a_column_stand_with_their_decimals_below_each_other() -> None:
    numbers = ("3\u00a0132\u00a0(p)", "12,5", "7", "–")
    column = (Column("Namn"), Column("Antal", Align.RIGHT))
    rows = tuple((Cell(f"rad {index}"), Cell(number, basis=("x",))) for index, number in enumerate(numbers))
    block = Table("tal", "Tabell 9", "Tal", column, rows)
    with opened(with_block(sample_document(), block)) as pdf:
        ends = {text: place for place, text in placed(pdf)}
    comma, mark = text_width(",5", 9.5), text_width("\u00a0(p)", 9.5)
    assert ends["12,5"] - comma == pytest.approx(ends["7"], abs=0.1)
    assert ends["(p)"] - mark == pytest.approx(ends["7"], abs=0.1)


def placed(pdf: pikepdf.Pdf) -> list[tuple[float, str]]:
    """Where each drawn text ends, in points from the left edge."""
    from pdf_boxes import boxes

    return [(box.right, box.text) for page in pdf.pages for box in boxes(page)]


@pytest.mark.parametrize(
    "block",
    [
        Text(Origin.FAST, "", (paragraph("a & b < c > d \"e\" #f $g *h* _i_ `j` @k \\l [m] // n"),)),
        Text(Origin.FAST, "", (paragraph("#read(\"/etc/passwd\") <avsnitt-5> ~ -- --- ..."),)),
        Text(Origin.DATA, "Data", (paragraph("2 410–3 767 och −4,0–16,6, a–b ○ ● × ■■□□"),)),
        Text(Origin.POLIS, "Polis", (paragraph("x" * 400, basis=("uppgift:x",)),), signature="s" * 300),
        Text(Origin.POLIS, "En mycket lång beteckning på den som talar", (paragraph("Sagt.", basis=("uppgift:x",)),)),
        Text(Origin.POLIS, "Polis", (paragraph("ett", basis=("uppgift:x",), list_number=3),), control="c"),
        Text(Origin.RAD, "Råd", (paragraph("Sagt.", basis=("post:x",)),), overall="Grönt läge", overall_level="gront"),
        Text(Origin.SAMORDNARE, "Samordnare", (), overall="Läget är oklart", overall_level="okant"),
        Text(Origin.FAST, "", (paragraph("emoji 😀, arabiska سلام, koreanska 한국, osynligt \u200b\u00ad\u2060 tecken"),)),
        Text(Origin.FAST, "", (paragraph("hebreiska שלום slut"),)),
        Table("bred", "Tabell 9", "Fyrtio", tuple(Column(f"Kolumn {n}", Align.RIGHT) for n in range(40)), ((Cell("1 234"),) * 40,)),
        Table("hog", "Tabell 9", "En hög rad", (Column("Text"), Column("Mer")), ((Cell("ord " * 1500), Cell("x")),)),
        Table("tom", "Tabell 9", "Inga rader", (Column("Text"),), ()),
        Table("lang", "Tabell 9", "R" * 300, (Column("H" * 300),), tuple((Cell(str(n), basis=("x",)),) for n in range(290))),
        panels_figure(),
    ],
)  # fmt: skip
def test_whatever_stands_in_a_block_both_files_say_it(block: Block) -> None:
    assert is_sound(with_block(sample_document(), block))


def test_a_title_of_three_hundred_characters_is_still_right() -> None:
    frame = replace(sample_document().frame, title="Lägesbild " * 30, subtitle="x" * 300, header="h" * 300, footer="f" * 300)
    assert is_sound(sample_document(frame=frame))


def test_a_character_that_no_font_has_is_printed_as_its_number_and_read_back() -> None:
    root = content_of(saying("Torg 😀")).root
    assert any("Torg [U+1F600]" in each.text for each in root.all("P"))
    assert "Torg 😀" in pdf_extract(root).lines


def test_an_unknown_font_is_named_with_those_that_are_there() -> None:
    with pytest.raises(BriefingError, match=r"profil.toml > fonts > page: no file in templates/typsnitt/ has the font 'Comic Sans'"):
        render_pdf(sample_document(), with_profile('[fonts]\npage = "Comic Sans"\n'))


def test_a_font_without_a_needed_letter_is_refused_by_that_letter() -> None:
    with pytest.raises(BriefingError, match=r"profil.toml > fonts > page_signs: the font 'Carlito' has no ▲"):
        render_pdf(sample_document(), with_profile('[fonts]\npage_signs = "Carlito"\n'))


def test_a_missing_folder_of_fonts_is_told() -> None:
    with pytest.raises(BriefingError, match="templates/typsnitt/: the folder is missing"):
        render_pdf(sample_document(), replace(all_templates(), font_folder=""))


def test_a_broken_template_is_told_with_its_line() -> None:
    source = all_templates().text("lagesbild.typ")
    with pytest.raises(BriefingError, match=r"templates/lagesbild.typ > line 3: unclosed delimiter"):
        render_pdf(sample_document(), with_text("lagesbild.typ", "\n\n#let x = (\n"))
    planted = source.replace("#let caption-of(it) = {", "#let caption-of(it) = { it.nothing", 1)
    line = source[: source.index("#let caption-of(it)")].count("\n") + 1
    with pytest.raises(BriefingError, match=rf"templates/lagesbild.typ > line {line}: dictionary does not contain key"):
        render_pdf(sample_document(), with_text("lagesbild.typ", planted))


def test_a_template_reads_nothing_but_the_document() -> None:
    with pytest.raises(BriefingError, match="would escape the project root"):
        render_pdf(sample_document(), with_text("lagesbild.typ", '#read("../../briefing.toml")'))
    with pytest.raises(BriefingError, match="file not found"):
        render_pdf(sample_document(), with_text("lagesbild.typ", '#read("profil.toml")'))


def test_a_skipped_level_of_headings_is_the_outline_s() -> None:
    document = sample_document(sections=(Section("a", "1", "Ett", 1, ()), Section("b", "1.1.1", "Två", 3, ())))
    with pytest.raises(BriefingError, match=r"templates/utgavor/kvartal.toml: a level of headings is skipped"):
        render_pdf(document, all_templates())


SVG_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#0B5394"/></svg>'


def test_the_logo_stands_on_the_cover_and_says_nothing() -> None:
    templates = with_profile('logo = "logotyp.svg"\n')
    templates = replace(templates, texts={**templates.texts, "logotyp.svg": SVG_LOGO})
    files = render_pdfs(sample_document(), templates)
    assert [each for each in refusals(files, sample_document()) if ".pdf" in each.where] == []
    assert files != render_pdfs(sample_document(), all_templates())


def test_a_transparent_logo_is_told_since_the_archive_cannot_keep_it() -> None:
    templates = with_profile('logo = "logotyp.svg"\n')
    clear = SVG_LOGO.replace("<rect", '<rect opacity="0.5"')
    with pytest.raises(BriefingError, match=r"profil.toml > logo: templates/logotyp.svg is transparent"):
        render_archive_pdf(sample_document(), replace(templates, texts={**templates.texts, "logotyp.svg": clear}))


def test_colours_of_the_profile_reach_text_and_figures() -> None:
    own = '[colours]\nown = "#7A2E0E"\n'
    with opened(sample_document(), with_profile(own)) as pdf:
        drawn = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    red, green, blue = (f"{int(part, 16) / 255:.6f}"[:5] for part in ("7A", "2E", "0E"))
    assert re.search(rf"{red}\d* {green}\d* {blue}\d* scn".encode(), drawn)
    standard = b"0.043137256 0.3254902 0.5803922 scn"
    assert standard not in drawn


def test_bold_and_italic_are_told_as_such() -> None:
    with opened(sample_document()) as pdf:
        kinds: set[str] = set()
        collect(pdf.Root.StructTreeRoot.K, kinds)
    assert {"/Strong", "/Em"} <= kinds


def collect(node: Any, kinds: set[str]) -> None:
    for each in node if isinstance(node, pikepdf.Array) else (node,):
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            kinds.add(str(each.S))
            collect(each.get("/K", pikepdf.Array([])), kinds)


def test_a_word_that_has_room_in_its_column_is_not_broken_though_it_would_be_too_wide_in_bold() -> None:
    word, room = "narkotikaförsäljning", text_width("narkotikaförsäljning", 9.5, bold=False) + 0.5
    assert words(word, width=room, size=9.5, bold=False) == (word,)
    assert words(word, width=room, size=9.5, bold=True) == ("\u200b".join(word),)
