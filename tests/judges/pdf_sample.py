"""A small PDF of every sort of thing that an edition has, to plant faults in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf
import typst
from judges.pdf_tags import Told
from workspaces import REPOSITORY

_SOURCE = """
#set document(title: "Lägesbild Umeå", author: "Umeå kommun")
#set text(lang: "sv", region: "se", font: "Carlito")
= Sammanfattning
Det anmäldes 3 132 brott.
== Anmälda brott
#figure(table(columns: 2, table.header([År], [Antal]), [2024], [11 902], [2025], [12 411]), caption: [Antal per år])
=== Utveckling
#figure(image("trend.svg", alt: "Linjediagram. Högst 12 411."), caption: [Anmälda brott])
#link("https://bra.se")[Brottsförebyggande rådet]
"""
_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><path d="M0 40 L90 0" stroke="#0B5394"/></svg>'

TOLD = Told(
    title="Lägesbild Umeå",
    language="sv-SE",
    shows_title=True,
    heading_levels=(1, 2, 3),
    bookmarks=((1, "Sammanfattning"), (2, "Anmälda brott"), (3, "Utveckling")),
    tables=((2, 3),),
    alternatives=("Linjediagram. Högst 12 411.",),
)


@cache
def sample_pdf(*standards: str) -> bytes:
    """The sample by the standards that typst knows as a-2a, ua-1, a-1a."""
    return typst.compile(
        {"main.typ": _SOURCE.encode("utf-8"), "trend.svg": _DRAWING},
        font_paths=[REPOSITORY / "templates" / "typsnitt"],
        ignore_system_fonts=True,
        pdf_standards=list(standards),
    )


def spoiled(content: bytes, spoil: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file after something was done to its objects."""
    stream = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        spoil(pdf)
        pdf.save(stream, compress_streams=False)
    return stream.getvalue()


def first(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    """The first element of the structure that is a `/TH`, `/Figure` …"""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Array):
            waiting = [*node, *waiting]
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if kind == node.S:
                return node
            waiting = [node.get("/K"), *waiting]
    raise LookupError(kind)


def _without(*path: str) -> Callable[[pikepdf.Pdf], None]:
    """Takes away what the last name of the path says of the object that the others lead to."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        found = pdf.Root
        for name in path[:-1]:
            found = found[name]
        del found[path[-1]]

    return spoil


def _with(kind: str, key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    """Gives the first element of that kind another value (None: takes it away)."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        element = first(pdf, kind)
        if value is None:
            del element[key]
        else:
            element[key] = value

    return spoil


def _unembedded(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        for name in ("/FontFile2", "/FontFile3"):
            if isinstance(each, pikepdf.Dictionary) and name in each:
                del each[name]


def _scripted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")


def _retitled(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Annat"


PROFILE_FAULTS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "no language": _without("/Lang"),
    "a title that is not shown": _without("/ViewerPreferences", "/DisplayDocTitle"),
    "no tags": _without("/StructTreeRoot"),
    "no word that it is tagged": _without("/MarkInfo"),
    "no metadata": _without("/Metadata"),
    "a figure without alternative text": _with("/Figure", "/Alt", None),
    "a level of headings left out": _with("/H2", "/S", pikepdf.Name("/H4")),
    "a font that is not embedded": _unembedded,
    "a script": _scripted,
}
TAG_FAULTS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "a header cell tagged as data": _with("/TH", "/S", pikepdf.Name("/TD")),
    "a heading tagged as text": _with("/H3", "/S", pikepdf.Name("/P")),
    "another alternative text": _with("/Figure", "/Alt", "Figur 1"),
    "another title": _retitled,
    "another language": lambda pdf: pdf.Root.__setitem__("/Lang", "en-US"),
    "a title that is not shown": _without("/ViewerPreferences", "/DisplayDocTitle"),
    "no bookmarks": _without("/Outlines"),
    "no table": _with("/Table", "/S", pikepdf.Name("/Div")),
}
