from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from builders import sample_document, with_block
from builders_figures import NBSP, panels_figure, trend_figure

from briefing.document.document import Cell, Column, Document, Table
from briefing.outputs.data_package import render_data

BASIS = ("niva:x",)


def table(*cells: Cell, heading: str = "Antal", **changes: Any) -> Table:
    return Table("prov", "Tabell 9", "Prov", (Column("Rad"), Column(heading)), tuple((Cell("rad"), cell) for cell in cells), **changes)


def opened(document: Document) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]]]:
    with ZipFile(BytesIO(render_data(document).content)) as package:
        described = json.loads(package.read("datapackage.json"))
        rows = {each["name"]: list(csv.DictReader(StringIO(package.read(each["path"]).decode("utf-8")))) for each in described["resources"]}
    return described, rows


def last(document: Document) -> list[dict[str, str]]:
    return list(opened(document)[1].values())[-1]


def test_every_table_and_figure_is_a_file_that_is_described() -> None:
    described, rows = opened(sample_document())
    names = [each["name"] for each in described["resources"]]
    assert len(names) == len(set(names)) == len(rows)
    assert described["name"] == "2480-kvartal-2026-k2"
    for each in described["resources"]:
        assert [field["name"] for field in each["schema"]["fields"]] == list(rows[each["name"]][0])
        assert each["schema"]["missingValues"] == [""]


def test_a_gap_is_an_empty_field_and_never_a_zero() -> None:
    rows = last(
        with_block(sample_document(), table(Cell("12", 12.0, BASIS), Cell("uppgift saknas", symbol="○", muted=True), Cell("0", 0.0, BASIS)))
    )
    assert [row["Antal"] for row in rows] == ["12", "", "0"]


def test_what_cannot_be_judged_keeps_its_words() -> None:
    rows = last(with_block(sample_document(), table(Cell("går inte att bedöma", symbol="○", muted=True), heading="Utveckling")))
    assert rows[0]["Utveckling"] == "går inte att bedöma"


def test_preliminary_numbers_second_lines_and_words_have_columns_of_their_own() -> None:
    cells = (Cell(f"3{NBSP}132{NBSP}(p)", 3132.0, BASIS, note="väntat 2–3"), Cell(f"12 · 3{NBSP}4", 12.0, BASIS))
    rows = last(with_block(sample_document(), table(*cells)))
    assert rows[0] == {
        "Rad": "rad",
        "Antal": "3132",
        "Antal, text": f"3{NBSP}132{NBSP}(p)",
        "Antal, preliminär": "true",
        "Antal, not": "väntat 2–3",
    }
    assert rows[1]["Antal, text"] == f"12 · 3{NBSP}4"


@pytest.mark.parametrize("text", ["=1+1", "+46", "-", "@SUM(A1)"])
def test_no_text_becomes_a_formula(text: str) -> None:
    assert last(with_block(sample_document(), table(Cell(text))))[0]["Antal"] == f"'{text}"


def test_invented_rows_say_so() -> None:
    rows = last(with_block(sample_document(), table(Cell("a", synthetic=True), Cell("b"))))
    assert [row["exempel"] for row in rows] == ["true", "false"]


def test_a_figure_has_every_series_with_its_source() -> None:
    described, rows = opened(with_block(sample_document(), trend_figure()))
    name = described["resources"][-1]["name"]
    assert described["resources"][-1]["sources"] == [{"title": "Brå, anmälda brott"}]
    assert rows[name][-1]["Umeå"] == "8733"
    assert rows[name][-1]["Umeå, preliminär"] == "true"
    assert rows[name][0]["Sundbyberg"] == "12800"


def test_panels_have_a_column_for_each() -> None:
    rows = last(with_block(sample_document(), panels_figure()))
    assert rows[0]["Anmälda brott, Umeå"] == rows[0]["därav & <andra>, Umeå"] == "9016"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_data(sample_document()) == render_data(sample_document())
