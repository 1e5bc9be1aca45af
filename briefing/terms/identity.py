"""What points out a person in a text: personal identity numbers first, then e-mail addresses, telephone and registration numbers.

It runs on what comes in and on all that goes out. How personal identity numbers are told from other numbers: `personal_number`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from briefing.terms.personal_number import personal_numbers


class IdentityKind(Enum):
    """What was found. The first two are personal identity numbers, which no delivery and no edition may hold."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    EPOST = "epost"
    TELEFON = "telefon"
    REGISTRERINGSNUMMER = "registreringsnummer"

    @property
    def is_personal_number(self) -> bool:
        return self in (IdentityKind.PERSONNUMMER, IdentityKind.SAMORDNINGSNUMMER)


@dataclass(frozen=True)
class Identity:
    """Something that points out a person: its kind, where it stands (`text[start:end]`), and its shape with no letter or digit left."""

    kind: IdentityKind
    start: int
    end: int
    masked: str


Place = tuple[IdentityKind, int, int]

_DASHES = "‐‑‒–—―−﹣－\u00ad"
_BLANKS = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SAME = dict.fromkeys(_DASHES, "-") | dict.fromkeys(_BLANKS, " ") | {"＋": "+", **{chr(0xFF10 + each): str(each) for each in range(10)}}
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")

_LOCAL = re.compile(r"[\w.%+'-]+\Z")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.)+(?!(?:png|jpe?g|gif|svg|webp|css|js)\b)[^\W\d_]{2,24}\b", re.IGNORECASE)

# Each begins with a set of signs, so that text without them is passed over fast; what must not stand before is looked for after it.
# A group is two or three digits; what has no blanks is an area code, a dash and five to eight digits, or a mobile number in a row.
_TELEPHONE = re.compile(
    r"[+0](?<![\w.,/+-].)(?<![0-9] .)(?:"
    r"(?:(?<=\+)46|(?<=0)046) ?-?(?:\(0\) ?)?[1-9][0-9]{0,2}(?:[ /-]{0,3}[0-9]{2,3}){2,4}"
    r"|(?<=0)(?:8|[1-9][0-9]{1,2})(?: ?[-/] ?| )[0-9]{2,3}(?: [0-9]{2,3}){1,3}"
    r"|(?<=0)(?:8|[1-9][0-9]{1,2})-[0-9]{5,8}"
    r"|(?<=0)7[02369][0-9]{7}"
    r")(?!\w|[.,-][0-9])"
)
_VEHICLE = re.compile(r"[0-9](?:(?<=[A-Za-z]{3}.)|(?<=[A-Za-z]{3}[ -].))[0-9][0-9A-Za-z](?![\w-])")
_PLATE = re.compile(r"(?<![\w-])[A-HJ-PR-UW-Z]{3}[ -]?[0-9]{2}[0-9A-HJ-NPR-UW-Z]", re.IGNORECASE)
_OF_VEHICLE = re.compile(
    r"\b(?:reg\.? ?(?:nr|nummer|skylt)|registrerings(?:nummer|nr|skylt\w*|märk\w*)|skylt\w*|fordon\w*"
    r"|(?:person|last|skåp|hyr|taxi)?bil(?:en|ar|arna)?|moped\w*|mopeder|motorcykel\w*|mc|släp\w*|buss\w*|epa\w*|a-traktor\w*)\b",
    re.IGNORECASE,
)
_NEAR = 40  # characters on either side of a registration number in which a word says that it is of a vehicle


def found(text: str) -> tuple[Identity, ...]:
    """All that points out a person, in the order of the text.

    Registration numbers are codes like others (three letters, three signs) and are found where a word beside them speaks of a vehicle.
    """
    plain, places = _plain(text)
    others = (*_emails(plain), *_telephones(plain), *_registrations(plain))
    all_found = sorted((*_numbers(plain), *others), key=lambda each: (each[1], not each[0].is_personal_number))
    kept = [each for before, each in pairwise([None, *all_found]) if each and not (before and each[1] < before[2])]
    return tuple(_identity(kind, places[start], places[end - 1] + 1, text) for kind, start, end in kept)


def personal_numbers_in(text: str) -> tuple[Identity, ...]:
    """The personal identity numbers alone, in half the time: what no delivery and no edition may hold."""
    plain, places = _plain(text)
    return tuple(_identity(kind, places[start], places[end - 1] + 1, text) for kind, start, end in _numbers(plain))


def _plain(text: str) -> tuple[str, range | tuple[int, ...]]:
    """The text with one dash, one blank and one kind of digits, nothing invisible; and each character's place in the original."""
    plain = text
    for sign in (each for each in (_SAME if not text.isascii() else "\t") if each in text):
        plain = plain.replace(sign, _SAME[sign])
    if plain.isascii() or not _INVISIBLE.search(plain):
        return plain, range(len(plain))
    kept = tuple(index for index, letter in enumerate(plain) if not _INVISIBLE.match(letter))
    return "".join(plain[index] for index in kept), kept


def _identity(kind: IdentityKind, start: int, end: int, text: str) -> Identity:
    return Identity(kind, start, end, "".join("•" if letter.isalnum() else letter for letter in text[start:end]))


def _numbers(text: str) -> Iterator[Place]:
    for start, end, day in personal_numbers(text):
        yield IdentityKind.SAMORDNINGSNUMMER if day > 60 else IdentityKind.PERSONNUMMER, start, end


def _emails(text: str) -> Iterator[Place]:
    """Around each @, so that long stretches without one cost nothing."""
    at = text.find("@")
    while at >= 0:
        local, domain = _LOCAL.search(text[max(0, at - 64) : at]), _DOMAIN.match(text, at + 1)
        if local and domain:
            yield IdentityKind.EPOST, at - len(local[0]), domain.end()
        at = text.find("@", at + 1)


def _telephones(text: str) -> Iterator[Place]:
    for match in _TELEPHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0].replace("(0)", ""))
        national = "0" + digits.removeprefix("00").removeprefix("46") if match[0].startswith(("+46", "0046")) else digits
        if 8 <= len(national) <= 10:
            yield IdentityKind.TELEFON, match.start(), match.end()


def _registrations(text: str) -> Iterator[Place]:
    for match in _VEHICLE.finditer(text):
        is_joined = text[match.start() - 1].isalpha()
        start = match.start() - (3 if is_joined else 4)
        if not (
            is_joined or text[start].isupper() or text[max(0, start - len("nummer: ")) : start].strip(" .:").endswith(("nr", "nummer"))
        ):
            continue  # small letters and a blank are words and numbers (`rad 152`)
        plate = _PLATE.match(text, start)
        if plate and _OF_VEHICLE.search(f"{text[max(0, start - _NEAR) : start]} | {text[plate.end() : plate.end() + _NEAR]}"):
            yield IdentityKind.REGISTRERINGSNUMMER, start, plate.end()
