from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from builders import sample_document
from sample_edition import DOUBTS, GAPS, sample_findings, sample_material, sample_request

from briefing import __version__
from briefing.findings.earlier import EarlierPoint, parse_earlier
from briefing.findings.finding import Level
from briefing.outputs.record import render_record


def content_of(**changes: Any) -> dict[str, Any]:
    return json.loads(text_of(**changes))


def text_of(**changes: Any) -> str:
    given = {
        "request": sample_request(),
        "material": sample_material(),
        "findings": sample_findings(),
        "document": sample_document(),
        "gaps": GAPS,
        "doubts": DOUBTS,
    }
    return render_record(**(given | changes)).content.decode("utf-8")


def test_the_record_has_the_keys_of_its_schema() -> None:
    human, document = ["statements", "assessments", "entries"], ["document", "published", "citations"]
    assert list(content_of()) == ["schema", "edition", "findings", "methods", "definitions", "gaps", "doubts", *human, *document]


def test_the_edition_says_what_it_is_and_what_it_was_made_from() -> None:
    edition = content_of()["edition"]
    said = {key: edition[key] for key in ("id", "version", "status", "sensitivity", "period", "received_up_to", "program")}
    assert said == {
        "id": "2480-kvartal-2026-K2",
        "version": "v1",
        "status": "utkast",
        "sensitivity": "intern",
        "period": "2026-K2",
        "received_up_to": "2026-08-25",
        "program": __version__,
    }
    assert edition["municipality"] == {"code": "2480", "name": "Umeå"}
    assert [each["id"] for each in edition["deliveries"]] == sorted(each["id"] for each in edition["deliveries"])
    assert edition["refusals"][0]["found"] == '"<5"'


def test_the_record_holds_seals_and_never_the_content_of_a_delivery() -> None:
    material = sample_material()
    first = material.deliveries[0]
    secret = replace(first, parts=(replace(first.parts[0], content=b"hemligt innehall", path="/var/lib/x"), *first.parts[1:]))
    text = text_of(material=replace(material, deliveries=(secret, *material.deliveries[1:])))
    assert "hemligt" not in text
    assert "/var/lib" not in text
    assert "1" * 128 in text


def test_a_gap_in_a_history_is_its_reason_and_never_a_number() -> None:
    [history] = [each for each in content_of()["findings"] if each["id"] == "historik:anmalda-brott:kvartal:Umeå:per_100k:4"]
    assert history["points"][0]["value"]["reason"] == "ej_levererad"
    assert history["points"][1]["value"] == 8733


def test_a_number_that_is_none_stops_the_record() -> None:
    findings = sample_findings()
    level = next(each for each in findings.all if isinstance(each, Level))
    broken = replace(findings, judged=(replace(level, rate=float("nan")), *findings.judged[1:]))
    with pytest.raises(ValueError, match="not a number"):
        text_of(findings=broken)


def test_fields_that_are_as_usual_are_left_out() -> None:
    cell = content_of()["document"]["frame"]["facts"]["rows"][0][0]
    assert cell == {"text": "Status"}


def test_swedish_letters_stand_as_themselves_and_the_file_ends_with_a_line() -> None:
    text = text_of()
    assert "Umeå" in text
    assert "\\u00e5" not in text
    assert text.endswith("}\n")
    assert max(map(len, text.splitlines())) < 400


def test_the_next_edition_can_read_what_this_one_printed() -> None:
    earlier = parse_earlier(text_of())
    assert (earlier.edition, earlier.version) == ("2480-kvartal-2026-K2", "v1")
    assert earlier.series["historik:anmalda-brott:kvartal:Umeå:per_100k:4"] == {
        "2026-K1": EarlierPoint(None, preliminary=False),
        "2026-K2": EarlierPoint(8733, preliminary=True),
    }
