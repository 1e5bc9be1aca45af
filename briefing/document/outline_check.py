"""Outlines read from templates/utgavor/ and held against the catalogue, the sources and their registers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from math import isfinite

from briefing.document.outline import OWN_INDICATORS, BlockKind, BlockOutline, Outline
from briefing.document.templates import Templates
from briefing.errors import BriefingError, DeclarationError, Problem
from briefing.sources.register import RegisterLayout
from briefing.sources.source import Source
from briefing.terms.declaration import declared
from briefing.terms.indicator import Indicator, indicator_problems
from briefing.terms.period import Frequency
from briefing.terms.value import unknown_word


def checked_outline(kind: str, templates: Templates, indicators: Iterable[Indicator], sources: Iterable[Source]) -> Outline:
    """The outline of that kind, held against a catalogue and declared sources (`outline_of`)."""
    known, declared_sources = tuple(indicators), tuple(sources)
    signs = frozenset(each.id for each in known if each.sign)
    dimensions = {each.id: each.dimensions for each in declared_sources}
    registers = {each.register.name: each.register for each in declared_sources if each.register}
    return outline_of(kind, templates, frozenset(each.id for each in known), dimensions, signs, registers)


def outline_of(  # noqa: PLR0917 - an outline, and the five kinds of names that it may use
    kind: str,
    templates: Templates,
    indicators: Collection[str],
    sources: Mapping[str, Collection[str]],
    signs: Collection[str] = (),
    registers: Mapping[str, RegisterLayout] | None = None,
) -> Outline:
    """The outline of that kind; BriefingError lists the kinds that there are, DeclarationError every problem in it.

    `indicators` are the catalogue's ids, `signs` those of them that are signs of social unrest, `sources` the declared sources' ids with
    their dimensions, `registers` the declared registers by name: one that nobody keeps is no fault, and becomes a gap.
    """
    path = f"utgavor/{kind}.toml"
    if path not in templates.texts:
        there = ", ".join(templates.kinds)
        remedy = f"use one of {there}" if there else "put back templates/utgavor/, or copy it from a new workspace: briefing init"
        raise BriefingError("--kind", problem=f"there is no kind '{kind}'", remedy=remedy)
    outline = declared(Outline, templates.text(path), f"templates/{path}")
    problems = (
        *_problems(outline, f"templates/{path}", indicators, sources, signs),
        *_register_problems(outline, f"templates/{path}", registers or {}),
    )
    if problems:
        raise DeclarationError(problems)
    return outline


_MOST_CLASSES = 5  # more shades cannot be told apart in print


_NEEDS: Mapping[str, tuple[BlockKind, ...]] = {
    "indicators": (
        BlockKind.MATRIS,
        BlockKind.PERIODER,
        BlockKind.MANADER,
        BlockKind.GRUPPER,
        BlockKind.NYCKELTAL,
        BlockKind.LANDET,
        BlockKind.TREND,
        BlockKind.STAPLAR,
        BlockKind.RUTOR,
        BlockKind.UTBLICK,
        BlockKind.OMRADEN,
        BlockKind.RYGGRAD,
        BlockKind.TRATT,
        BlockKind.KARTA,
    ),
    "source": (
        BlockKind.UPPGIFT,
        BlockKind.DIMENSIONER,
        BlockKind.ANDRADE,
        BlockKind.HISTORIK,
        BlockKind.KARTA,
        BlockKind.OMRADESLISTA,
    ),
    "boundaries": (BlockKind.OMRADESLISTA,),
    "dimension": (BlockKind.UPPGIFT,),
    "subject": (BlockKind.BEDOMNING, BlockKind.SAKNAS, BlockKind.OMRADEN),
    "text": (BlockKind.TEXT, BlockKind.MENING, BlockKind.SAKNAS, BlockKind.REGISTER, BlockKind.SUMMA, BlockKind.KOPPLINGAR),
    "register": (BlockKind.REGISTER, BlockKind.SUMMA),
    "columns": (BlockKind.REGISTER, BlockKind.SUMMA),
    "by": (BlockKind.SUMMA,),
}


def _problems(
    outline: Outline, where: str, indicators: Collection[str], sources: Mapping[str, Collection[str]], signs: Collection[str]
) -> Iterator[Problem]:
    if outline.skyline:
        yield from indicator_problems((where, "skyline"), (outline.skyline,), indicators)
    for section in outline.section:
        for block in section.block:
            place = (where, section.heading, block.kind.value)
            for key, kinds_that_need_it in _NEEDS.items():
                if block.kind in kinds_that_need_it and not getattr(block, key):
                    yield Problem(place, f"the block has no {key}", f"add {key} to the block")
            yield from indicator_problems((*place, "indicators"), _named(block, outline), indicators)
            yield from _sign_problems((*place, "indicators"), block, indicators, signs)
            yield from _source_problems(place, block, sources)
            yield from _size_problems(place, block)


def _sign_problems(place: tuple[str, ...], block: BlockOutline, indicators: Collection[str], signs: Collection[str]) -> Iterator[Problem]:
    for each in (subject.partition("/")[0] for subject in block.indicators if block.kind is BlockKind.OMRADEN):
        if each in indicators and each not in signs:
            yield Problem(place, f"'{each}' is not a sign of social unrest", "write sign = true for it in sources/indicators.toml")


def _named(block: BlockOutline, outline: Outline) -> tuple[str, ...]:
    """The indicators that must be in the catalogue; those of a nämnd are declared in briefing.toml, and held against it there."""
    own = (OWN_INDICATORS, *(f"{OWN_INDICATORS}/{each.value}" for each in Frequency)) if outline.for_committee else ()
    return tuple(each for each in block.indicators if each not in own)


def _source_problems(place: tuple[str, ...], block: BlockOutline, sources: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    for key in ("source", "boundaries"):
        if (name := getattr(block, key)) and name not in sources:
            remedy = f"name one of {', '.join(sources)}" if sources else "declare it first, see sources/README.md"
            yield Problem((*place, key), f"'{name}' is not a source in sources/", remedy)
    if block.source in sources and block.dimension and block.dimension not in sources[block.source]:
        known = ", ".join(sources[block.source]) or "none"
        yield Problem((*place, "dimension"), f"'{block.dimension}' is not a dimension of {block.source}", f"name one of {known}")


def _register_problems(outline: Outline, where: str, registers: Mapping[str, RegisterLayout]) -> Iterator[Problem]:
    """Fields that the register of a block does not have."""
    for section in outline.section:
        for block in (each for each in section.block if each.register in registers):
            fields = registers[block.register].fields
            asked = (*(("columns", name) for name in block.columns), *((("by", block.by),) if block.by else ()))
            for key, name in asked:
                if name not in fields:
                    place = (where, section.heading, block.kind.value, key)
                    yield Problem(place, *unknown_word(name, f"a field of the register {block.register}", fields))


def _size_problems(place: tuple[str, ...], block: BlockOutline) -> Iterator[Problem]:
    if block.rolling not in (1, 4):
        yield Problem((*place, "rolling"), f"{block.rolling} is not a number of periods to sum", "write 1, or 4 for rolling four quarters")
    if block.rows < 0:
        yield Problem((*place, "rows"), f"{block.rows} is not a number of rows", "write 0 for the usual number, or more")
    is_rising = all(isfinite(each) for each in block.classes) and list(block.classes) == sorted(set(block.classes))
    if not is_rising or len(block.classes) >= _MOST_CLASSES:
        remedy = f"write at most {_MOST_CLASSES - 1} numbers, the smallest first"
        yield Problem((*place, "classes"), "these are no limits between classes", remedy)
    if not 20 <= block.height_mm <= 200:
        yield Problem((*place, "height_mm"), f"{block.height_mm:g} is no height for a figure", "write a number from 20 to 200")
