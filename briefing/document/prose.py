"""Prose: Markdown with Jinja, from the municipality's templates, to runs of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from jinja2 import DictLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.document import wording
from briefing.document.document import Paragraph, Run
from briefing.document.template_fault import FAULTS, template_fault
from briefing.document.templates import Templates
from briefing.errors import BriefingError

_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>&#|~])")


class Prose:
    """The templates of one workspace, ready to be filled in. Values are text only: what a value contains is never Markdown or Jinja."""

    def __init__(self, templates: Templates, **words: Any) -> None:
        self._environment = ImmutableSandboxedEnvironment(
            loader=DictLoader(dict(templates.texts)), undefined=StrictUndefined, finalize=_as_text, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.globals = words
        self._phrases = self._environment.overlay(finalize=lambda value: value)
        self._environment.filters |= {
            "antal": wording.number,
            "matt": wording.measured,
            "period": wording.period,
            "kort_period": wording.short_period,
            "vantat": wording.expected,
            "ord": wording.word,
            "lista": wording.listed,
            "rakneord": wording.spelled,
            "inne": wording.running,
            "stor": wording.sentence_case,
        }

    def filled(self, path: str, values: Mapping[str, Any]) -> str:
        """The Markdown of the template at that path; BriefingError names template, line and what is undefined."""
        return wording.unbroken(_filled(f"templates/{path}", lambda: self._template(path), values))

    def phrase(self, text: str, where: str, values: Mapping[str, Any]) -> str:
        """A short text of an outline (a title, a caption), filled in. It is plain text, so values stand in it as they are."""
        filled = _filled(where, lambda: self._phrases.from_string(text), values) if "{" in text else text
        return wording.unbroken(filled)

    def _template(self, path: str) -> Template:
        if path not in self._environment.loader.mapping:  # type: ignore[union-attr]
            raise BriefingError(f"templates/{path}", problem="the file is missing", remedy=f"write templates/{path} or name another")
        return self._environment.get_template(path)


def paragraphs(markdown: str, basis: tuple[str, ...] = ()) -> tuple[Paragraph, ...]:
    """The paragraphs and list items of a Markdown text, all resting on the same basis. Raw HTML is text."""
    return tuple(_paragraphs(_markdown().parse(markdown), basis))


def paragraph(markdown: str, basis: tuple[str, ...] = ()) -> Paragraph:
    """One paragraph of inline Markdown."""
    tokens = _markdown().parseInline(" ".join(markdown.split("\n")).strip())
    return Paragraph(tuple(_runs(tokens[0].children or [])), basis)


def plain(text: str, basis: tuple[str, ...] = ()) -> Paragraph:
    """One paragraph of plain text."""
    return Paragraph((Run(text),), basis)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def _as_text(value: Any) -> Any:
    """What a value prints: its Markdown signs are text. Undefined passes on, so that it raises."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", value) if isinstance(value, str) else value


def _filled(where: str, template: Callable[[], Template], values: Mapping[str, Any]) -> str:
    try:
        return template().render(values)
    except FAULTS as error:
        raise template_fault(where, error) from error


def _paragraphs(tokens: list[Token], basis: tuple[str, ...]) -> Iterator[Paragraph]:
    counters: list[int] = []
    is_heading = False
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                counters.append(-1)
            case "ordered_list_open":
                counters.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                counters.pop()
            case "heading_open":
                is_heading = True
            case "inline":
                runs = tuple(_runs(token.children or [], strong=is_heading))
                yield Paragraph(runs, basis, counters[-1] if counters else 0)
                is_heading = False
            case "list_item_close":
                counters[-1] += counters[-1] > 0
            case "fence" | "code_block":
                yield Paragraph((Run(token.content.rstrip("\n")),), basis)
            case _:
                pass


def _runs(tokens: list[Token], *, strong: bool = False) -> Iterator[Run]:
    depth = {"strong": int(strong), "em": 0}
    link, is_said = "", False
    for token in tokens:
        name, _, end = token.type.rpartition("_")
        if name in depth:
            depth[name] += 1 if end == "open" else -1
        elif token.type == "link_open":
            link, is_said = str(token.attrGet("href") or ""), False
        elif token.type == "link_close":
            if link.startswith("#") and not is_said:
                yield Run("", link=link)  # a reference: what it says is known when all is numbered
            link = ""
        elif text := _RUN_TEXT.get(token.type, token.content):
            is_said = True
            yield Run(text, strong=depth["strong"] > 0, emphasis=depth["em"] > 0, link=link)


_RUN_TEXT = {"softbreak": " ", "hardbreak": "\n"}
