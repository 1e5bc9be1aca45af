"""What is judged: the demo's edition of every kind that has an outline, so that a new kind is judged without a word here."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cache

from editions import Made, delivered, made
from workspaces import REPOSITORY

from briefing.outputs.file import File

_MEETING, _QUARTER = "2026-12-03", "2026-K2"
_OUTLINES = {path.stem: path for path in sorted((REPOSITORY / "templates" / "utgavor").glob("*.toml"))}

KINDS = tuple(_OUTLINES)


def edition(kind: str) -> Made:
    """The demo's edition of that kind: for the council's meeting, for the first nämnd, or for the quarter, as its outline says."""
    outline = tomllib.loads(_OUTLINES[kind].read_text(encoding="utf-8"))
    committees = delivered()[0].configuration.committees if outline.get("for_committee") else ()
    return made(kind, _MEETING if outline.get("for_meeting") else _QUARTER, committees[0].id if committees else "")


Judge = Callable[..., tuple[tuple[str, ...], ...]]


def findings(judge: Judge, kind: str, ending: str) -> tuple[str, ...]:
    """What a judge of several files says of that edition's; all kinds are shown to it at once, since its start costs most."""
    edition(kind)  # an edition that cannot be made says so here, and is no hindrance to the others
    return _findings_of_all(judge, ending)[kind]


@cache
def _findings_of_all(judge: Judge, ending: str) -> dict[str, tuple[str, ...]]:
    shown = dict(_shown(ending))
    return dict(zip(shown, judge(*shown.values()), strict=True))


def _shown(ending: str) -> Iterator[tuple[str, bytes]]:
    for kind in KINDS:
        try:
            yield kind, edition(kind).file(ending).content
        except Exception:  # whatever it is, the test of that kind tells it
            continue


def files(kind: str, media_type: str) -> tuple[File, ...]:
    """The files of that edition which are of that type."""
    return tuple(file for file in edition(kind).production.files if file.media_type.partition(";")[0] == media_type)
