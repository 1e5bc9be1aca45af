"""A file that its source declares in another format than it has: the refusal says what stood there, and which format it looks like."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from builders_deliveries import delivery, part
from builders_workbooks import workbook

from briefing.observations.likeness import likely_format
from briefing.observations.readers import READERS
from briefing.sources.source import Source

RECORDED = {
    "bra_sol/sol_dbfil_ar.utf8.txt": "bra-sol-dbfil",
    "bra_sol/sol_dbfil_manad.utf8.txt": "bra-sol-dbfil",
    "bra_sol/sol_textfil_2021_per100k_kommuner.latin1.txt": "bra-sol-textfil",
    "bra_sol/sol_excel_2021_Bok1.xls": "bra-sol-excel",
    "bra_sol/sol_soktabell_result_page_missing_values.html": "bra-sol-html",
    "bra_shape_samples/bra_ntu_sample.xlsx": "bra-tabell",
    "bra_shape_samples/bra_dodligt_vald_sample.xlsx": "bra-tabell",
    "bra_shape_samples/bra_personuppklaring_sample.xlsx": "bra-tabell",
    "forsakringskassan/ohalsotal_2024_11_06.xlsx": "",
    "polisen_events/api_events_raw_2026-08-22.json": "polisen-handelser",
    "polisen_events/event_revisions_vasterbotten.json": "polisen-handelser",
    "kolada/municipality_groups_rkolada_2026-04.json": "kolada",
    "kolada/v2_municipality_response.json": "kolada",
    "scb_pxweb/v2_TAB6471_data.json": "json-stat",
    "scb_pxweb/pxtools_TAB001.px": "px",
    "umea_opendata/ods_v1_befolkningsfoeraendringar-helar.json": "opendatasoft",
    "geo/vasterbotten_kommuner_simplified.geojson": "geojson",
}
MADE = {
    "bra-kommun-csv": "Kommun;Antal;Per 100 000 inv.\nUmeå kommun;12 411;9 210\n".encode(),
    "bra-lagesbild": workbook({"Rån (anmälda)": [["Rån (anmälda brott)"], ["", "Antal 2023"], ["Umeå", 5]]}),
    "pxweb-json": json.dumps({"columns": [], "data": []}).encode(),
    "uppgifter": b'dated = 2026-05-01\n[[statement]]\ndimension = "platser"\n',
    "bedomningar": b'dated = 2026-05-01\n[[assessment]]\nsubject = "kort-sagt"\n',
    "tabell": "Kommun;Vad;Månad;Antal\nUmeå;Stöld;2026-05;3\n".encode(),
    "opendatasoft": b'[{"ar": "2020", "folkmangd": 130224}]',
    "polisen-handelser": b'{"id": 1, "datetime": "x"}\n{"id": 2, "datetime": "y"}\n',
    "bra-sol-dbfil": "Region;Brott;År;Period;Antal".encode("utf-16"),
    "json-stat": b'{"version": "2.0", "class": "dataset", "label": "cut off',
    "": b"hej",
}


@pytest.mark.parametrize(("name", "form"), RECORDED.items())
def test_every_recorded_file_is_recognised(shared_data: Path, name: str, form: str) -> None:
    assert likely_format(part(name, (shared_data / name).read_bytes())) == form


@pytest.mark.parametrize(("form", "content"), MADE.items())
def test_made_files_are_recognised(form: str, content: bytes) -> None:
    assert likely_format(part("fil", content)) == form


WRONG = ("bra-sol-dbfil", "bra-sol-html", "bra-sol-excel", "kolada", "json-stat", "px", "bra-kommun-csv", "geojson")


@pytest.mark.parametrize("declared", WRONG)
def test_a_format_declared_wrongly_says_which_it_looks_like(shared_data: Path, declared: str) -> None:
    content = (shared_data / "bra_sol" / "sol_textfil_2021_per100k_kommuner.latin1.txt").read_bytes()
    first = READERS[declared](delivery(part("2021.txt", content), covers="2021"), Source()).refusals[0]
    assert first.found
    assert first.remedy.startswith('filen ser ut som formatet bra-sol-textfil, så skriv format = "bra-sol-textfil" i source.toml')


def test_a_file_that_is_what_it_was_declared_to_be_gets_no_such_advice() -> None:
    (refusal,) = READERS["bra-sol-dbfil"](delivery(part("a.txt", "Region;Brott;År;Period\nUmeå kommun;Rån;År;2025\n")), Source()).refusals
    assert "ser ut som" not in refusal.remedy


def test_a_reader_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(READERS["px"])) == READERS["px"]
