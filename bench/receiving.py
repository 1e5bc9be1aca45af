"""How long it takes to receive a hostile file and to read a large workbook, the child process that does it included."""

from __future__ import annotations

import sys
import time
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from briefing.observations.readers import READERS
from briefing.sources.layouts import EventList
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.period import Month
from briefing.workspace.careful import read_carefully
from briefing.workspace.examination import examined
from briefing.workspace.isolation import close

ROWS, AREAS, TYPES = 100_000, 40, 25
PROMISED_ROWS, PROMISED_HOSTILE = 3.0, 3.0  # seconds
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def main() -> None:
    """Prints the seconds of the clock for both, each with a child that is started for it."""
    large = _part(_package(_shared(), _sheet()))
    areas = {f"Område {number}": f"2480R{number:03}" for number in range(AREAS)}
    source = Source(
        id="skador",
        areas=areas,
        indicators={f"Typ {number}": f"typ-{number}" for number in range(TYPES)},
        events=EventList("Datum", "Område", "Typ"),
    )
    delivery = Delivery("skador", Month(2026, 6), 1, date(2026, 7, 1), (large,))
    read = []

    def receive() -> None:
        assert examined(large) is None
        read.append(read_carefully(READERS["handelselista"], delivery, source))

    seconds = _timed(receive)
    (reading,) = read
    assert (reading.rows_read, reading.rows_refused) == (ROWS, 0)
    print(f"Excel, {ROWS} rows ({large.size / 1e6:.1f} MB), examined and counted: {seconds:.2f} s (promised {PROMISED_ROWS} s)")
    bomb = _part(_package("", f'<row r="1"><c r="A1" t="str"><v>{"a" * 180_000_000}</v></c></row>'))
    print(
        f"a cell of 180 MB in {bomb.size / 1e6:.1f} MB: verdict in {_timed(lambda: examined(bomb)):.2f} s (promised {PROMISED_HOSTILE} s)"
    )


def _timed(work: object) -> float:
    assert callable(work)
    close()
    start = time.perf_counter()
    work()
    elapsed = time.perf_counter() - start
    close()
    return elapsed


def _part(content: bytes) -> Part:
    return Part("2026-06.xlsx", len(content), "", content)


def _shared() -> str:
    """The texts of the sheet as Excel stores them, each once."""
    texts = ["Datum", "Område", "Typ", *(f"Område {number}" for number in range(AREAS)), *(f"Typ {number}" for number in range(TYPES))]
    return f'<sst xmlns="{_MAIN}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>'


def _sheet() -> str:
    """A row per event: a date as Excel's day number, an area, a type."""
    head = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    rows = (
        f'<row r="{n}"><c r="A{n}" s="1"><v>{46023 + n % 181}</v></c><c r="B{n}" t="s"><v>{3 + n % AREAS}</v></c>'
        f'<c r="C{n}" t="s"><v>{3 + AREAS + n % TYPES}</v></c></row>'
        for n in range(2, ROWS + 2)
    )
    return head + "".join(rows)


def _package(shared: str, rows: str) -> bytes:
    def relations(*targets: str) -> str:
        each = "".join(
            f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{kind}{end}"/>' for n, (kind, end) in enumerate(_pairs(targets))
        )
        return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'

    styles = (
        f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    sheets = '<sheets><sheet name="Blad" sheetId="1" r:id="r0"/></sheets>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r0" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": relations("worksheet:s/sheet1.xml", "styles:.xml", "sharedStrings:.xml"),
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": shared or f'<sst xmlns="{_MAIN}"/>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def _pairs(targets: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(kind, end) for kind, _, end in (target.partition(":") for target in targets)]


if __name__ == "__main__":
    sys.exit(main())
