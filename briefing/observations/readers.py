"""`READERS`: the reader of every input format, by the name that a source declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from briefing.observations import (
    bedomningar,
    bra_kommun_csv,
    bra_lagesbild,
    bra_sol_dbfil,
    bra_sol_excel,
    bra_sol_html,
    bra_sol_textfil,
    bra_tabell,
    enkat,
    geojson,
    handelselista,
    jsonstat,
    kolada,
    korstabell,
    myndighetstabell,
    omradeslista,
    opendatasoft,
    polisen_brottskoder,
    polisen_handelser,
    px,
    pxweb_json,
    register,
    tabell,
    uppgifter,
)
from briefing.observations.likeness import likely_format
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Source

Reader = Callable[[Delivery, Source], Reading]

_READERS: Mapping[str, Reader] = {
    "bra-sol-dbfil": bra_sol_dbfil.read,
    "bra-sol-textfil": bra_sol_textfil.read,
    "bra-sol-excel": bra_sol_excel.read,
    "bra-sol-html": bra_sol_html.read,
    "bra-kommun-csv": bra_kommun_csv.read,
    "bra-lagesbild": bra_lagesbild.read,
    "bra-tabell": bra_tabell.read,
    "polisen-handelser": polisen_handelser.read,
    "kolada": kolada.read,
    "json-stat": jsonstat.read,
    "pxweb-json": pxweb_json.read,
    "px": px.read,
    "opendatasoft": opendatasoft.read,
    "tabell": tabell.read,
    "korstabell": korstabell.read,
    "myndighetstabell": myndighetstabell.read,
    "enkat": enkat.read,
    "polisen-brottskoder": polisen_brottskoder.read,
    "handelselista": handelselista.read,
    "uppgifter": uppgifter.read,
    "bedomningar": bedomningar.read,
    "geojson": geojson.read,
    "omradeslista": omradeslista.read,
    "register": register.read,
}


@dataclass(frozen=True)
class Fitted:
    """A reader that says which other format a file looks like, where it could use no row of it."""

    form: str
    read: Reader

    def __call__(self, delivery: Delivery, source: Source) -> Reading:
        reading = self.read(delivery, source)
        if reading.rows_accepted or not reading.refusals:
            return reading
        likely = next(filter(None, map(likely_format, delivery.parts)), "")
        if likely in ("", self.form):
            return reading
        first, *others = reading.refusals
        fit = f'filen ser ut som formatet {likely}, så skriv format = "{likely}" i source.toml, eller {first.remedy}'
        return replace(reading, refusals=(replace(first, remedy=fit), *others))


READERS: Mapping[str, Reader] = {form: Fitted(form, read) for form, read in _READERS.items()}
