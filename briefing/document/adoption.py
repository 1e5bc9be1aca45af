"""What an edited draft changes: every human text held against what was built and what stands now, and the lines around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from briefing.document.marked import Spans, likeness, marked
from briefing.observations.edited_draft import EditedDraft, EditedText, KnownText
from briefing.terms.address import addresses
from briefing.terms.identity import IdentityKind, found

_SAME_LINE = 0.5
_NUMBER = re.compile(r"[0-9][0-9 \u00a0.,–-]*")
_PERSONS = {
    IdentityKind.PERSONNUMMER: "ett personnummer",
    IdentityKind.SAMORDNINGSNUMMER: "ett samordningsnummer",
    IdentityKind.EPOST: "en e-postadress",
    IdentityKind.TELEFON: "ett telefonnummer",
    IdentityKind.REGISTRERINGSNUMMER: "ett registreringsnummer",
}


class Outcome(Enum):
    """What becomes of a human text. Only the first two are kept as new judgements, the second when somebody has chosen a side."""

    NY = "ny"
    KROCK = "krock"
    OFORANDRAD = "oforandrad"
    REDAN = "redan"
    ANNANS = "annans"
    SPARAD = "sparad_andring"
    PERSON = "personuppgift"
    TOMD = "tomd"
    BORTA = "borta"


@dataclass(frozen=True)
class TextOutcome:
    """One human text: as it was built (None: nobody knows), as it stands in the file, and as it stands in the workspace now.

    `detail` is a Swedish sentence where it is not simply new; `words` what the file changes, word by word.
    """

    control: str
    outcome: Outcome
    base: str | None
    edited: str
    current: str
    words: Spans
    detail: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def theirs(self) -> Spans:
        """What the workspace has changed since the file was made, word by word."""
        return marked(self.base_shown, masked(self.current))

    @property
    def base_shown(self) -> str:
        """The text as it was built, with nothing that points out a person; empty where nobody knows."""
        return masked(self.base or "")


@dataclass(frozen=True)
class AroundChange:
    """A line around the human texts that somebody has changed; empty for one that was not there before or is gone."""

    before: str
    now: str
    words: Spans

    @property
    def is_number(self) -> bool:
        """Whether a number is another, is gone or was put in."""
        return _numbers(self.before) != _numbers(self.now)


def outcomes(draft: EditedDraft, current: Mapping[str, str], others: Collection[str]) -> tuple[TextOutcome, ...]:
    """What becomes of every text of the file. `current` is control → Markdown as printed; `others` are sources whose texts are theirs."""
    edited = {each.control: each for each in draft.texts}
    tracked = {each.control for each in draft.tracked}
    return tuple(_outcome(each, edited.get(each.control), current, others, tracked) for each in draft.known)


def around_changes(draft: EditedDraft) -> tuple[AroundChange, ...]:
    """What was changed outside the controls, in reading order; empty where nobody knows what stood there."""
    if draft.built_around is None:
        return ()
    old, new = (list(lines) for lines in (draft.built_around, draft.around))
    matcher = SequenceMatcher(None, list(map(_squeezed, old)), list(map(_squeezed, new)), autojunk=False)
    codes = (each for each in matcher.get_opcodes() if each[0] != "equal")
    return tuple(change for _, a, b, c, d in codes for change in _between(old[a:b], new[c:d]))


def persons(text: str, known: str = "") -> tuple[str, ...]:
    """What in a text points out a person, in words and masked, where it did not stand in the text before."""
    told = [f"{_PERSONS[each.kind]} ({each.masked})" for each in found(text) if text[each.start : each.end] not in known]
    told += [f"en adress ({_dotted(text[start:end])})" for start, end in addresses(text) if text[start:end] not in known]
    return tuple(told)


def masked(text: str) -> str:
    """The text with every letter and digit of what points out a person as a dot."""
    places = [*((each.start, each.end) for each in found(text)), *addresses(text)]
    for start, end in places:
        text = text[:start] + _dotted(text[start:end]) + text[end:]
    return text


def _outcome(
    known: KnownText, edited: EditedText | None, current: Mapping[str, str], others: Collection[str], tracked: Collection[str]
) -> TextOutcome:
    now, name = current.get(known.control, ""), known.control
    text = edited.text if edited else ""
    outcome, detail = _judged(known, edited, now, others, tracked)
    before = now if known.base is None else known.base
    words = () if outcome in (Outcome.OFORANDRAD, Outcome.REDAN, Outcome.BORTA) else marked(masked(before), masked(text))
    return TextOutcome(name, outcome, known.base, text, now, words, detail, edited.remarks if edited else ())


def _judged(
    known: KnownText, edited: EditedText | None, now: str, others: Collection[str], tracked: Collection[str]
) -> tuple[Outcome, str]:
    name = f"”{known.control}”"
    if edited is None:
        return (Outcome.BORTA, f"Texten {name} finns inte längre i filen; den står kvar som den är.") if now else (Outcome.OFORANDRAD, "")
    if known.control in tracked:
        return Outcome.SPARAD, f"Texten {name} har spårade ändringar; godkänn eller avvisa dem i Word och kör adopt igen."
    if edited.text in (known.base, now):
        return (Outcome.OFORANDRAD if edited.text == known.base else Outcome.REDAN), ""
    if hindered := _hindered(known, edited.text, others):
        return hindered
    if known.base is not None and now == known.base:
        return Outcome.NY, ""
    return Outcome.KROCK, f"Texten {name} är ändrad både i filen och i arbetsytan; välj med --take mine (filen) eller --take theirs."


def _hindered(known: KnownText, text: str, others: Collection[str]) -> tuple[Outcome, str] | None:
    """Why a changed text cannot be kept, whoever chooses it; None where it can."""
    name = f"”{known.control}”"
    if known.control.partition(":")[0] in others:
        return Outcome.ANNANS, f"Texten {name} är en annans ord och ändras bara av den som lämnade den, i en ny leverans."
    if told := persons(text, known.base or ""):
        return Outcome.PERSON, f"Texten {name} har {', '.join(told)} och tas inte emot; ta bort det i Word och kör adopt igen."
    if not text:
        return Outcome.TOMD, f"Texten {name} är tömd i filen; den står kvar, eftersom en bedömning inte kan tas bort med adopt."
    return None


def _between(old: list[str], new: list[str]) -> Iterator[AroundChange]:
    if len(old) == len(new):
        yield from (_change(*pair) for pair in zip(old, new, strict=True))
        return
    left = list(old)
    for text in new:
        best = max(left, key=lambda each: likeness(each, text), default="")
        if best and likeness(best, text) >= _SAME_LINE:
            left.remove(best)
            yield _change(best, text)
        else:
            yield _change("", text)
    yield from (_change(each, "") for each in left)


def _change(before: str, now: str) -> AroundChange:
    return AroundChange(before, now, marked(masked(before), masked(now)))


def _numbers(text: str) -> list[str]:
    return [re.sub(r"[^0-9]", "", each) for each in _NUMBER.findall(text)]


def _squeezed(text: str) -> str:
    return re.sub("[\\s\u00a0\u00ad\u200b\u200e\u2060\ufeff]+", "", text)


def _dotted(text: str) -> str:
    return "".join("•" if letter.isalnum() else letter for letter in text)


def names_of(texts: Iterable[TextOutcome], *wanted: Outcome) -> tuple[TextOutcome, ...]:
    """The texts of these outcomes."""
    return tuple(each for each in texts if each.outcome in wanted)
