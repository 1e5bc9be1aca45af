"""`RegisterLayout`, how a register is kept: which fields its rows have, and what they must agree with (format `register`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from briefing.errors import Problem
from briefing.sources.catalogue import IDENTIFIER
from briefing.terms.value import unknown_word

REGISTER = "register:"
"""How the name of a register begins among what an outline names."""


class FieldKind(Enum):
    """What a field holds: free text, a day, an amount in whole kronor, a number, one of a few words, indicators, rows of a register."""

    TEXT = "text"
    DATUM = "datum"
    BELOPP = "belopp"
    TAL = "tal"
    VAL = "val"
    INDIKATOR = "indikator"
    POST = "post"


@dataclass(frozen=True)
class RegisterField:
    """One field of a register's rows. `label` is what the document calls it.

    `required`: a row without it is refused. `expected`: a row without it is shown and remarked upon. `values` maps the words that may
    stand there to the words that are printed (kind val). `register` is the register whose rows it names (kind post); `orphans` is what a
    row of that register is called that no row names ("ett problem utan åtgärd"; empty: it need not be named). `not_before` is the field
    whose day it may not be before, `at_most` the field whose amount it may not exceed.
    """

    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    expected: bool = False
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    register: str = ""
    orphans: str = ""
    not_before: str = ""
    at_most: str = ""


@dataclass(frozen=True)
class RegisterLayout:
    """One register: its name (also the word of its TOML tables), what a row is called, and its fields in their order.

    `owner` is the field that names who is responsible, by which a nämnd finds its own. `ended` are the words of the field `state` that
    say that a row is closed.
    """

    name: str
    row: str
    fields: Mapping[str, RegisterField] = field(hash=False)
    owner: str = ""
    state: str = ""
    ended: tuple[str, ...] = ()

    def is_ended(self, fields: Mapping[str, str]) -> bool:
        """Whether the fields of a row say that it is closed."""
        return bool(self.state) and fields.get(self.state, "") in self.ended


def register_problems(layout: RegisterLayout, where: tuple[str, ...]) -> Iterator[Problem]:
    """What does not fit together in a layout: names that are no ids, and fields that name others that there are not."""
    for name, one in (("name", layout.name), *((f"fields.{each}", each) for each in layout.fields)):
        if not IDENTIFIER.fullmatch(one):
            yield Problem((*where, name), f"'{one}' is not an id", "use 1 to 64 of the characters a-z, 0-9 and -")
    for key in ("owner", "state"):
        yield from _no_such_field(getattr(layout, key), layout.fields, (*where, key))
    for name, each in layout.fields.items():
        place = (*where, "fields", name)
        yield from _no_such_field(each.not_before, layout.fields, (*place, "not_before"))
        yield from _no_such_field(each.at_most, layout.fields, (*place, "at_most"))
        yield from _needs(each, place)
    words = layout.fields[layout.state].values if layout.state in layout.fields else {}
    for word in layout.ended:
        if word not in words:
            yield Problem((*where, "ended"), *unknown_word(word, f"a word of the field {layout.state or 'state'}", words))


def _no_such_field(name: str, fields: Collection[str], place: tuple[str, ...]) -> Iterator[Problem]:
    if name and name not in fields:
        yield Problem(place, *unknown_word(name, "a field of the register", fields))


_NEEDS = {FieldKind.VAL: "values", FieldKind.POST: "register"}


def _needs(each: RegisterField, place: tuple[str, ...]) -> Iterator[Problem]:
    for kind, key in _NEEDS.items():
        if (each.kind is kind) != bool(getattr(each, key)):
            wrong = "the key is missing" if each.kind is kind else f"only a field of kind {kind.value} has it"
            yield Problem((*place, key), wrong, f"add {key}" if each.kind is kind else "remove it")
