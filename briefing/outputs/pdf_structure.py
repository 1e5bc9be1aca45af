"""The structure of a tagged PDF: what a screen reader is told, as a tree of elements with their text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Name

from briefing.outputs.pdf_text import AROUND, PageText, Reader, resources_of

_DEEPEST = 60  # a tree of elements that goes deeper is no document


@dataclass(frozen=True)
class Element:
    """An element: its kind (`P`, `H1`, `TH` …), the words instead of a picture, and what it holds in reading order."""

    kind: str
    alt: str
    parts: tuple[Element | str, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        return tuple(part for part in self.parts if isinstance(part, Element))

    @property
    def text(self) -> str:
        """Everything that is read inside the element."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def all(self, *kinds: str) -> Iterator[Element]:
        """The elements of those kinds within, in reading order."""
        for each in self.elements:
            if each.kind in kinds:
                yield each
            yield from each.all(*kinds)


@dataclass(frozen=True)
class PdfContent:
    """What a PDF says of itself and what it holds.

    `properties` are /Title, /Author …; `root` is empty where nothing is tagged. `around` is the text of what stands around the pages'
    text, a page each, and `untold` what stands on a page and in no element. `pages` is all that each page shows. `actions` is what the file
    does or carries besides.
    """

    is_marked: bool
    language: str
    shows_title: bool
    properties: Mapping[str, str]
    actions: tuple[str, ...]
    root: Element
    around: tuple[str, ...]
    untold: tuple[str, ...]
    pages: tuple[str, ...] = ()


@lru_cache(maxsize=2)
def pdf_content(content: bytes) -> PdfContent:
    """The content of a PDF file, read once for all who ask. ValueError: the bytes are no PDF."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return _content(pdf)
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from error


def _content(pdf: pikepdf.Pdf) -> PdfContent:
    root: Any = pdf.Root
    marks, preferences, tree = (root.get(name, {}) for name in (Name.MarkInfo, Name.ViewerPreferences, Name.StructTreeRoot))
    pages = _Pages(tree)
    elements = tuple(_parts(dict(tree.items()), None, pages, 0))
    texts = [pages.texts(page.obj) for page in pdf.pages]
    return PdfContent(
        is_marked=bool(marks.get(Name.Marked, False)),
        language=str(root.get(Name.Lang, "")),
        shows_title=bool(preferences.get(Name.DisplayDocTitle, False)),
        properties={key: str(value) for key, value in pdf.docinfo.items()},
        actions=(*_actions(root), *_remarks(pdf)),
        root=Element("StructTreeRoot", "", elements),
        around=tuple(each.marks.get(AROUND, "") for each in texts),
        untold=tuple(text for page, each in zip(pdf.pages, texts, strict=True) for text in pages.untold(page.obj, each.marks)),
        pages=tuple(each.shown for each in texts),
    )


def _actions(root: Any) -> Iterator[str]:
    """What the file would do or carry with it when it is opened."""
    names = root.get(Name.Names, {})
    yield from (key for key in ("/OpenAction", "/AA", "/AF") if key in root)
    yield from (key for key in ("/JavaScript", "/EmbeddedFiles") if key in names)


def _remarks(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What has been put on top of the pages: all annotations but links."""
    for page in pdf.pages:
        kinds = (str(each.get(Name.Subtype, "")) for each in page.obj.get(Name.Annots, ()))
        yield from (kind for kind in kinds if kind != "/Link")


class _Pages:
    """The marked text of pages (and of streams beside them), read when it is asked for, and what the kinds of elements stand for."""

    def __init__(self, tree: Any) -> None:
        self._reader = Reader()
        self._roles = {str(name): str(role) for name, role in tree.get(Name.RoleMap, {}).items()}
        self._texts: dict[tuple[int, int], PageText] = {}
        self._told: set[tuple[tuple[int, int], int]] = set()

    def texts(self, place: Any) -> PageText:
        """All text of a page."""
        if place.objgen not in self._texts:
            self._texts[place.objgen] = self._reader.page(place, resources_of(place))
        return self._texts[place.objgen]

    def text(self, place: Any, number: int) -> str:
        """The text of a mark that an element points to."""
        if place is None:
            return ""
        self._told.add((place.objgen, number))
        return self.texts(place).marks.get(number, "")

    def untold(self, place: Any, texts: Mapping[int, str]) -> Iterator[str]:
        """What stands on a page and in no element."""
        yield from (
            text for number, text in texts.items() if number != AROUND and (place.objgen, number) not in self._told and text.strip()
        )

    def kind(self, own: str) -> str:
        """The kind as the format knows it: a kind of the file's own stands for one of those."""
        return self._roles.get(own, own)[1:]


def _parts(given: Mapping[str, Any], page: Any, pages: _Pages, depth: int) -> list[Element | str]:
    """What an element holds, by its own entries: text by its marks, other elements; links' references and the like are left out."""
    page = given.get("/Pg", page)
    held = given.get("/K")
    if held is None or depth > _DEEPEST:
        return []
    parts: list[Element | str] = []
    for each in held.as_list() if isinstance(held, Array) else (held,):
        if isinstance(each, int):
            parts.append(pages.text(page, each))
        elif (part := _part(each, page, pages, depth)) is not None:
            parts.append(part)
    return parts


def _part(each: Any, page: Any, pages: _Pages, depth: int) -> Element | str | None:
    """An element with its parts, or the text of a reference to a mark; None for what is neither."""
    given = dict(each.items())
    if "/S" in given:
        instead = given.get("/ActualText")
        parts = [str(instead)] if instead is not None else _parts(given, page, pages, depth + 1)
        return Element(pages.kind(str(given["/S"])), str(given.get("/Alt", "")), tuple(parts))
    if "/MCID" in given:
        return pages.text(given.get("/Stm", given.get("/Pg", page)), int(given["/MCID"]))
    return None
