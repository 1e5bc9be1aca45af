"""A peer: docxtpl, a Word template with Jinja in it, charts as matplotlib pictures."""

from __future__ import annotations

import sys
from functools import lru_cache
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import docx
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from bench.measure import peak_mb
from bench.pictures import picture
from bench.work import COLUMNS, Work, work


@lru_cache(maxsize=1)
def template() -> bytes:
    """The template, as one writes it in Word: loops over sections, paragraphs, tables, rows and pictures."""
    document = docx.Document()
    document.add_paragraph("{%p for s in sections %}")
    document.add_heading("{{ s.heading }}", 1)
    document.add_paragraph("{%p for text in s.paragraphs %}")
    document.add_paragraph("{{ text }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for t in s.tables %}")
    document.add_paragraph("{{ t.caption }}", style="Caption")
    table = document.add_table(rows=4, cols=COLUMNS)
    for index, cell in enumerate(table.rows[0].cells):
        cell.text = f"{{{{ t.head[{index}] }}}}"
    table.rows[1].cells[0].text = "{%tr for row in t.rows %}"
    for index, cell in enumerate(table.rows[2].cells):
        cell.text = f"{{{{ row[{index}] }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for c in s.charts %}")
    document.add_paragraph("{{ c.caption }}", style="Caption")
    document.add_paragraph("{{ c.image }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def written(content: Work) -> bytes:
    """The work as a Word file."""
    opened = DocxTemplate(BytesIO(template()))
    sections = []
    for index, heading in enumerate(content.headings):
        own = slice(index, None, len(content.headings))
        charts = [
            {"caption": each.caption, "image": InlineImage(opened, BytesIO(picture(each)), width=Mm(166))} for each in content.charts[own]
        ]
        sections.append({"heading": heading, "paragraphs": content.paragraphs[own], "tables": content.tables[own], "charts": charts})
    opened.render({"sections": sections})
    stream = BytesIO()
    opened.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(written(work()))
    print(peak_mb())
