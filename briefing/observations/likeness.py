"""Which format a file looks like, by its beginning or its sheets: what is said of a file that its source declares wrongly."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Mapping, Sequence

from briefing.observations.fault import UnusableError
from briefing.observations.workbook_cells import Sheet, is_workbook, sheets_of, text_of
from briefing.observations.year_tables import year_table
from briefing.sources.source import Part

_HEAD = 20_000  # bytes that tell the format of a text; SCB puts two thousand characters of notes before its dimensions
_SOL = ("Anmälda brott", "Brottsförebyggande rådet")
# Tried in this order; a format whose sign others may have too stands later.
_SIGNS: Mapping[str, re.Pattern[str]] = {
    "omradeslista": re.compile(r'[^"]*\{.*"type"\s*:\s*"FeatureCollection".*"AKTUALITET_START"', re.DOTALL),
    "geojson": re.compile(r'[^"]*\{.*"type"\s*:\s*"FeatureCollection"', re.DOTALL),
    "json-stat": re.compile(r'\s*\{.*(?:"class"\s*:\s*"(?:dataset|collection)"|"dimension"\s*:\s*\{)', re.DOTALL),
    "pxweb-json": re.compile(r'\s*\{.*"columns"\s*:\s*\[', re.DOTALL),
    "polisen-handelser": re.compile(r'\s*[\[{].*(?:"versions"\s*:\s*\[|"datetime"\s*:)', re.DOTALL),
    "opendatasoft": re.compile(r'\s*(?:\{.*"(?:nhits|total_count|results|records)"\s*:|\[\s*\{)', re.DOTALL),
    "kolada": re.compile(r'\s*\{.*"values"\s*:\s*\[', re.DOTALL),
    "bra-sol-dbfil": re.compile(r"\s*Region;Brott;År;Period"),
    "bra-sol-textfil": re.compile(r"\s*Anmälda brott;[^\n]*\n+;[^\n]*\n+;"),
    "bra-sol-html": re.compile(r"\s*<(?=.*<table\b)(?=.*(?:resultatRubrik|\bSol\b|Anmälda brott))", re.DOTALL | re.IGNORECASE),
    "px": re.compile(r'\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|MATRIX|TITLE)(?:\[\w+\])?="?'),
    "uppgifter": re.compile(r".*^\[\[statement\]\]", re.DOTALL | re.MULTILINE),
    "bedomningar": re.compile(r".*^\[\[assessment\]\]", re.DOTALL | re.MULTILINE),
    "bra-kommun-csv": re.compile(r"\s*(?:Kommun;Antal;Per 100|[^;\n]+;[0-9 \u00a0]+;[0-9 \u00a0]+;?\n)"),
    "tabell": re.compile(r"[^\n<{\[]+[;\t,][^\n]+\n[^\n]+[;\t,]"),
}


def likely_format(part: Part) -> str:
    """The name of the format that a file is most likely in; empty where it is like none. Whether it can be read is not tried."""
    if part.content is None:
        return ""
    if is_workbook(part):
        try:
            return _workbook([sheet for sheet in sheets_of(part) if not sheet.is_blank])
        except UnusableError:
            return ""
    beginning = _beginning(part.content)
    return next((name for name, sign in _SIGNS.items() if sign.match(beginning)), "")


def _workbook(sheets: Sequence[Sheet]) -> str:
    if any(text_of(cell) in _SOL for sheet in sheets for cell in sheet.rows[0]):
        return "bra-sol-excel"
    if any("(anmälda" in f"{sheet.name} {text_of(sheet.rows[0][0])}" or "enligt NTU" in text_of(sheet.rows[0][0]) for sheet in sheets):
        return "bra-lagesbild"
    return "bra-tabell" if any((table := year_table(sheet)) and table.title for sheet in sheets) else ""


def _beginning(content: bytes) -> str:
    """The beginning of a text in the encoding that it seems to be in."""
    head = content[:_HEAD]
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return head.decode("utf-16", errors="ignore").replace("\r\n", "\n")
    try:
        text = getincrementaldecoder("utf-8-sig")().decode(head)  # which does not mind a letter that is cut in two
    except UnicodeDecodeError:
        text = head.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
