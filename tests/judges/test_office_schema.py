from __future__ import annotations

import pytest
from editions import Made
from judges.markup_compatibility import MC, understood
from judges.office_faults import FAULTS, faulty
from judges.office_package import package_findings, packaged, parts_of, planted
from judges.office_schema import schema_findings

BODY, TYPES, CORE = "word/document.xml", "[Content_Types].xml", "docProps/core.xml"
CHART, BOOK = "word/charts/chart1.xml", "word/embeddings/diagram1.xlsx"
NOT_IN_THE_SCHEMAS = {"a table cell without a paragraph"}  # the standard says it in words only; openxml-audit and the gate see it
EXTENSION = "http://schemas.microsoft.com/office/word/2010/wordml"


def alternative(choice: str, fallback: str, requires: str) -> str:
    """A body that starts with two alternatives, the first for readers that know a prefix."""
    space = f'xmlns:mc="{MC}" xmlns:w14="{EXTENSION}"'
    return (
        f'<w:body><mc:AlternateContent {space}><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.usefixtures("installed")
def test_the_standard_allows_every_part_of_every_word_file(judged: Made) -> None:
    assert schema_findings(judged.file(".docx").content) == ()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("fault", sorted(set(FAULTS) - NOT_IN_THE_SCHEMAS))
def test_the_schemas_see(fault: str, word: bytes) -> None:
    assert schema_findings(faulty(word, fault))


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (CHART, '<c:axId val="', '<c:axId val="-'),
        (CORE, "<dc:title>", "<dc:title>En titel till</dc:title><dc:title>"),
        (CORE, "T00:00:00Z", " kl. 0"),
        (TYPES, "<Override PartName", "<Override Part"),
        ("_rels/.rels", "<Relationship Id", "<Relationship Nr"),
        ("customXml/itemProps1.xml", "ds:itemID", "ds:nummer"),
        ("word/styles.xml", "<w:docDefaults>", "<w:docDefaults><w:tom/>"),
    ],
)
def test_the_schemas_see_a_fault_in(part: str, old: str, new: str, word: bytes) -> None:
    assert [each for each in schema_findings(planted(word, part, old, new)) if each.startswith(part)]


@pytest.mark.usefixtures("installed")
def test_the_schemas_see_a_fault_in_a_workbook_inside_the_document(word: bytes) -> None:
    parts = parts_of(word)
    parts[BOOK] = planted(parts[BOOK], "xl/worksheets/sheet1.xml", 't="inlineStr"', 't="text"')
    assert any(each.startswith(f"{BOOK}!xl/worksheets/sheet1.xml") for each in schema_findings(packaged(parts)))


@pytest.mark.usefixtures("installed")
def test_a_fault_in_the_alternative_that_is_read_is_seen(word: bytes) -> None:
    assert schema_findings(planted(word, BODY, "<w:body>", alternative("<w:tom/>", "<w:p/>", requires="w")))
    assert schema_findings(planted(word, BODY, "<w:body>", alternative("<w:p/>", "<w:tom/>", requires="w14")))


@pytest.mark.usefixtures("installed")
def test_what_only_a_later_reader_reads_is_not_judged(word: bytes) -> None:
    assert schema_findings(planted(word, BODY, "<w:body>", alternative("<w14:tom/>", "<w:p/>", requires="w14"))) == ()
    ignorable = f'<w:document xmlns:w14="{EXTENSION}" xmlns:mc="{MC}" mc:Ignorable="w14" w14:tom="1" '
    assert schema_findings(planted(word, BODY, "<w:document ", ignorable)) == ()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("attribute", ['mc:MustUnderstand="w14"', 'mc:Ignorable="w99"'])
def test_a_part_that_cannot_be_read_by_the_standard_alone_is_seen(attribute: str, word: bytes) -> None:
    opened = f'<w:document xmlns:w14="{EXTENSION}" xmlns:mc="{MC}" {attribute} '
    assert schema_findings(planted(word, BODY, "<w:document ", opened))


def test_of_nested_alternatives_the_inner_one_is_chosen_too() -> None:
    part = f"""<a xmlns:mc="{MC}" xmlns:w14="{EXTENSION}"><mc:AlternateContent><mc:Choice Requires="w14"><no/></mc:Choice><mc:Fallback>
        <mc:AlternateContent><mc:Choice Requires="w14"><no/></mc:Choice><mc:Fallback><b/><c/></mc:Fallback></mc:AlternateContent>
        </mc:Fallback></mc:AlternateContent></a>"""
    assert [each.tag for each in understood(part.encode("utf-8"))] == ["b", "c"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (TYPES, "/word/charts/chart1.xml", "/word/charts/chart0.xml"),
        ("word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="stilar.xml"'),
        ("word/_rels/document.xml.rels", 'Id="rId2"', 'Id="rId1"'),
        (BODY, 'r:id="rId6"', 'r:id="rId99"'),
    ],
)
def test_a_package_that_does_not_hold_together_is_seen(part: str, old: str, new: str, word: bytes) -> None:
    assert package_findings(word) == ()
    assert package_findings(planted(word, part, old, new))


def test_a_part_without_type_or_way_to_it_is_seen(word: bytes) -> None:
    assert package_findings(packaged({**parts_of(word), "word/media/bild.emf": b"x"})) == (
        "word/media/bild.emf: has no content type",
        "word/media/bild.emf: nothing leads to it",
    )
