"""A small delivery of every input format, made from rows that may be put in any order, in two files, or with something beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from builders_deliveries import BRA, BRA_HEADER, NOTICES, TOTAL
from builders_workbooks import workbook

from briefing.sources.layouts import CrossTable, EventList
from briefing.sources.register import RegisterField, RegisterLayout
from briefing.sources.source import Source

AREAS = {"Umeå": "2480", "Luleå": "2580", "Lund": "1281", "2480": "2480", "2580": "2580", "1281": "1281", "Umeå kommun": "2480"}
NOTE = "Källa: Brå. Uppgifterna är preliminära."


@dataclass(frozen=True)
class Sample:
    """`made` gives the bytes of a file with those rows; `beside` the same with something that is no row, by what it is."""

    source: Source
    rows: tuple[Any, ...]
    made: Callable[[Sequence[Any]], bytes] = field(repr=False)
    beside: Mapping[str, Callable[[Sequence[Any]], bytes]] = field(repr=False, hash=False)
    name: str = "2025.csv"
    covers: str = "2025"


def _text(head: str, encoding: str = "utf-8") -> Callable[[Sequence[Any]], bytes]:
    return lambda rows: (head + "".join(f"{row}\n" for row in rows)).encode(encoding)


def _table(source: Source, head: str, *rows: str, encoding: str = "utf-8", is_book: bool = False, **more: Any) -> Sample:
    """A text file: rows are lines or blocks of lines. `is_book`: a format that may as well be a workbook."""
    made = _text(head, encoding)

    def in_book(rows: Sequence[Any]) -> bytes:
        return workbook({"Tabell": [line.split(";") for line in (*head.splitlines(), *rows, "", NOTE)], "Tom": []})

    beside = {
        "blank lines": lambda rows: made([*rows, "", ""]),
        "a footnote": lambda rows: made([*rows, "", NOTE]),
        **({"a workbook with an empty sheet and a footnote": in_book} if is_book else {}),
    }
    return Sample(source, rows, made, beside, **more)


def _book(source: Source, head: Sequence[Any], *rows: Any, sheet: str = "Tabell", **more: Any) -> Sample:
    """A workbook: rows are rows of a sheet."""

    def made(rows: Sequence[Any], *, below: Sequence[Any] = (), sheets: Mapping[str, Any] | None = None) -> bytes:
        return workbook({sheet: [*head, *rows, *below], **(sheets or {})})

    beside = {
        "a footnote": lambda rows: made(rows, below=[[], [NOTE]]),
        "an empty sheet": lambda rows: made(rows, sheets={"Tom": []}),
    }
    return Sample(source, rows, made, beside, **{"name": "2025.xlsx", **more})


def _json(source: Source, page: Callable[[list[Any]], Any], *rows: Any, beside: Mapping[str, Any] | None = None, **more: Any) -> Sample:
    """A JSON file; what may stand beside the rows are keys of the page that nobody asks for."""

    def made(rows: Sequence[Any]) -> bytes:
        return json.dumps(page(list(rows)), ensure_ascii=False).encode()

    def noted(rows: Sequence[Any]) -> bytes:
        return json.dumps({**page(list(rows)), **(beside or {})}, ensure_ascii=False).encode()

    def indented(rows: Sequence[Any]) -> bytes:
        return b"\xef\xbb\xbf" + json.dumps(page(list(rows)), indent=2).encode() + b"\n\n"

    return Sample(
        source, rows, made, {"blanks and a mark": indented, **({"a note": noted} if beside else {})}, **{"name": "data.json", **more}
    )


def _toml(source: Source, head: str, *rows: str, **more: Any) -> Sample:
    made = _text(head)
    return Sample(
        source,
        rows,
        made,
        {"a remark": lambda rows: b"# utkast\n" + made(rows) + f"\n# {NOTE}\n".encode()},
        **{"name": "2025.toml", **more},
    )


def _px(rows: Sequence[Any], note: str = "") -> bytes:
    codes = ",".join(f'"{code}"' for code, *_ in rows)
    numbers = "\n".join(" ".join(row[1:]) for row in rows)
    head = f'CHARSET="ANSI";\nAXIS-VERSION="2010";\nCONTENTS="Antal";\nSTUB="region";\nHEADING="tid";\nVALUES("region")={codes};\n'
    return f'{head}CODES("region")={codes};\nVALUES("tid")="2024","2025";\nTIMEVAL("tid")=TLIST(A1);\n{note}DATA=\n{numbers}\n;'.encode()


def _dataset(rows: list[Any]) -> dict[str, Any]:
    codes = [code for code, _ in rows]
    return {
        "class": "dataset",
        "version": "2.0",
        "label": "Folkmängd",
        "id": ["Region", "Tid"],
        "size": [len(codes), 2],
        "role": {"time": ["Tid"], "geo": ["Region"]},
        "dimension": {
            "Region": {"category": {"index": codes, "label": {code: code for code in codes}}},
            "Tid": {"category": {"index": ["2024", "2025"]}},
        },
        "value": [value for _, values in rows for value in values],
    }


def _notice(number: int, kind: str, kommun: str = "Umeå", day: str = "2025-03-02 9:51:41 +01:00") -> dict[str, Any]:
    place = {"name": "Västerbottens län", "gps": "63.8,20.2"}
    return {"id": number, "datetime": day, "name": f"2 mars 9.00, {kind}, {kommun}", "summary": "", "type": kind, "location": place}


def _feature(code: str, east: float) -> dict[str, Any]:
    ring = [[east, 63.5], [east + 0.5, 63.5], [east + 0.2, 64.0], [east, 63.5]]
    return {"type": "Feature", "properties": {"KnKod": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def _listed(name: str, longitude: float) -> dict[str, Any]:
    ring = [[longitude, 63.5], [longitude + 0.1, 63.5], [longitude + 0.1, 63.6], [longitude, 63.5]]
    told = {"NAMN": name, "KATEGORI": "Utsatt område", "AKTUALITET_START": "2025-12-01"}
    return {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def _kpi(kpi: str, area: str, value: float | None) -> dict[str, Any]:
    return {"kpi": kpi, "municipality": area, "period": 2025, "values": [{"gender": "T", "count": 1, "status": "", "value": value}]}


def _sol_page(rows: Sequence[Any], below: str = "") -> bytes:
    cells = "".join(f"<tr><th>{area}<td><tr><th>{TOTAL}<td>{number}" for area, number in rows)
    return f"<html><table><tr><td rowspan=3><th>År<tr><th>2025<tr><th>Antal{cells}</table>{below}</html>".encode()


_BOOK_AREAS = Source(id="k", areas=AREAS, indicators={"Misshandel": "misshandel", "Rån": "ran"})
_FORM = Source(id="police", dimensions={"platser": "Platser", "valdsniva": "Våldsnivå", "rekrytering": "Rekrytering"})
_PROBLEMS = Source(
    id="problem",
    register=RegisterLayout("problem", "problem", {"problem": RegisterField("Vad", required=True), "agare": RegisterField("Ägare")}),
)
_STATEMENT = '[[statement]]\ndimension = "{}"\nlevel = "{}"\n'.format
_ASSESSMENT = '[[assessment]]\nsubject = "{}"\ntext = "{}"\n'.format
_PROBLEM = '[[problem]]\nid = "{}"\nproblem = "{}"\n'.format

SAMPLES: Mapping[str, Sample] = {
    "bra-sol-dbfil": _table(
        BRA,
        BRA_HEADER,
        *(f"Umeå kommun;{TOTAL};År;2025;5;9;", f"Umeå kommun;{TOTAL};2025 prel.;Aug;6;10;", f"Stockholm;{TOTAL};År;2025;..;..;"),
        encoding="cp1252",
    ),
    "bra-sol-textfil": _table(
        BRA,
        "Anmälda brott;Brå\n;År;\n;2025;\n;Antal;\n",
        *(f"{area};;\n{TOTAL};{count};" for area, count in (("Umeå kommun", 5), ("Stockholm", 7), ("Arjeplogs kommun", 0))),
        encoding="cp1252",
    ),
    "bra-sol-html": Sample(
        BRA,
        (("Umeå kommun", 5), ("Stockholm", "1&nbsp;416"), ("Arjeplogs kommun", "..")),
        _sol_page,
        {"a footnote": lambda rows: _sol_page(rows, f"<p>{NOTE}</p>"), "an empty table": lambda rows: _sol_page(rows, "<table></table>")},
        name="2025.html",
    ),
    "bra-kommun-csv": _table(BRA, "Kommun;Antal;Per 100 000 inv.\n", "Umeå kommun;12 411;9 210", "Stockholm;..;..", "Arjeplogs kommun;0;0"),
    "tabell": _table(
        NOTICES,
        "Kommun;Typ;Månad;Antal;Status\n",
        "Umeå;Stöld;2025-05;3;fullständig",
        "Umeå;Stöld;2025-06;..;",
        "Umeå;Alla typer;2025-05;1 204;",
        is_book=True,
    ),
    "korstabell": _table(
        replace(_BOOK_AREAS, crosstab=CrossTable(columns={"area": "Kommun"}, constants={"indicator": "misshandel"})),
        "Antal per 100 000\nKommun;2023;2024 prel.\n",
        *("Umeå;9 016;..", "Luleå;8 001,5;7 900", "Lund;1;2"),
        is_book=True,
    ),
    "handelselista": _table(
        Source(id="skador", areas=AREAS, indicators={"Klotter": "klotter"}, events=EventList("Datum", "Kommun", "Kategori")),
        "Datum;Kommun;Kategori\n",
        *("2025-01-03 12:30;Umeå;Klotter", "2025-01-09;Umeå;Klotter", "2025-02-01;Lund;Klotter"),
        is_book=True,
    ),
    "polisen-brottskoder": _book(
        Source(id="p", areas=AREAS, indicators={"0365": "skadegorelse", "9802": "inbrott"}),
        [["Brottskod", "Område", "2025-01", "2025-02"]],
        *(["0365", "Umeå", 3, 2], ["9802", "Umeå", 1, ".."], ["9802", "Lund", 4, 1]),
    ),
    "enkat": _book(
        Source(
            id="t",
            indicators={"Otrygg ute": "otrygghet", "Oro": "oro", "Tillit": "tillit"},
            crosstab=CrossTable(columns={"indicator": "Fråga"}, constants={"area": "2480"}),
        ),
        [["Fråga", "Andel (%)", "Felmarginal", "Antal svar"]],
        *(["Otrygg ute", "31,5", "±3,1", 512], ["Oro", 20.5, 2.5, 499], ["Tillit", "..", "..", ".."]),
    ),
    "myndighetstabell": _book(
        Source(id="m", areas=AREAS, indicators={"uvas": "uvas"}, crosstab=CrossTable(constants={"indicator": "uvas"})),
        [["Unga som varken arbetar eller studerar, andel (%)"], [], ["Kommun", "2022", "2023"]],
        *(["Umeå", 6.1, ".."], ["Luleå", "6,7", 5], ["Lund", 7, 8]),
    ),
    "bra-sol-excel": _book(
        BRA,
        [["Anmälda brott"], ["", "År"], ["", "2025"], ["", "Antal"], ["Umeå kommun"]],
        *([TOTAL, 5], ["Inbrottsstöld i bostad", 2], ["Spioneri", ".."]),
        sheet="Resultat",
    ),
    "bra-lagesbild": _book(
        _BOOK_AREAS,
        [["Misshandel (anmälda brott) i kommunen, länet och riket"], ["", "Antal 2024", "Antal per 100 000 inv. 2024"]],
        *(["Umeå", 5, 7.5], ["Luleå", "..", ".."], ["Riket", 81234, 771]),
        sheet="Misshandel (anmälda)",
    ),
    "bra-tabell": _book(
        Source(id="b", areas={"00": "00", "Hela landet": "00"}, indicators={"Rån": "ran"}),
        [["Tabell 1. Rån, antal"], ["År", "Antal"]],
        *([2023, 5], [2024, 6], ["2025", ".."]),
        sheet="T1",
    ),
    "kolada": _json(
        Source(id="kolada", areas=AREAS, indicators={"N1": "ett", "N2": "tva"}, units={"N1": "antal", "N2": "andel"}),
        lambda rows: {"values": rows, "count": len(rows)},
        *(_kpi("N1", "2480", 1), _kpi("N2", "2480", 1.5), _kpi("N1", "2580", None)),
        beside={"next_url": None, "note": NOTE},
    ),
    "json-stat": _json(
        Source(id="scb", areas=AREAS, indicators={"Folkmängd": "folkmangd"}),
        _dataset,
        *(("2480", [1, None]), ("2580", [3, 4]), ("1281", [5, 6.0])),
        beside={"note": [NOTE], "source": "SCB", "extension": {"px": {}}},
    ),
    "pxweb-json": _json(
        Source(id="scb", areas=AREAS),
        lambda rows: {
            "columns": [{"code": c, "text": c, "type": t} for c, t in (("Region", "d"), ("Tid", "t"), ("Antal", "c"))],
            "data": rows,
        },
        *({"key": [area, "2024"], "values": [value]} for area, value in (("2480", "5"), ("2580", ".."), ("1281", "7"))),
        beside={"comments": [{"variable": "Region", "comment": NOTE}]},
    ),
    "px": Sample(
        Source(id="scb", areas=AREAS),
        (("2480", "1", '".."'), ("2580", "3", "4"), ("1281", "5", "6")),
        _px,
        {"a footnote": lambda rows: _px(rows, f'NOTE="{NOTE}";\nNOTEX("region")="Se"\n" noten";\n')},
        name="2025.px",
    ),
    "opendatasoft": _json(
        Source(id="ods", areas=AREAS, indicators={"folkmangd": "folkmangd"}),
        lambda rows: {"total_count": len(rows), "results": rows},
        *({"ar": year, "folkmangd": number} for year, number in (("2023", 132), ("2024", 134), ("2025", None))),
        beside={"links": [{"rel": "self"}]},
    ),
    "polisen-handelser": _json(
        Source(id="polisen", areas=AREAS, indicators={"Stöld": "stold", "Brand": "brand"}),
        list,
        *(_notice(1, "Stöld"), _notice(2, "Brand"), _notice(3, "Stöld", day="2025-03-30 19:51:41 +02:00")),
        covers="2025-03",
    ),
    "geojson": _json(
        Source(id="kartor", areas=AREAS),
        lambda rows: {"type": "FeatureCollection", "features": rows},
        *(_feature("2480", 20.0), _feature("2580", 22.0), _feature("1281", 13.0)),
        beside={"name": "kommuner", "bbox": [10, 55, 24, 69]},
    ),
    "omradeslista": _json(
        Source(id="utsatta"),
        lambda rows: {"type": "FeatureCollection", "features": rows},
        *(_listed("Ett", 20.0), _listed("Två", 22.0), _listed("Tre", 13.0)),
        beside={"name": "uso", "bbox": [10, 55, 24, 69]},
    ),
    "uppgifter": _toml(
        _FORM,
        'dated = 2025-05-01\nbody = "Polisen"\n',
        _STATEMENT("platser", "hog"),
        _STATEMENT("valdsniva", "lag"),
        _STATEMENT("rekrytering", "lag"),
    ),
    "bedomningar": _toml(
        Source(id="b"),
        'dated = 2025-05-01\nbody = "Rådet"\n',
        _ASSESSMENT("kort-sagt", "Läget är stabilt."),
        _ASSESSMENT("trygghet", "Bättre."),
        _ASSESSMENT("a", "b"),
    ),
    "register": _toml(_PROBLEMS, "", _PROBLEM("P1", "Skadegörelse"), _PROBLEM("P2", "Otrygghet"), _PROBLEM("P3", "Inbrott")),
}
