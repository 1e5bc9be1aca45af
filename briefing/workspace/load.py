"""A workspace read from its folder: configuration, catalogue, sources, templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from briefing.document.templates import Templates
from briefing.errors import BriefingError, DeclarationError, Problem
from briefing.sources.asked import JUDGED_FORMAT
from briefing.sources.catalogue import indicator_ids, parse_indicators
from briefing.sources.declaration import one_source_each, parse_source
from briefing.sources.source import Source
from briefing.terms.area import Municipality
from briefing.terms.indicator import Indicator
from briefing.workspace.calendar_faults import Use, calendar_problems
from briefing.workspace.configuration import Configuration, committee_problems, parse_configuration
from briefing.workspace.find import CONFIGURATION_FILE
from briefing.workspace.municipalities import AreaSchemes, area_schemes, division_schemes, municipalities
from briefing.workspace.texts import load_templates, text_of

T = TypeVar("T")
_MADE_FOR = ("for_meeting", "for_committee")

SOURCES = "sources"
CATALOGUE = f"{SOURCES}/indicators.toml"
_DECLARATION = f"{SOURCES}/{{}}/source.toml"


@dataclass(frozen=True)
class Workspace:
    """All that is declared in a workspace; what was delivered is read by `deliveries.received`."""

    root: Path
    configuration: Configuration
    indicators: tuple[Indicator, ...]
    sources: tuple[Source, ...]
    templates: Templates


def load_workspace(root: Path, formats: Collection[str]) -> Workspace:
    """The workspace in that folder; DeclarationError has every problem of all its declarations.

    `formats` are the formats that can be read. Sources come in the order of their ids.
    """
    problems: list[Problem] = []
    configuration = _attempt(problems, lambda: load_configuration(root))
    indicators = _attempt(problems, lambda: parse_indicators(text_of(root / CATALOGUE, CATALOGUE), CATALOGUE))
    sources = _load_sources(root, formats, schemes_of(configuration), problems)
    templates = _attempt(problems, lambda: load_templates(root))
    if configuration is not None and indicators is not None:
        problems += committee_problems(configuration, {each.id for each in indicators}, CONFIGURATION_FILE)
    if configuration is not None and templates is not None:
        declared = {path.parent.name for path in (root / SOURCES).glob("*/source.toml")}
        problems += calendar_problems(configuration.calendar, _uses(templates), declared, CONFIGURATION_FILE, "calendar")
    if problems or configuration is None or indicators is None or templates is None:
        raise DeclarationError(problems)
    return Workspace(root, configuration, indicators, of_municipality(sources, configuration), templates)


def of_municipality(sources: Iterable[Source], configuration: Configuration) -> tuple[Source, ...]:
    """The sources with what the workspace says of them all: the code of its municipality and its register of areas."""
    own, areas = configuration.municipality.code, configuration.areas
    return tuple(replace(each, municipality=own, register_of_areas=areas, **_asked_of(each, configuration)) for each in sources)


def _asked_of(source: Source, configuration: Configuration) -> Mapping[str, Any]:
    """What the forms of judgements need of the workspace: its words of likelihood, and its areas where they are asked for one by one."""
    if source.format != JUDGED_FORMAT:
        return {}
    own = {each.name: each.code for each in configuration.areas}
    return {"likelihood": tuple(configuration.likelihood), "areas": {**own, **source.areas} if source.per_area else source.areas}


def schemes_of(configuration: Configuration | None, by_code: Mapping[str, Municipality] | None = None) -> AreaSchemes:
    """The ways in which a source may name areas: those of all municipalities, and one for each division of the register of areas."""
    if configuration is None:
        return area_schemes(by_code)
    return {**area_schemes(by_code), **division_schemes(configuration.areas, configuration.municipality)}


def declaration_problems(root: Path, formats: Collection[str]) -> tuple[Problem, ...]:
    """Every problem of all declarations and of reading the templates; empty when `load_workspace` would succeed."""
    try:
        load_workspace(root, formats)
    except BriefingError as error:
        return error.problems
    return ()


def load_configuration(root: Path) -> Configuration:
    """Only briefing.toml; DeclarationError has every problem in it."""
    return parse_configuration(text_of(root / CONFIGURATION_FILE, CONFIGURATION_FILE), municipalities(), CONFIGURATION_FILE)


def _uses(templates: Templates) -> dict[str, Use]:
    """What each kind of edition is made for. Read by line: to parse all outlines would cost a tick more than all else that it does."""
    texts = {kind: templates.texts[f"utgavor/{kind}.toml"] for kind in templates.kinds}
    return {kind: Use(*(bool(re.search(rf"^{key}\s*=\s*true", text, re.M)) for key in _MADE_FOR)) for kind, text in texts.items()}


def _load_sources(root: Path, formats: Collection[str], schemes: AreaSchemes, problems: list[Problem]) -> tuple[Source, ...]:
    """The sources that can be read; what is wrong with them and the others is added to the problems."""
    folder = root / SOURCES
    if not folder.is_dir():
        problems.append(Problem((f"{SOURCES}/",), "the folder is missing", "put it back, or copy it from a new workspace: briefing init"))
        return ()
    catalogue = _attempt([], lambda: text_of(root / CATALOGUE, CATALOGUE))
    known = indicator_ids(catalogue) if catalogue is not None else None
    names = sorted(path.parent.name for path in folder.glob("*/source.toml"))
    sources = [_attempt(problems, _loading(folder / name, known, formats, schemes)) for name in names]
    declared = tuple(source for source in sources if source is not None)
    problems += one_source_each(declared, _DECLARATION)
    return declared


def _loading(folder: Path, known: Collection[str] | None, formats: Collection[str], schemes: AreaSchemes) -> Callable[[], Source]:
    where = _DECLARATION.format(folder.name)

    def load() -> Source:
        if not folder.resolve().is_relative_to(folder.parent.resolve()):
            raise BriefingError(
                where, problem="the source's folder is a link that leads out of the workspace", remedy="put the folder itself there"
            )
        return parse_source(text_of(folder / "source.toml", where), folder.name, known, schemes, formats, where)

    return load


def _attempt(problems: list[Problem], load: Callable[[], T]) -> T | None:
    """What was loaded; None when it could not be, and then its problems are added to the others."""
    try:
        return load()
    except BriefingError as error:
        problems += error.problems
        return None
