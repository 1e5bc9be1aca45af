"""The fields of a form: their keys, what they are called on it, the words that may be chosen, and what a filled-in form said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.terms.control import FieldName

LABELS: Mapping[str, str] = {
    "level": "Nivå",
    "direction": "Riktning",
    "confidence": "Säkerhet",
    "overall": "Läge",
    "likelihood": "Sannolikhet",
    "sensitivity": "Känslighet",
    "text": "Beskrivning",
    "rests_on": "Bygger på",
    "speaks_against": "Talar emot",
}
"""What is answered for a dimension, in the order of the columns of the Excel form; a source has some of them (`sources.asked`)."""
WORDS: Mapping[str, tuple[str, ...]] = {
    "level": ("låg", "förhöjd", "hög", "mycket hög"),
    "direction": ("försämrad", "oförändrad", "förbättrad"),
    "confidence": ("låg", "medel", "hög"),
    "overall": ("grönt", "gult", "rött"),
    "sensitivity": ("öppen", "intern", "begränsad"),
}
"""The words of each drop-down, but for those of likelihood, which are the workspace's own.

Folded (`folded`) they are the words of a declaration: `mycket hög` is mycket_hog."""
TOP_LABELS: Mapping[str, str] = {"body": "Lämnas av", "role": "Funktion", "dated": "Datum"}
"""What is answered once for the whole form; only judgements are signed with a function."""
IDENTITY_LABELS: Mapping[str, str] = {"kommun": "Kommun", "kalla": "Formulär", "period": "Period", "omrade": "Område"}
"""What says which form it is; nobody fills it in."""
DIMENSION, NUMBERS, EARLIER, HELP = "Uppgift", "Siffror", "Förra gången", "Hjälp"
GROWS = "Rutan växer när ni skriver."
"""What stands last in a field for running text, since a cell ends with a paragraph."""
CHOOSE, WRITE, WRITE_DATE = "Välj i listan", "Klicka här och skriv", "Skriv datum, ÅÅÅÅ-MM-DD"
PROMPTS = (
    *(CHOOSE, WRITE_DATE, WRITE),
    *("Klicka eller tryck här för att ange text.", "Klicka här för att ange text.", "Click or tap here to enter text."),
    *("Välj ett objekt.", "Choose an item.", "Klicka eller tryck här för att ange datum.", "Click or tap to enter a date."),
)
"""What stands in a field until somebody answers, ours and Word's own; some programs save it as if it were an answer."""

_LETTERS = str.maketrans("åäöéü", "aaoeu")


@dataclass(frozen=True)
class Answer:
    """What somebody wrote in one field, as Markdown where it is a text; empty where nothing was. `place` is where it stands."""

    name: FieldName
    text: str
    place: str


@dataclass(frozen=True)
class Filled:
    """A filled-in form as it was found in its file.

    `identity` has the municipality's code (`kommun`), the source's id (`kalla`), the code of the `period`, and that of the area (`omrade`)
    where the form is about one, as far as they are still there. `strangers` are texts in no field of the form, with their places;
    `remarks` what else is worth knowing, as Swedish sentences.
    `missing` are dimensions that the file has no field for any more.
    """

    identity: Mapping[str, str] = field(hash=False)
    answers: tuple[Answer, ...]
    strangers: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def folded(text: str) -> str:
    """A word as declarations write it: small ASCII letters, underscores for what stands between."""
    return re.sub(r"[^a-z0-9]+", "_", text.casefold().translate(_LETTERS)).strip("_")


def without_prompt(text: str) -> str:
    """An answer without the prompt that stood in its field before it."""
    plain = text.strip().removesuffix(GROWS).strip()
    return next((plain[len(prompt) :].strip() for prompt in PROMPTS if plain.startswith(prompt)), plain)


def lines_of(text: str) -> tuple[str, ...]:
    """The items of a field that lists things: one a line, or parted by semicolons."""
    items = (re.sub(r"\A(?:[•·▪‣–-]|\d{1,3}[.)])\s+", "", each.strip()) for each in re.split(r"[;\n]", text))
    return tuple(each for each in items if each)


def codes_in(text: str) -> str:
    """The code in the last parentheses of a text (`Umeå (2480)`), else the text itself."""
    found = re.search(r"\(([^()]+)\)\s*\Z", text)
    return (found[1] if found else text).strip()
