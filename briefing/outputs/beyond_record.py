"""What the files of an edition tell beyond its record: in texts for who cannot see, in the workbooks of charts, in the data package.

Headings, paragraphs and cells are compared with the model by `equality`; here are the places that no reader of the page sees.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from briefing.outputs.equality import squeezed
from briefing.outputs.extraction import page_tree, word_parts
from briefing.outputs.file import File
from briefing.outputs.pdf_structure import pdf_content
from briefing.outputs.refusal import GateReason, GateRefusal

Record = Mapping[str, Any]

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_CHART_WITH_PERIODS = "traces"
_NEAR_TOP = 0.25  # of the height of the axis
_PLACES = 6  # decimals within which two written numbers are the same
_DIGITS = re.compile(r"\d+")


def beyond_record(file: File, record: Record) -> Iterator[GateRefusal]:
    """What a file has and the record has not, of alternative texts, workbook cells and the values of the data package."""
    if file.name.endswith(".docx"):
        yield from _texts(
            file.name, (each.get("descr") or "" for part in word_parts(file.content).values() for each in part.iter(_DRAWN)), record
        )
        yield from _workbooks(file, record)
    elif file.name.endswith(".html"):
        yield from _texts(file.name, (each.text_content() for each in page_tree(file.content).iter("desc")), record)
    elif file.name.endswith(".pdf"):
        yield from _texts(file.name, (each.alt for each in pdf_content(file.content).root.all("Figure")), record)
    elif file.name.endswith(".data.zip"):
        yield from _data(file, record)


def _figures(record: Record) -> list[Record]:
    return [block for section in record["document"]["sections"] for block in section["blocks"] if block["type"] == "figur"]


def _texts(where: str, texts: Iterable[str], record: Record) -> Iterator[GateRefusal]:
    """Alternative texts that are no figure's, nor a part of one."""
    cover = record["document"]["frame"].get("skyline")
    known = [squeezed(str(each["alt"])) for each in (*_figures(record), *([cover] if cover else []))]
    known += [squeezed(panel["alt"]) for each in _figures(record) for panel in each["picture"].get("panels", ())]
    for text in texts:
        if text.strip() and not any(squeezed(text) in each for each in known):
            yield GateRefusal(where, GateReason.ROJBAR, f"En alternativtext säger något annat än figuren: {_masked(text)}")


def _workbooks(file: File, record: Record) -> Iterator[GateRefusal]:
    """Numbers in the workbook of a chart over periods that the figures have not in that period."""
    cover = record["document"]["frame"].get("skyline")
    charts = [chart for each in (*([cover] if cover else []), *_figures(record)) for chart in _charts(each["picture"])]
    with ZipFile(BytesIO(file.content)) as package:
        books = [(name, package.read(name)) for name in sorted(package.namelist()) if name.endswith(".xlsx")]
    for name, content in books:
        rows = _sheet(content)
        same = [chart for chart in charts if _categories(chart) == [row.get("A") for row in rows[1 : 1 + len(chart["categories"])]]]
        for index, row in enumerate(rows[1:] if same else ()):
            numbers = [round(each, _PLACES) for each in row.values() if isinstance(each, float)]
            if not all(any(_may_stand(each, chart, index) for chart in same) for each in numbers):
                text = f"{name}: arbetsboken har ett tal för {row.get('A', 'en rad')} som figuren inte har."
                yield GateRefusal(file.name, GateReason.ROJBAR, text)


def _charts(picture: Record) -> list[Record]:
    if "panels" in picture:
        return [panel["chart"] for panel in picture["panels"]]
    return [picture] if _CHART_WITH_PERIODS in picture else []


def _categories(chart: Record) -> list[str]:
    return [str(each) for each in chart["categories"]]


def _may_stand(number: float, chart: Record, index: int) -> bool:
    """Whether a number may stand in a row of a chart's workbook.

    It is a value of the period, the width of the band, or an end of the axis. Below the periods stand the expected range and the latest
    values beside it. The mark of where the preliminary begins, or where a series is broken, is a line near the top of the axis; where a
    value is hidden there is none.
    """
    axis, interval = chart["axis"], chart.get("interval") or {}
    is_below = index >= len(chart["categories"])
    places = range(len(chart["categories"])) if is_below else (index,)
    values = [each for trace in chart["traces"] for place in places if (each := trace["values"][place]) is not None]
    ends = [axis["minimum"], axis["maximum"], *(interval[each] for each in ("lower", "upper") if interval)]
    beside = [first - second for first in (*values, *ends) for second in (*values, *ends)] if not is_below else [ends[-1] - ends[-2]]
    if number in {round(float(each), _PLACES) for each in (*values, *ends, *beside)}:
        return True
    is_hidden = any(index in trace.get("protected", ()) for trace in chart["traces"])
    span = axis["maximum"] - axis["minimum"]
    return not is_hidden and not is_below and any(top - _NEAR_TOP * span <= number <= top for top in (axis["maximum"], span))


def _sheet(content: bytes) -> list[dict[str, str | float]]:
    """The rows of the sheet with the numbers, each as column → text or number."""
    with ZipFile(BytesIO(content)) as package:
        root = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in root.iter(f"{_SHEET}row"):
        cells: dict[str, str | float] = {}
        for cell in row.iter(f"{_SHEET}c"):
            value, column = cell.find(f"{_SHEET}v"), re.sub(r"\d", "", cell.get("r") or "")
            cells[column] = float(value.text) if value is not None and value.text else "".join(cell.itertext())
        rows.append(cells)
    return rows


def _data(file: File, record: Record) -> Iterator[GateRefusal]:
    """Numbers in a file of the data package that its table or figure has not, or not so many times; words with other digits."""
    blocks = [block for section in record["document"]["sections"] for block in section["blocks"] if block["type"] in ("tabell", "figur")]
    blocks = [block for block in blocks if block["type"] == "figur" or not block["id"].startswith("data-")]
    with ZipFile(BytesIO(file.content)) as package:
        resources = json.loads(package.read("datapackage.json"))["resources"]
        if len(resources) != len(blocks):
            yield GateRefusal(file.name, GateReason.ROJBAR, "Datapaketet har andra filer än utgåvan har tabeller och figurer.")
            return
        for resource, block in zip(resources, blocks, strict=True):
            rows = list(csv.DictReader(StringIO(package.read(resource["path"]).decode("utf-8"))))
            if _says_more(rows, resource["schema"]["fields"], block):
                yield GateRefusal(file.name, GateReason.ROJBAR, f"{resource['path']} har en uppgift som tabellen eller figuren inte har.")


def _says_more(rows: list[dict[str, str]], fields: Iterable[Record], block: Record) -> bool:
    kinds = {each["name"]: each["type"] for each in fields}
    numbers = Counter(round(float(row[name]), _PLACES) for row in rows for name, kind in kinds.items() if kind == "number" and row[name])
    texts = {found for row in rows for name, kind in kinds.items() if kind == "string" for found in _DIGITS.findall(row[name])}
    return bool(numbers - _values(block)) or bool(texts - set(_DIGITS.findall(json.dumps(block, ensure_ascii=False))))


def _values(block: Record) -> Counter[float]:
    """Every value of a table or picture, as often as it stands there; of a spine chart, whose ends are among all, without end."""
    picture = block.get("picture", {})
    if "spots" in picture:
        return Counter(round(float(spot[each]), _PLACES) for spot in picture["spots"] for each in ("x", "y"))
    found = Counter(round(float(each), _PLACES) for each in _within(block))
    return Counter(dict.fromkeys(found, len(found) + 1)) if "groups" in picture else found


def _within(part: Any) -> Iterator[float]:
    if isinstance(part, list):
        for each in part:
            yield from _within(each)
    elif isinstance(part, dict):
        for name, each in part.items():
            if name == "value" and isinstance(each, int | float):
                yield float(each)
            elif name == "values":
                yield from (float(number) for number in each if isinstance(number, int | float))
            elif name not in ("axis", "interval"):
                yield from _within(each)


def _masked(text: str) -> str:
    """The beginning of a text without its digits: what a refusal says is read by more than may read the number."""
    return _DIGITS.sub("•", text[:80])
