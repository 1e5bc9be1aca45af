"""Declarations and templates as the bytes that an edition is sealed with, and back: a workspace that needs no folder of its own."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from briefing.document.templates import Templates
from briefing.sources.catalogue import indicator_ids, parse_indicators
from briefing.sources.declaration import parse_source
from briefing.terms.area import Municipality
from briefing.terms.edition import EditionId
from briefing.workspace.configuration import parse_configuration
from briefing.workspace.find import CONFIGURATION_FILE
from briefing.workspace.load import CATALOGUE, SOURCES, Workspace, of_municipality, schemes_of
from briefing.workspace.municipalities import municipalities
from briefing.workspace.texts import FONTS, is_text

TEMPLATES, DECLARATIONS = "mallar/", "deklarationer/"
_MUNICIPALITIES = f"{DECLARATIONS}kommuner.json"
_OTHERS = ("utgavor/", "notiser/", "arkiv/", "formular/")  # other outlines, e-mails, the look of comparisons, forms
_DATE = "!dag"  # JSON has no dates: a table with this key alone is one
_CALENDAR = '"calendar" = { "first" = "2000-K1" }\n'  # which editions are due decides nothing in any of them, and is not sealed


def sealed_bytes(workspace: Workspace, edition: EditionId) -> Mapping[str, bytes]:
    """Declarations and templates that the edition is made from; outlines of other kinds are none of it."""
    templates = {**{name: text.encode() for name, text in workspace.templates.texts.items()}, **workspace.templates.files}
    own_outline = f"utgavor/{edition.kind}.toml"
    names = (CONFIGURATION_FILE, CATALOGUE, *(f"{SOURCES}/{source.id}/source.toml" for source in workspace.sources))
    return {
        **{f"{TEMPLATES}{name}": text for name, text in templates.items() if name == own_outline or not name.startswith(_OTHERS)},
        **{f"{DECLARATIONS}{name.removesuffix('.toml')}.json": _declared(workspace.root / name, edition) for name in names},
        _MUNICIPALITIES: _json({each.code: [each.name, each.bra_name, each.county] for each in municipalities().values()}),
    }


def sealed_workspace(root: Path, made_from: Mapping[str, bytes], formats: Collection[str]) -> Workspace:
    """The workspace that `sealed_bytes` was made of; the fonts of its templates lie in `root`.

    DeclarationError where this program does not understand a declaration any more.
    """
    named = json.loads(made_from[_MUNICIPALITIES])
    known = {code: Municipality(code, name, bra_name, county, (), 0) for code, (name, bra_name, county) in named.items()}
    texts = {name: _toml(content) for name, content in made_from.items() if name.startswith(DECLARATIONS) and name != _MUNICIPALITIES}
    configuration, catalogue = (f"{DECLARATIONS}{name.removesuffix('.toml')}.json" for name in (CONFIGURATION_FILE, CATALOGUE))
    indicators = indicator_ids(texts[catalogue])
    names = (name for name in sorted(texts) if name.endswith("/source.json"))
    own = parse_configuration(_CALENDAR + texts[configuration], known, configuration)
    schemes = schemes_of(own, known)
    sources = [parse_source(texts[name], PurePosixPath(name).parent.name, indicators, schemes, formats, name) for name in names]
    catalogued = parse_indicators(texts[catalogue], catalogue)
    return Workspace(root, own, catalogued, of_municipality(sources, own), _templates(root, made_from))


def _templates(root: Path, made_from: Mapping[str, bytes]) -> Templates:
    named = {name.removeprefix(TEMPLATES): content for name, content in made_from.items() if name.startswith(TEMPLATES)}
    texts = {name: content.decode() for name, content in named.items() if is_text(name)}
    fonts = {name: content for name, content in named.items() if name.startswith(f"{FONTS}/")}
    for name, content in fonts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    files = {name: content for name, content in named.items() if name not in texts}
    return Templates(texts, files, str(root / FONTS) if fonts else "")


def _declared(path: Path, edition: EditionId) -> bytes:
    """What a declaration says of the edition: a new comment, meeting day, other nämnd or way to collect makes no new version."""
    content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    for about_the_program in ("calendar", "notices", "collect", "fetch"):
        content.pop(about_the_program, None)
    own = [each for each in content.pop("committee", []) if each["id"] == edition.recipient]
    return _json(content | ({"committee": own} if own else {}))


def _json(content: Mapping[str, Any]) -> bytes:
    """In the order of the declaration, which decides the order of dimensions in the document."""
    return (json.dumps(content, ensure_ascii=False, indent=1, default=lambda day: {_DATE: day.isoformat()}) + "\n").encode()


def _toml(content: bytes) -> str:
    """The declaration as TOML, which our parsers read: a line per key."""
    return "".join(f"{_value(key)} = {_value(value)}\n" for key, value in json.loads(content).items())


def _value(value: Any) -> str:
    match value:
        case dict() if list(value) == [_DATE]:
            return str(value[_DATE])
        case dict():
            return "{ " + ", ".join(f"{_value(key)} = {_value(each)}" for key, each in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
