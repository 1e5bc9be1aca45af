"""Which format a file seems to be in, by what it holds: the nearest fit of a file that its source declares wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from briefing.observations.decoding import decoded_page
from briefing.observations.fault import UnusableError
from briefing.observations.json_pages import json_of
from briefing.observations.workbook_cells import Sheet, is_workbook, sheets_of, text_of
from briefing.observations.year_tables import year_table
from briefing.sources.source import Part

_SOL = ("Anmälda brott", "Brottsförebyggande rådet")
_TEXTS: Mapping[str, re.Pattern[str]] = {
    "bra-sol-dbfil": re.compile(r"Region;Brott;År;Period"),
    "bra-sol-textfil": re.compile(r"Anmälda brott;[^\n]*\n+;[^\n]*\n+;"),
    "bra-sol-html": re.compile(r"\s*<(?=.*<table\b)(?=.*(?:resultatRubrik|\bSol\b|Anmälda brott))", re.DOTALL | re.IGNORECASE),
    "px": re.compile(r'\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|MATRIX|TITLE)(?:\[\w+\])?="?'),
    "uppgifter": re.compile(r"(?:.*\n)*\[\[statement\]\]"),
    "bedomningar": re.compile(r"(?:.*\n)*\[\[assessment\]\]"),
    "bra-kommun-csv": re.compile(r"(?:Kommun;Antal;Per 100|[^;\n]+;[0-9 \u00a0]+;[0-9 \u00a0]+;?\r?\n)"),
    "tabell": re.compile(r"[^\n]+[;\t,][^\n]+\n[^\n]+[;\t,]"),
}
_HEAD = 20_000  # characters that tell a text's format
_KEYS: Mapping[str, Callable[[Any], bool]] = {
    "geojson": lambda page: _has(page, "features"),
    "json-stat": lambda page: _has(page, "dimension", "value") or any(_has(each, "dimension") for each in _inner(page)),
    "pxweb-json": lambda page: _has(page, "columns", "data"),
    "kolada": lambda page: _has(page, "values"),
    "polisen-handelser": lambda page: _has(_first(page) or page, "id", "datetime") or _has(_first(page), "versions"),
    "opendatasoft": lambda page: _has(page, "results") or _has(page, "records") or _first(page) is not None,
}


def likely_format(part: Part) -> str:
    """The name of the format that a file is most likely in; empty where it is like none."""
    try:
        if is_workbook(part):
            return _workbook([sheet for sheet in sheets_of(part) if not sheet.is_blank])
        text = decoded_page(part)
        if text.lstrip()[:1] in ("{", "["):
            return _json(text)
    except UnusableError:
        return ""
    return next((name for name, pattern in _TEXTS.items() if pattern.match(text[:_HEAD])), "")


def _workbook(sheets: Sequence[Sheet]) -> str:
    for sheet in sheets:
        if any(text_of(cell) in _SOL for row in sheet.rows[:1] for cell in row):
            return "bra-sol-excel"
    if any("(anmälda" in f"{sheet.name} {text_of(sheet.rows[0][0])}" or "enligt NTU" in text_of(sheet.rows[0][0]) for sheet in sheets):
        return "bra-lagesbild"
    return "bra-tabell" if any((table := year_table(sheet)) and table.title for sheet in sheets) else ""


def _json(text: str) -> str:
    lines = text.strip().split("\n", 2)
    page = json_of(lines[0] if len(lines) > 1 and lines[1].startswith("{") else text, "", "")
    return next((name for name, fits in _KEYS.items() if fits(page)), "")


def _has(page: Any, *keys: str) -> bool:
    return isinstance(page, dict) and all(key in page for key in keys)


def _first(page: Any) -> Any:
    return page[0] if isinstance(page, list) and page and isinstance(page[0], dict) else None


def _inner(page: Any) -> list[Any]:
    return list(page.values()) if isinstance(page, dict) else []
