"""The HTML page: one file that needs nothing else, laid out by templates/lagesbild.html.j2."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefing.document.document import Block, Document, Paragraph, Table, Text
from briefing.document.figure import Figure
from briefing.document.figure_table import figure_table
from briefing.document.profile import LOGO_TYPES, Profile, profile_of
from briefing.document.template_fault import FAULTS, template_fault
from briefing.document.templates import Templates
from briefing.outputs.file import File
from briefing.outputs.svg import svg
from briefing.outputs.xml_text import writable

_TEMPLATE = "lagesbild.html.j2"
_SYMBOLS = re.compile("[▲▼●◄►○↑→↓■□×]+")
_RANGE = re.compile(r"\d[\d\u00a0,]*–\d[\d\u00a0,]*")
_SAFE_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)


def render_page(document: Document, templates: Templates) -> File:
    """The document as `<edition id>.html`; BriefingError names the line of a template that cannot be used and what is wrong there."""
    source, profile = templates.text(_TEMPLATE), profile_of(templates)
    try:
        text = compiled(source).render(
            document=document,
            frame=document.frame,
            profile=profile,
            faces=faces(profile, templates),
            logo=logo(profile, templates),
            draw=lambda figure: Markup(profile.coloured(svg(figure))),
        )
    except FAULTS as error:
        raise template_fault(f"templates/{_TEMPLATE}", error) from error
    return File(f"{document.edition}.html", "text/html; charset=utf-8", writable(text).encode("utf-8"))


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, with a short way for the fields of the document: frozen values, asked for ten thousand times a page."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        is_field = type(obj).__module__ == Document.__module__ and not attr.startswith("_")
        return is_field or super().is_safe_attribute(obj, attr, value)


@lru_cache(maxsize=4)
def compiled(source: str) -> Template:
    """A template that may read its values and call nothing else, with the filters of our pages."""
    environment = _Sandbox(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {
        "signs": _signs,
        "numbers": figure_table,
        "sources": _sources,
        "lists": _lists,
        "sort_of": _sort_of,
        "safe_link": _safe_link,
    }
    return environment.from_string(source)


def _signs(text: str) -> Markup:
    """The text with its signs hidden from screen readers (the word beside is read) and ranges kept on one line."""
    words = _RANGE.sub(lambda each: f'<span class="ihop">{each[0]}</span>', str(escape(text)))
    return Markup(_SYMBOLS.sub(_sign, words))


def _sign(match: re.Match[str]) -> str:
    """A run of signs; × has no word beside it and is therefore read."""
    if match[0] == "×":
        return '<span class="tecken" role="img" aria-label="skyddad uppgift">×</span>'
    return f'<span class="tecken {_direction(match[0])}" aria-hidden="true">{match[0]}</span>'


def _direction(sign: str) -> str:
    named = {"○": "saknas", "●": "lika"}
    return named.get(sign, "niva" if sign[0] in "■□" else "riktning")


def faces(profile: Profile, templates: Templates) -> tuple[tuple[int, Markup], ...]:
    """Weight and address of the fonts that the page carries with it."""
    files = ((400, profile.fonts.web), (700, profile.fonts.web_bold))
    return tuple((weight, _inline(templates.file(file), "font/woff2")) for weight, file in files if file)


def logo(profile: Profile, templates: Templates) -> Markup:
    """The address of the logo, which the page carries with it; empty where there is none."""
    if not profile.logo:
        return Markup()
    content = templates.files.get(profile.logo) or templates.text(profile.logo).encode("utf-8")
    return _inline(content, LOGO_TYPES[profile.logo[profile.logo.rfind(".") :].lower()])


def _inline(content: bytes, media_type: str) -> Markup:
    return Markup(f"data:{media_type};base64,{b64encode(content).decode('ascii')}")


def _sources(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """The series of a figure with where they come from, those from the same place together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for series, *origin in rows:
        together.setdefault(tuple(origin), []).append(series)
    for place, names in together.items():
        yield f"{', '.join(names)}: {', '.join(filter(None, place))}"


def _lists(paragraphs: tuple[Paragraph, ...]) -> Iterator[tuple[str, list[Paragraph]]]:
    """Paragraphs in the order given, the points of one list together: ("p" | "ul" | "ol", paragraphs)."""
    for element, group in groupby(paragraphs, key=lambda each: ("ol" if each.list_number > 0 else "ul") if each.list_number else "p"):
        yield element, list(group)


def _sort_of(block: Block) -> str:
    match block:
        case Text():
            return "text"
        case Table():
            return "table"
        case Figure():
            return "figure"


def _safe_link(address: str) -> str:
    """The address when it is of a kind that a document may point to, else nothing: text from outside never becomes a script."""
    return address if _SAFE_LINK.match(address) else ""
