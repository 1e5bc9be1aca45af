"""The table of what has changed since the edition before, on the demo, against records that say something else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from editions import Made, composed_since

from briefing.document.document import Cell, Document, Table, Text
from briefing.findings.earlier import Earlier, parse_earlier
from briefing.observations.observations import Observations

FIRST_SCHEMA = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "kvartal-schema-1.json"


@pytest.fixture
def record(kvartal: Made) -> dict[str, Any]:
    """The demo's own record, to be changed into what an earlier edition could have said."""
    return kvartal.record


def document_since(made: Made, earlier: Earlier) -> Document:
    return composed_since(made, earlier)


def table_since(made: Made, earlier: dict[str, Any]) -> Table:
    blocks = document_since(made, parse_earlier(json.dumps(earlier))).blocks()
    return next(block for block in blocks if isinstance(block, Table) and block.id == "nytt")


def said(table: Table) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in table.rows]


def text(cell: Cell) -> str:
    shown = f"{cell.symbol} {cell.text}".strip().replace("\u00a0", " ")
    return f"{shown} ({cell.note})".replace("\u00a0", " ") if cell.note else shown


def finding(record: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in record["findings"] if each["id"] == name)
    return found


def point(record: dict[str, Any], measure: str, period: str) -> dict[str, Any]:
    points = finding(record, f"historik:bostadsinbrott:ar:2480:{measure}:1")["points"]
    return next(each for each in points if each["period"] == period)  # type: ignore[no-any-return]


def test_a_revised_count_and_its_rate_stand_in_one_row_with_the_size_of_the_change(kvartal: Made, record: dict[str, Any]) -> None:
    point(record, "antal", "2024").update(value=330, preliminary=True)
    point(record, "per_100k", "2024").update(value=247, preliminary=True)
    assert said(table_since(kvartal, record)) == [
        [
            "Reviderad historik",
            "Bostadsinbrott, 2024 (antal · per 100 000 inv.)",
            "330 (p) · 247 (p)",
            "344 · 257",
            "Ändring +14 (+4,2 procent). Var preliminär, är slutlig. Kom 2026-07-10.",
        ]
    ]


def test_a_history_that_is_revised_in_many_periods_is_one_row_that_shows_the_largest_change(kvartal: Made, record: dict[str, Any]) -> None:
    for year in range(2018, 2025):
        point(record, "antal", str(year))["value"] += 1 if year != 2021 else 100
    [row] = said(table_since(kvartal, record))
    assert row[1] == "Bostadsinbrott, sju perioder 2018–2024 (antal)"
    assert row[4].startswith("Ändring −100")
    assert row[4].endswith("Visas: 2021, där ändringen är störst.")


def test_another_definition_is_told_with_both_texts_and_its_values_are_no_revision(kvartal: Made, record: dict[str, Any]) -> None:
    next(each for each in record["definitions"] if each["indicator"] == "bostadsinbrott")["definition"] = "Med försök till inbrott."
    point(record, "antal", "2024")["value"] = 400
    [row] = said(table_since(kvartal, record))
    assert row == [
        "Ändrad definition",
        "Bostadsinbrott (definition)",
        "Med försök till inbrott.",
        "Anmälda inbrottsstölder i bostad. Ingår i tillgreppsbrotten.",
        "Ett tidigare tal är därför ett annat. Det är ingen revidering.",
    ]


def test_a_changed_method_is_told_and_so_is_the_verdict_that_may_follow_from_it(kvartal: Made, record: dict[str, Any]) -> None:
    rules = next(each for each in record["methods"] if each["id"] == "utveckling")["parameters"]
    next(each for each in rules if each["name"] == "ar_ar")["value"] = 5
    finding(record, "utveckling:bostadsinbrott:ar")["verdict"] = "minskar"
    verdict, method = said(table_since(kvartal, record))
    assert verdict[:4] == ["Ändrat resultat", "Bostadsinbrott (utveckling, nu 2025)", "minskar", "inom normal variation"]
    assert verdict[4] == "Också metoden har ändrats, och skillnaden kan bero på det."
    assert method[:4] == ["Ändrad metod", "Utveckling (år före för ett år)", "5", "10"]


def test_a_judgement_of_the_municipality_is_told_with_its_level_and_day(kvartal: Made, record: dict[str, Any]) -> None:
    overall = next(each for each in record["assessments"] if each["subject"] == "samlad-bedomning")
    overall.update(level="gront", dated="2026-04-20")
    [row] = said(table_since(kvartal, record))
    assert row == [
        "Försämrad bedömning",
        "Samlad bedömning (Samordningsfunktionen)",
        "Grönt läge (2026-04-20)",
        "Gult läge (2026-07-13)",
        "–",
    ]
    assert table_since(kvartal, record).synthetic


def test_what_the_police_say_otherwise_is_told_once_in_the_table_of_changed_judgements(kvartal: Made, record: dict[str, Any]) -> None:
    for each in record["statements"]:
        each["level"] = "lag"
    blocks = document_since(kvartal, parse_earlier(json.dumps(record))).blocks()
    assert [block.id for block in blocks if isinstance(block, Table) and block.id == "nytt"] == []


def test_where_nothing_has_changed_it_is_said_in_one_sentence(kvartal: Made, record: dict[str, Any]) -> None:
    blocks = document_since(kvartal, parse_earlier(json.dumps(record))).blocks()
    texts = [each.text for block in blocks if isinstance(block, Text) for each in block.paragraphs]
    assert "Inga siffror och inga bedömningar är nya eller ändrade sedan 2480-kvartal-2026-K2." in texts


def test_of_a_record_without_definitions_and_methods_the_table_says_that_it_cannot_tell(kvartal: Made) -> None:
    table = table_since(kvartal, json.loads(FIRST_SCHEMA.read_text(encoding="utf-8")))
    assert table.notes[-1] == "Den utgåvans datafil saknar definitioner och metoder, så ändringar i dem kan inte visas."


def test_an_indicator_that_is_not_shown_any_more_is_told_by_its_name(kvartal: Made, record: dict[str, Any]) -> None:
    gone = json.loads(json.dumps(finding(record, "historik:bostadsinbrott:ar:2480:antal:1")).replace("bostadsinbrott", "rattfylleri"))
    record["findings"].append(gone)
    record["definitions"].append({**record["definitions"][0], "indicator": "rattfylleri", "label": "Rattfylleri"})
    assert said(table_since(kvartal, record)) == [["Visas inte längre", "Rattfylleri (per år)", "–", "–", "Fanns i den förra utgåvan."]]


def test_what_is_protected_now_is_not_told_by_what_it_was_then(kvartal: Made) -> None:
    frame = kvartal.material.observations.frame.copy()
    hidden = (frame["indicator"] == "bostadsinbrott") & (frame["area"] == "2480") & (frame["period"] == "2024")
    frame.loc[hidden, ["value", "status"]] = [float("nan"), "sekretess"]
    made = replace(kvartal, material=replace(kvartal.material, observations=Observations(frame)))
    [row] = [each for each in said(table_since(made, kvartal.record)) if each[0] == "Borttaget värde"]
    assert row[1:4] == ["Bostadsinbrott, 2024 (antal · per 100 000 inv.)", "–", "×"]
    assert "344" not in " ".join(row)
