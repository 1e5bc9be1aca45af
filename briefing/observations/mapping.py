"""A source's own names of areas and categories → area codes and indicator ids; empty where the source does not map them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import get_close_matches

from briefing.observations.doubt import Check, Doubt
from briefing.observations.fault import quoted
from briefing.observations.registered import is_strange
from briefing.sources.source import Source

NAMED = 5  # so many unknown names are enough to find the cause, and a doubt stays one sentence
LIKENESS = 0.85  # below it "Region Nord" would be taken for a municipality, above it "Umea kommun" would not
_CODE = re.compile(r"(?!00)[0-9]{4}")
_SUFFIX = " kommun"


def area_code(source: Source) -> Callable[[str], str]:
    """The area code of a name in a file: a bare source's own name; a declared name, whatever its case, dash or s; a code itself."""
    if source.is_bare:
        return _plain
    declared = {_plain(name): code for name, code in source.areas.items()}
    codes = frozenset(source.areas.values())
    folded = _unambiguous((name.casefold(), code) for name, code in declared.items())
    stems = _unambiguous((_stem(name.casefold()), code) for name, code in declared.items())

    def code_of(name: str) -> str:
        plain = _plain(name)
        if plain in declared:
            return declared[plain]
        if plain in codes or (_CODE.fullmatch(plain) and not codes):
            return plain
        if is_strange(plain, source):  # is refused with its row, and not left out as other municipalities are
            return plain
        low = plain.casefold()
        return folded.get(low) or (stems.get(_stem(low), "") if low.endswith(_SUFFIX) else "")

    return code_of


def indicator_id(source: Source) -> Callable[[str], str]:
    """The indicator id of a category in the file: a bare source's own name, else what the source declares."""
    if source.is_bare:
        return _plain
    declared = {_plain(name): indicator for name, indicator in source.indicators.items()}
    return lambda name: declared.get(_plain(name), "")


def unknown_areas(names: Iterable[str], source: Source, delivery: str) -> Doubt | None:
    """One doubt that names areas that look like a municipality and are not known; None when there is none.

    "Hela landet" and regions are normal in a file and raise no doubt. Of a source that names the areas of a division all names do, but
    codes of other municipalities.
    """
    known = {_plain(name): name for name in source.areas}
    near = {name: _nearest(_plain(name), known) for name in dict.fromkeys(names)}
    by_division = any(each.division == source.division for each in source.register_of_areas)
    unknown = [name for name in near if near[name] or _plain(name).lower().endswith(_SUFFIX) or (by_division and not name[:2].isdigit())]
    if source.is_bare or not unknown:
        return None
    said = ", ".join(quoted(name) + (f" (menas {quoted(near[name])}?)" if near[name] else "") for name in unknown[:NAMED])
    more = f" och {len(unknown) - NAMED} till" if len(unknown) > NAMED else ""
    text = f"Leveransen har områden som källan inte känner till och som därför inte används: {said}{more}."
    return Doubt(Check.AVGRANSNING, delivery, text)


def _plain(name: str) -> str:
    """A name with single blanks and hyphens, as names are compared."""
    return " ".join(name.replace("–", "-").split())


def _stem(name: str) -> str:
    """`Arjeplogs kommun` (Brå's yearly table) and `Arjeplog kommun` (SOL) have the same stem, `Stockholm` and `Stockholm kommun` too."""
    return name.removesuffix(_SUFFIX).removesuffix("s")


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Stem → code, without the stems that two areas share."""
    distinct = set(pairs)
    shared = Counter(stem for stem, _ in distinct)
    return {stem: code for stem, code in distinct if shared[stem] == 1}


def _nearest(name: str, known: dict[str, str]) -> str:
    matches = get_close_matches(name, known, n=1, cutoff=LIKENESS)
    return known[matches[0]] if matches else ""
