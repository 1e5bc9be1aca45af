"""Figures of a Word file: in line with the text, told in words, with their numbers behind them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from briefing.outputs.extraction import W
from briefing.outputs.refusal import GateReason

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_FILE_NAME = re.compile(r"(.*[\\/])?[\w .-]+\.(png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|xlsx)", re.IGNORECASE)
_PLACED_FREELY = (f"{_WP}anchor", f"{W}framePr", f"{W}txbxContent", f"{W}pict", f"{W}object")


def drawing_faults(parts: Mapping[str, etree._Element]) -> Iterator[tuple[GateReason, str]]:
    """Drawings without words, things that float beside the text, charts without the workbook that their numbers can be read in."""
    for name, part in parts.items():
        for properties in part.iter(f"{_WP}docPr"):
            words = (properties.get("descr") or "").strip()
            if not words or _FILE_NAME.fullmatch(words):
                yield GateReason.BILD_UTAN_TEXT, f"En figur saknar alternativtext: {properties.get('name') or 'utan namn'}"
        if name.startswith(("word/document", "word/header", "word/footer")):
            for found in {etree.QName(each).localname for each in part.iter(*_PLACED_FREELY)}:
                yield GateReason.FLYTANDE_INNEHALL, f"Något ligger fritt på sidan i stället för i texten: {found} i {name}"
        if part.tag == f"{_C}chartSpace" and not _has_workbook(parts, name):
            yield GateReason.DIAGRAM_UTAN_TAL, f"Ett diagram saknar sin arbetsbok, så talen kan inte läsas: {name}"


def _has_workbook(parts: Mapping[str, etree._Element], name: str) -> bool:
    """Whether the chart points to a workbook inside the file."""
    folder, file = posixpath.split(name)
    relations = parts.get(f"{folder}/_rels/{file}.rels")
    inside = [] if relations is None else [each for each in relations if (each.get("Type") or "").endswith("/package")]
    return any(each.get("TargetMode") != "External" for each in inside) and parts[name].find(f"{_C}externalData") is not None
