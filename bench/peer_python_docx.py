"""A peer: python-docx with `row.cells`, charts as matplotlib pictures. (`table.cell()`, as tutorials write it, is twice as slow.)"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import docx
from docx.shared import Mm

from bench.measure import peak_mb
from bench.pictures import picture
from bench.work import Work, work


def written(content: Work) -> bytes:
    """The work as a Word file."""
    document = docx.Document()
    for index, heading in enumerate(content.headings):
        own = slice(index, None, len(content.headings))
        document.add_heading(heading, 1)
        for text in content.paragraphs[own]:
            document.add_paragraph(text)
        for each in content.tables[own]:
            document.add_paragraph(each.caption, style="Caption")
            table = document.add_table(rows=0, cols=len(each.head))
            for row in (each.head, *each.rows):
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        for chart in content.charts[own]:
            document.add_paragraph(chart.caption, style="Caption")
            document.add_picture(BytesIO(picture(chart)), width=Mm(166))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(written(work()))
    print(peak_mb())
