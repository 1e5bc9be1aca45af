"""PC-Axis files (format `px`): keywords with values, and the numbers last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefing.observations.cube import METRIC, PLACE, TIME, Axis, Cube, Told, cell_place, cells_in_order, checked_size
from briefing.observations.cube_reading import read_cubes
from briefing.observations.decoding import decoded
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Part, Source

_AGAIN = "hämta tabellen på nytt som px-fil och ändra inget i den"
_KEYWORD = re.compile(r'\s*([A-Z][A-Z0-9-]*)(?:\[([a-z]{2}(?:-[A-Za-z]+)?)\])?(?:\(((?:"[^"]*"|[^()"])*)\))?\s*=')
_QUOTED = re.compile(r'"([^"]*)"')
_BETWEEN = re.compile(r"[\s,]*")
_CELL = re.compile(r'"([^"]*)"|([^\s,;"]+)')
_Key = tuple[str, str]
_GEOGRAPHY = "G"


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one cell. The file's first language is read; `..`, `.` and `-` are saknas."""
    return read_cubes(delivery, source, lambda part: [_cube(part)])


def _cube(part: Part) -> Cube:
    words, numbers = _taken_apart(decoded(part))
    names = [*words.get(("STUB", ""), ()), *words.get(("HEADING", ""), ())]
    if not names:
        raise UnusableError("en fil utan STUB och HEADING", "en px-fil med rubriker och DATA", _AGAIN)
    axes = tuple(_axis(name, words) for name in names)
    values: list[Told] = [cell if cell else bare for cell, bare in _CELL.findall(numbers)]
    cells = checked_size([len(axis.names) for axis in axes], len(values), _AGAIN)
    label = " ".join((*words.get(("CONTENTS", ""), ()),)[:1]) or " ".join((*words.get(("TITLE", ""), ()),)[:1])
    return Cube(label, axes, list(cells_in_order(axes, values)), cells, cell_place)


def _taken_apart(text: str) -> tuple[Mapping[_Key, Sequence[str]], str]:
    """Keyword and its subject → values in the file's first language, and the text of the numbers."""
    words: dict[_Key, Sequence[str]] = {}
    position = 0
    while True:
        match = _KEYWORD.match(text, position)
        if match is None:
            found = f"texten {quoted(text[position : position + 60])}"
            raise UnusableError(found, "ett nyckelord i en px-fil, och sist DATA", _AGAIN)
        if match[1] == "DATA":
            return words, _numbers(text[match.end() :])
        values, position = _values(text, match.end())
        if not match[2]:
            words[match[1], "".join(_QUOTED.findall(match[3] or "")[:1])] = values


def _values(text: str, position: int) -> tuple[Sequence[str], int]:
    """The values of one keyword, and where the next begins. A text goes on where a quotation mark follows the one before at once."""
    end = position
    while end < len(text) and text[end] != ";":
        end = text.find('"', end + 1) + 1 if text[end] == '"' else end + 1
        if end == 0:
            break
    if not 0 < end < len(text):
        raise UnusableError("ett nyckelord utan slut", "ett semikolon efter varje nyckelord", _AGAIN)
    told = text[position:end]
    if '"' not in told:
        return (told.strip(),), end + 1
    joined = re.sub(r'"[ \t]*\n[ \t]*"', "", told)
    return tuple(_QUOTED.findall(joined)), end + 1


def _numbers(text: str) -> str:
    """The text of the numbers; UnusableError where its end is missing."""
    body, end, _ = text.partition(";")
    if not end:
        raise UnusableError("en fil som slutar mitt bland talen", "ett semikolon efter det sista talet", _AGAIN)
    return body


def _axis(name: str, words: Mapping[_Key, Sequence[str]]) -> Axis:
    labels = words.get(("VALUES", name), ())
    codes = words.get(("CODES", name), labels)
    if not labels or len(codes) != len(labels) or len(set(codes)) != len(codes):
        found = f"dimensionen {quoted(name)} med {len(labels)} värden och {len(codes)} koder"
        raise UnusableError(found, "en kod för varje värde", _AGAIN)
    names = dict(zip(codes, labels, strict=True))
    metric = name in words.get(("CONTVARIABLE", ""), ())
    time, place = ("TIMEVAL", name) in words, words.get(("VARIABLE-TYPE", name), ("",))[0] == _GEOGRAPHY
    role = TIME if time else METRIC if metric else PLACE if place else ""
    units = {code: " ".join(words.get(("UNITS", label), words.get(("UNITS", ""), ()))) for code, label in names.items()} if metric else {}
    whole = "".join(words.get(("ELIMINATION", name), ()))
    return Axis(
        words.get(("VARIABLECODE", name), (name,))[0], name, role, names, units, next((c for c, n in names.items() if n == whole), "")
    )
