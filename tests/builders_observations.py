"""Observations for the tests, from tables that a statistician would write, and from Brå's recorded figures."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from briefing.observations.observations import Observations, joined, observations_of
from briefing.terms.area import Area, Municipality
from briefing.terms.edition import EditionId
from briefing.terms.indicator import Comparator, Indicator, Polarity, ProblemArea, Unit
from briefing.terms.period import Day, Period, Quarter, parse_period
from briefing.terms.request import Request

PEERS = (
    Area("0183", "Sundbyberg"),
    Area("0580", "Linköping"),
    Area("0680", "Jönköping"),
    Area("1281", "Lund"),
    Area("1780", "Karlstad"),
    Area("1880", "Örebro"),
    Area("2580", "Luleå"),
)
UMEA = Municipality("2480", "Umeå", "Umeå kommun", "24", tuple(peer.code for peer in PEERS), 2025)
# The categories of the recorded files, and the whole that each is a share of.
CATEGORIES = {
    "total": ("anmalda-brott", ""),
    "person": ("brott-mot-person", "anmalda-brott"),
    "theft": ("tillgreppsbrott", "anmalda-brott"),
    "burglary": ("bostadsinbrott", "tillgreppsbrott"),
    "vandalism": ("skadegorelse", "anmalda-brott"),
    "drugs_weapons": ("narkotika-vapen", "anmalda-brott"),
}
RECEIVED = date(2026, 8, 14)


def indicator(indicator_id: str = "anmalda-brott", **changes: Any) -> Indicator:
    given: dict[str, Any] = {
        "id": indicator_id,
        "label": indicator_id.replace("-", " ").capitalize(),
        "definition": "",
        "unit": Unit.ANTAL,
        "polarity": Polarity.LAGRE_BATTRE,
        "problem_area": ProblemArea.BROTT_TOTALT,
        "law": "R-04a",
        "comparators": (Comparator.LIKNANDE,),
    }
    return Indicator(**given | changes)


def request(period: str = "2026-K2", indicators: Iterable[Indicator] = (), **changes: Any) -> Request:
    asked = parse_period(period)
    assert isinstance(asked, Quarter | Day)
    given: dict[str, Any] = {
        "edition": EditionId("2480", "kvartal", period),
        "period": asked,
        "municipality": UMEA,
        "peers": PEERS,
        "peers_year": 2025,
        "indicators": tuple(indicators) or (indicator(),),
    }
    return Request(**given | changes)


def rows(
    values: Mapping[str, float | str], *, area: str = "2480", measure: Unit = Unit.ANTAL, about: str = "anmalda-brott", **constant: Any
) -> Observations:
    """One series: period code to value, or to the reason that it is missing (`saknas`, `sekretess` ...)."""
    return _table([(measure, code, value) for code, value in values.items()], area, about, constant)


def counted(
    counts: Mapping[str, float | str], *, area: str = "2480", population: float = 100_000, about: str = "anmalda-brott", **constant: Any
) -> Observations:
    """Counts and the rates that a producer would publish of them, to the whole number."""
    rates = {period: count if isinstance(count, str) else round(count / population * 100_000) for period, count in counts.items()}
    both = [(Unit.ANTAL, code, count) for code, count in counts.items()] + [(Unit.PER_100K, code, rate) for code, rate in rates.items()]
    twice = {name: value * 2 if isinstance(value, list) else value for name, value in constant.items()}
    return _table(both, area, about, twice)


def _table(cells: list[tuple[Unit, str, float | str]], area: str, about: str, constant: Mapping[str, Any]) -> Observations:
    given: dict[str, Any] = {
        "indicator": about,
        "area": area,
        "period": [code for _, code, _ in cells],
        "frequency": [parse_period(code).frequency.value for _, code, _ in cells],
        "measure": [measure.value for measure, _, _ in cells],
        "value": [float("nan") if isinstance(value, str) else float(value) for _, _, value in cells],
        "status": [value if isinstance(value, str) else "slutlig" for _, _, value in cells],
        "received_on": [RECEIVED] * len(cells),
        "delivery": "bra-anmalda-brott/2026-K2",
        "place": [f"rad {area}.{measure.value}.{code}" for measure, code, _ in cells],
    }
    return observations_of(given | constant)


def same_quarter(counts: Iterable[float | str], last: int = 2026, quarter: int = 2) -> dict[str, float | str]:
    """The same quarter of consecutive years, the last of them `last`."""
    values = list(counts)
    return {f"{last - len(values) + 1 + index}-K{quarter}": value for index, value in enumerate(values)}


def years(counts: Iterable[float | str], last: int = 2025) -> dict[str, float | str]:
    values = list(counts)
    return {str(last - len(values) + 1 + index): value for index, value in enumerate(values)}


def recorded(folder: Path) -> Observations:
    """Brå's recorded figures for Umeå and its comparable municipalities: quarterly totals 2014–2026, years by category."""
    return joined(_recorded_file(path) for path in sorted((folder / "bra_sol").glob("bra_crime_*.csv")))


def catalogue() -> tuple[Indicator, ...]:
    """The indicators of the recorded files. More narcotics offences reported is not worse (tolkas)."""
    return tuple(
        indicator(each, part_of=whole, polarity=Polarity.TOLKAS if each == "narkotika-vapen" else Polarity.LAGRE_BATTRE)
        for each, whole in CATEGORIES.values()
    )


def period_of(code: str) -> Period:
    """`2026K2` as the recorded files write it, or a code of ours."""
    return parse_period(code.replace("K", "-K") if "K" in code and "-" not in code else code)


def _recorded_file(path: Path) -> Observations:
    with path.open(encoding="utf-8") as lines:
        table = list(csv.DictReader(lines, delimiter=";"))
    periods = [period_of(row.get("period") or row["year"]) for row in table]
    common: dict[str, Any] = {
        "indicator": [CATEGORIES[row["key"]][0] for row in table],
        "area": [row["kommunkod"] for row in table],
        "period": [period.code for period in periods],
        "frequency": [period.frequency.value for period in periods],
        "status": ["preliminar" if row["prel"] else "slutlig" for row in table],
        "received_on": [RECEIVED] * len(table),
        "delivery": "bra-anmalda-brott/2026-K2",
        "place": [f"{path.stem} rad {number}" for number in range(2, len(table) + 2)],
    }
    return joined(
        observations_of({**common, "measure": measure.value, "value": [float(row[column]) for row in table]})
        for measure, column in ((Unit.ANTAL, "count"), (Unit.PER_100K, "per_100k"))
    )
