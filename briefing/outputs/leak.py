"""What points out a person in any byte of a file (trust.md): every text that `passages` finds, read by the scanner of `terms.identity`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.outputs.file import File
from briefing.outputs.passages import passages
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.terms.identity import Identity, IdentityKind, found, personal_numbers_in

_WORDS = {
    IdentityKind.PERSONNUMMER: "ett personnummer",
    IdentityKind.SAMORDNINGSNUMMER: "ett samordningsnummer",
    IdentityKind.EPOST: "en e-postadress",
    IdentityKind.TELEFON: "ett telefonnummer",
    IdentityKind.REGISTRERINGSNUMMER: "ett registreringsnummer",
}


@dataclass(frozen=True)
class Leak:
    """What points out a person and the way to it; or a part that could not be read (None), of which nobody knows.

    `written` is its letters and digits, to compare with; it is never printed.
    """

    place: str
    identity: Identity | None
    written: str = field(default="", repr=False)


def leaks(file: File, *, only_numbers: bool = False) -> tuple[Leak, ...]:
    """All that points out a person in the file, each once per part; in bytes that are no text, only personal identity numbers."""
    known: dict[tuple[str, str], Leak] = {}
    for passage in passages(file.name, file.content):
        if passage.text is None:
            known[passage.place, ""] = Leak(passage.place, None)
            continue
        scanner = found if passage.is_text and not only_numbers else personal_numbers_in
        for identity in scanner(passage.text):
            written = _bare(passage.text[identity.start : identity.end])
            known.setdefault((passage.place, written), Leak(passage.place, identity, written))
    return tuple(known.values())


def leak_faults(file: File, *, is_public: bool, contact: str = "") -> Iterator[GateRefusal]:
    """The refusals of a file: personal identity numbers and what cannot be read always, other contact details in a public edition only.

    What stands in the declared contact is allowed. The number itself is never repeated.
    """
    allowed = {_bare(contact[each.start : each.end]) for each in found(contact)}
    for leak in leaks(file, only_numbers=not is_public):
        if leak.identity is None:
            yield GateRefusal(file.name, GateReason.OLASBAR, f"En del av filen går inte att läsa och därmed inte att granska: {leak.place}")
        elif leak.identity.kind.is_personal_number:
            yield GateRefusal(file.name, GateReason.PERSONNUMMER, _said(leak.place, leak.identity))
        elif leak.written not in allowed:
            yield GateRefusal(file.name, GateReason.KONTAKTUPPGIFT, _said(leak.place, leak.identity))


def _said(place: str, identity: Identity) -> str:
    return f"Filen har {_WORDS[identity.kind]} ({identity.masked}): {place}, tecken {identity.start + 1}"


def _bare(written: str) -> str:
    return "".join(letter for letter in written.casefold() if letter.isalnum())
