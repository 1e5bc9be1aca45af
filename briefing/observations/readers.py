"""`READERS`: the reader of every input format, by the name that a source declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.observations import (
    bedomningar,
    bra_kommun_csv,
    bra_sol_dbfil,
    bra_sol_excel,
    bra_sol_html,
    bra_sol_textfil,
    geojson,
    jsonstat,
    kolada,
    opendatasoft,
    polisen_handelser,
    px,
    pxweb_json,
    tabell,
    uppgifter,
)
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Source

Reader = Callable[[Delivery, Source], Reading]

READERS: Mapping[str, Reader] = {
    "bra-sol-dbfil": bra_sol_dbfil.read,
    "bra-sol-textfil": bra_sol_textfil.read,
    "bra-sol-excel": bra_sol_excel.read,
    "bra-sol-html": bra_sol_html.read,
    "bra-kommun-csv": bra_kommun_csv.read,
    "polisen-handelser": polisen_handelser.read,
    "kolada": kolada.read,
    "json-stat": jsonstat.read,
    "pxweb-json": pxweb_json.read,
    "px": px.read,
    "opendatasoft": opendatasoft.read,
    "tabell": tabell.read,
    "uppgifter": uppgifter.read,
    "bedomningar": bedomningar.read,
    "geojson": geojson.read,
}
