from __future__ import annotations

import re
from dataclasses import asdict, replace
from functools import cache

import pytest
from builders import paragraph, sample_document, with_block
from builders_figures import map_figure
from lxml import etree
from word_files import WP, W, audited, body_of, parts_of, word, word_templates

from briefing.document.document import Cell, Column, Origin, Table, Text
from briefing.document.metrics import text_width
from briefing.document.profile import Colours, Profile
from briefing.errors import BriefingError, DeclarationError
from briefing.outputs.raster import png_of, png_size
from briefing.outputs.word_profile import dressed

DARK = {name: f"#0{place:X}0001" for place, name in enumerate(asdict(Colours()))}
PROFILE = "\n".join(["[colours]", *(f'{name} = "{colour}"' for name, colour in DARK.items())])
FONTS = '[fonts]\nword = "Verdana"\nword_signs = "Tahoma"\npage = "Noto Sans"\npage_signs = "Noto Symbols"\n'
SAID = 'Färgen "0B5394", typsnittet "Calibri" och <w:color w:val="0B5394"/>.'
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#0B5394"/></svg>'


@cache
def dressed_parts(profile: str) -> dict[str, bytes]:
    text = Text(Origin.FAST, "", (paragraph(SAID),))
    return parts_of(word(with_block(sample_document(), text), word_templates(profile)))


def values(profile: str) -> set[str]:
    """Every value of an attribute in the parts that a reader sees."""
    shown = (content for name, content in dressed_parts(profile).items() if name.startswith("word/") and name.endswith(".xml"))
    return {str(value) for content in shown for each in etree.fromstring(content).iter() for value in each.attrib.values()}


def test_the_standard_look_leaves_every_byte() -> None:
    parts = {"word/styles.xml": b"<w:x/>"}
    assert dressed(parts, Profile()) is parts
    assert word(sample_document(), word_templates('logo = ""')) == word(sample_document())


def test_no_colour_of_the_standard_look_is_left_in_any_part() -> None:
    standard = {colour[1:] for colour in asdict(Colours()).values()}
    assert standard & values("") and not standard & values(PROFILE)
    used = {name for name, colour in asdict(Colours()).items() if colour[1:] in values("")}
    assert {DARK[name][1:] for name in used} <= values(PROFILE)


def test_bars_of_two_speakers_in_a_row_keep_two_shades() -> None:
    document = sample_document()
    texts = tuple(Text(Origin.POLIS, "Polis", (paragraph("Text.", basis=("uppgift:x:y",)),)) for _ in range(2))
    section = replace(document.sections[0], blocks=texts)
    root = body_of(word(replace(document, sections=(section,)), word_templates('[colours]\nheading = "#112233"')))
    shades = set(re.findall(r'w:left w:val="single"[^>]*w:color="([^"]*)"', etree.tostring(root, encoding="unicode")))
    assert shades == {"112232"}  # the style has 112233


def test_the_fonts_are_those_of_the_profile_in_styles_theme_font_table_signs_and_charts() -> None:
    assert {"Calibri", "Arial", "Carlito", "Liberation Sans"} <= values("")
    assert not {"Calibri", "Arial", "Carlito", "Liberation Sans"} & values(FONTS)
    parts = dressed_parts(FONTS)
    for name in ("word/styles.xml", "word/theme/theme1.xml", "word/fontTable.xml", "word/charts/chart1.xml"):
        assert b'"Verdana"' in parts[name], name
    assert b'"Tahoma"' in parts["word/document.xml"]
    assert b"panose" not in parts["word/fontTable.xml"]


def test_one_font_for_words_and_signs_stands_once_in_the_font_table() -> None:
    table = dressed_parts('[fonts]\nword = "Arial"')["word/fontTable.xml"].decode("utf-8")
    assert table.count('w:name="Arial"') == 1


def test_what_is_written_is_never_changed_by_the_profile() -> None:
    paragraphs = ["".join(each.itertext()) for each in etree.fromstring(dressed_parts(PROFILE + "\n" + FONTS)["word/document.xml"]).iter()]
    assert SAID in paragraphs


@pytest.mark.parametrize("profile", [PROFILE, FONTS, '[fonts]\nword = "Arial"'])
def test_word_opens_a_file_in_another_look(profile: str) -> None:
    assert audited(word(sample_document(), word_templates(profile))) == []


def test_a_wider_font_gets_room_for_its_words_and_the_table_keeps_its_width() -> None:
    words = (Cell("Narkotikaförsäljning", basis=("x",)), Cell("Barn i högstadieåldern dras in. " * 9, basis=("x",)))
    document = with_block(sample_document(), Table("x", "Tabell 9", "Prov", (Column("Id", width_mm=9.0), Column("Text")), (words,)))

    def widths(profile: str) -> list[int]:
        table = list(body_of(word(document, word_templates(profile))).iter(f"{W}tbl"))[-1]
        return [int(each.get(f"{W}w") or 0) for each in table.iter(f"{W}gridCol")]

    standard, wide = widths(""), widths('[fonts]\nword = "Verdana"')
    assert sum(wide) == pytest.approx(sum(standard), abs=6)
    assert wide[0] / 20 - 9 > 1.3 * text_width("Narkotikaförsäljning", 9.5) > standard[0] / 20 - 9


def drawn_logo(content: bytes) -> etree._Element:
    return next(each for each in body_of(content).iter(f"{WP}docPr") if (each.get("descr") or "").endswith("logotyp"))


def test_a_logo_stands_on_the_cover_as_vector_with_pixels_for_programs_that_need_them() -> None:
    content = word(sample_document(), word_templates('logo = "logotyp.svg"\nlogo_height_mm = 10', {"logotyp.svg": LOGO}))
    assert drawn_logo(content).get("descr") == "Umeå kommun · Umebrå, logotyp"
    parts = parts_of(content)
    assert parts["word/media/bild2.svg"] == LOGO
    wide, high = png_size(parts["word/media/bild1.png"])
    assert wide / high == pytest.approx(2, rel=0.01)
    size = body_of(content).find(f".//{WP}extent")
    assert size is not None and (int(size.get("cx") or 0), size.get("cy")) == (pytest.approx(720000, rel=0.01), "360000")
    assert audited(content) == []


def test_a_logo_of_pixels_stands_as_it_is() -> None:
    pixels = png_of(LOGO, 40)
    parts = parts_of(word(sample_document(), word_templates('logo = "logotyp.png"', {"logotyp.png": pixels})))
    assert [content for name, content in parts.items() if name.startswith("word/media/")] == [pixels]


def test_a_very_wide_logo_is_drawn_lower_so_that_it_fits() -> None:
    wide = LOGO.replace(b"0 0 40 20", b"0 0 4000 20")
    content = word(sample_document(), word_templates('logo = "logotyp.svg"', {"logotyp.svg": wide}))
    size = body_of(content).find(f".//{WP}extent")
    assert size is not None and int(size.get("cx") or 0) == pytest.approx(120 * 36000, rel=0.01)


def test_a_document_without_cover_has_no_logo() -> None:
    document = sample_document()
    short = replace(document, frame=replace(document.frame, has_cover=False, facts=None, skyline=None))
    content = word(short, word_templates('logo = "logotyp.svg"', {"logotyp.svg": LOGO}))
    assert not [name for name in parts_of(content) if name.startswith("word/media/")]


@pytest.mark.parametrize("content", [b"", b"<svg", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
@pytest.mark.parametrize("name", ["logotyp.svg", "logotyp.png"])
def test_a_damaged_logo_is_one_sentence_that_says_what_to_do(name: str, content: bytes) -> None:
    with pytest.raises(BriefingError) as raised:
        word(sample_document(), word_templates(f'logo = "{name}"', {name: content}))
    assert f"templates/{name}" in str(raised.value) and "save the logo anew as svg or png" in str(raised.value)


def test_a_logo_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(DeclarationError, match="put the file there"):
        word(sample_document(), word_templates('logo = "vapen.svg"'))


def test_a_map_is_a_vector_picture_of_sane_size_with_its_words() -> None:
    content = word(with_block(sample_document(), map_figure()))
    parts = parts_of(content)
    assert b"<svg" in parts["word/media/bild2.svg"] and len(parts["word/media/bild2.svg"]) < 20_000
    assert png_size(parts["word/media/bild1.png"])[0] == pytest.approx(166 / 25.4 * 144, abs=1)
    assert len(parts["word/media/bild1.png"]) < 60_000
    assert map_figure().alt in {each.get("descr") for each in body_of(content).iter(f"{WP}docPr")}
    assert audited(content) == []


def test_a_map_is_drawn_in_the_colours_of_the_profile() -> None:
    parts = parts_of(word(with_block(sample_document(), map_figure()), word_templates('[colours]\nown = "#112233"')))
    assert b"#112233" in parts["word/media/bild2.svg"] and b"#0B5394" not in parts["word/media/bild2.svg"]


def test_pixels_of_a_drawing_are_the_same_each_time() -> None:
    assert png_of(LOGO, 40) == png_of(LOGO, 40)
