"""Answers as the services give them: Kolada from the demo's published values, tables and notices made to the services' layouts."""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from played_sol import Sol
from player import Asked, Player, Reply
from workspaces import REPOSITORY

DAY = date(2026, 11, 22)
PER_PAGE = 400  # fewer than Kolada's 5 000, so that there are pages
YEARS = ["2023", "2024", "2025"]
CODES = {"Region": ["00", "2480", "0680", "2580"], "Kon": ["1", "2"], "ContentsCode": ["BE0101N1"], "Tid": YEARS}


def play_all(player: Player) -> None:
    player.services = {
        "api.kolada.se": kolada,
        "polisen.se": polisen(DAY),
        "bra.se": bra,
        "statistikdatabasen.scb.se": pxweb_2,
        "api.scb.se": pxweb_1,
        "statistik.bra.se": Sol(),
    }


def replied(page: Any, **more: Any) -> Reply:
    return Reply(json.dumps(page, ensure_ascii=False).encode(), headers={"Content-Type": "application/json"}, **more)


@cache
def _demo(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((REPOSITORY / "sources" / "kolada" / "2025" / name).read_bytes())["values"]
    return rows


@cache
def _titles() -> dict[str, str]:
    """Kolada's titles as the demo declares them."""
    declaration = tomllib.loads((REPOSITORY / "sources" / "kolada" / "source.toml").read_text(encoding="utf-8"))
    titles: dict[str, str] = declaration["titles"]
    return titles


def kolada(asked: Asked) -> Reply:
    path, _, query = unquote(asked.path).partition("?")
    words = path.split("/")
    if any(len(word.split(",")) > 25 for word in words):
        return Reply(b'{"message": "too many ids"}', 400)
    if "municipality_groups" in path:
        return replied(groups(query.removeprefix("title=")))
    if "/data/" not in path:
        titles = [{"id": kpi, "title": title} for kpi, title in _titles().items() if kpi in words[-1].split(",")]
        return replied({"values": titles, "count": len(titles), "next_url": None, "previous_url": None})
    ids, municipalities, years = (words[at].split(",") for at in (4, 6, 8))
    rows = [
        row for row in _demo("data.json") if row["kpi"] in ids and row["municipality"] in municipalities and str(row["period"]) in years
    ]
    rows += [
        {
            "kpi": kpi,
            "municipality": each,
            "period": 2025,
            "values": [{"gender": "T", "count": 7, "status": "", "value": 9000.5, "isdeleted": False}],
        }
        for kpi in ids
        for each in municipalities
        if each.startswith("G") and "2025" in years
    ]
    return replied(paged(rows, path, query))


def paged(rows: list[Any], path: str, query: str) -> dict[str, Any]:
    number = int(query.removeprefix("page=") or 1)
    more = len(rows) > number * PER_PAGE
    following = f"https://api.kolada.se{path}?page={number + 1}" if more else None
    return {"values": rows[(number - 1) * PER_PAGE : number * PER_PAGE], "count": len(rows), "next_url": following, "previous_url": None}


def groups(title: str) -> dict[str, Any]:
    members = [{"id": code, "title": code} for code in ("0183", "0580")]
    made = [("G1", "Liknande kommuner, övergripande, Umeå, 2024"), ("G2", "Liknande kommuner, övergripande, Umeå, 2025")]
    return {"values": [{"id": key, "title": name, "members": members} for key, name in made if title in name], "count": 2, "next_url": None}


def events(last: date, days: int = 8, each: int = 4, first_id: int = 0) -> list[dict[str, Any]]:
    """Notices of Umeå and Skellefteå, newest first, as many a day; ids follow the day."""
    made = []
    for ago, number in product(range(days), range(each)):
        day = last - timedelta(days=ago)
        kommun = ("Umeå", "Skellefteå")[number % 2]
        moment = f"{day.isoformat()} {20 - number}:51:41 +01:00" if number else f"{day.isoformat()} 9:51:41 +01:00"
        made.append(
            {
                "id": first_id or day.toordinal() * 10 + number,
                "datetime": moment,
                "name": f"{day.day} november 17.59, Stöld, {kommun}",
                "summary": f"Stöld i {kommun}.",
                "url": f"/aktuellt/handelser/{day.isoformat()}/{number}/",
                "type": "Stöld",
                "location": {"name": "Västerbottens län", "gps": "64.75,18.05"},
            }
        )
    return made


def polisen(last: date, **more: Any) -> Any:
    return lambda asked: replied(events(last, **more))


BRA_PAGE = """<!DOCTYPE html><html lang="sv"><body><p>Anmälda brott</p>
<a href="/download/18.349839/1731934941054/Anm%C3%A4lda%20brott%20kommunerna%202023.csv">Tabell 2023</a>
<a href="/download/18.3b6b697b/1774625599791/Anm%C3%A4lda%20brott%20kommunerna%202025.csv">Tabell 2025 (CSV, 12 kB)</a>
<a href="https://example.se/Anm%C3%A4lda%20brott%20kommunerna%202026.csv">annan plats</a><a>utan adress</a></body></html>"""
BRA_TABLE = "\ufeffKommun;Antal;Per 100 000 inv.\r\nUmeå;12 411;9 210\r\nLuleå;8 000;10 100\r\n"


def bra(asked: Asked) -> Reply:
    if asked.path.startswith("/download/18.3b6b697b/"):
        if asked.headers.get("if-none-match") == '"2025"':
            return Reply(status=304, headers={"ETag": '"2025"'})
        return Reply(BRA_TABLE.encode(), headers={"Content-Type": "text/csv", "ETag": '"2025"'})
    return Reply(BRA_PAGE.encode(), headers={"Content-Type": "text/html"})


def pxweb_2(asked: Asked) -> Reply:
    path = asked.path.partition("?")[0]
    if path.endswith("/config"):
        return replied({"apiVersion": "2.2.0", "maxDataCells": 10, "maxCallsPerTimeWindow": 3, "timeWindow": 1})
    if path.endswith("/metadata"):
        return replied(stat_table(CODES, with_values=False))
    chosen = {each["variableCode"]: each["valueCodes"] for each in json.loads(asked.body)["selection"]}
    table = stat_table(chosen)
    return replied(table) if len(table["value"]) <= 10 else Reply(b'{"title": "Too many cells selected", "status": 400}', 400)


def stat_table(chosen: dict[str, list[str]], *, with_values: bool = True) -> dict[str, Any]:
    """A table in JSON-stat 2; the value of a cell is told by its codes."""
    dimension = {
        name: {
            "label": name,
            "category": {"index": {code: at for at, code in enumerate(codes)}, "label": {code: code for code in codes}},
            "extension": {"elimination": name == "Kon"},
        }
        for name, codes in chosen.items()
    }
    dimension["ContentsCode"]["category"]["label"] = {"BE0101N1": "Folkmängd"}
    dimension["ContentsCode"]["category"]["unit"] = {"BE0101N1": {"base": "antal", "decimals": 0}}
    page = {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängd",
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": list(chosen),
        "size": [len(codes) for codes in chosen.values()],
        "dimension": dimension,
    }
    cells = [100000 + int(key[0][:4]) + int(key[-1]) for key in product(*chosen.values())]
    return page | {"value": cells} if with_values else page


def pxweb_1(asked: Asked) -> Reply:
    if asked.path.endswith("?config"):
        return replied({"maxValues": 120, "maxCells": 6, "maxCalls": 10, "timeWindow": 10, "CORS": True})
    if asked.method == "GET":
        variables = [
            {"code": name, "text": name, "values": codes, "valueTexts": codes, "elimination": name == "Kon", "time": name == "Tid"}
            for name, codes in CODES.items()
        ]
        return replied({"title": "Folkmängd", "variables": variables})
    chosen = {each["code"]: each["selection"]["values"] for each in json.loads(asked.body)["query"]}
    keys = [name for name in chosen if name != "ContentsCode"]
    columns = [{"code": name, "text": name, "type": "t" if name == "Tid" else "d"} for name in keys]
    data = [{"key": list(key), "values": [str(100000 + int(key[0][:4]))]} for key in product(*(chosen[name] for name in keys))]
    return replied({"columns": [*columns, {"code": "BE0101N1", "text": "Folkmängd", "type": "c"}], "comments": [], "data": data})


DECLARATIONS = {
    "bra-kommuntabell": """\
format = "bra-kommun-csv"
title = "Brå, kommuntabell"
producer = "Brå"
sensitivity = "oppen"
covers = "ar"
areas = "bra"

[indicators]

[fetch]
kind = "sida"
url = "https://bra.se/statistik/statistik-om-brottsligheten/anmalda-brott"
hosts = ["bra.se"]
files = ["Anmälda brott kommunerna {ar}.csv"]
""",
    "scb-folkmangd": """\
format = "json-stat"
title = "SCB, folkmängd"
producer = "SCB"
sensitivity = "oppen"
covers = "ar"
areas = "kod"

[indicators]

[fetch]
kind = "pxweb-2"
url = "https://statistikdatabasen.scb.se/api/v2"
hosts = ["statistikdatabasen.scb.se"]

[[fetch.tables]]
id = "TAB1"

[fetch.tables.values]
Region = ["kommunen", "jamforbara", "riket"]
Kon = ["*"]
""",
    "scb-folkmangd-v1": """\
format = "pxweb-json"
title = "SCB, folkmängd (version 1)"
producer = "SCB"
sensitivity = "oppen"
covers = "ar"
areas = "kod"

[indicators]

[fetch]
kind = "pxweb-1"
url = "https://api.scb.se/OV0104/v1/doris/sv"
hosts = ["api.scb.se"]

[[fetch.tables]]
id = "ssd/BE/BE0101/BefolkningNy"

[fetch.tables.values]
Region = ["2480", "25??"]
Tid = ["top(2)"]
""",
}


def declare(root: Path) -> Path:
    """The workspace with a source of every kind that the player answers for, besides those of the demo."""
    for name, text in DECLARATIONS.items():
        (root / "sources" / name).mkdir()
        (root / "sources" / name / "source.toml").write_text(text, encoding="utf-8")
    return root
