"""The words for every kind of change between two editions: in the document, and where two editions of the archive are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefing.document import wording
from briefing.findings.definitions import Definition
from briefing.findings.rounds import Shift
from briefing.findings.since_numbers import ChangedNumber, ChangedSeries, NumberKind
from briefing.findings.since_problems import ProblemChange
from briefing.findings.since_terms import ChangedDefinition, Term
from briefing.findings.since_verdicts import CrossedWatchList
from briefing.observations.statement import Entry
from briefing.terms.period import in_words

CHANGED_VERDICT, CHANGED_DEFINITION, CHANGED_METHOD = "Ändrat resultat", "Ändrad definition", "Ändrad metod"
CHANGED_SIGN = "Ändrat tecken"
PARTIAL = "Den är en deponerad handling, och bara de bedömningar och siffror som har lagts in ur den jämförs."
NO_TERMS = "Den utgåvans datafil saknar definitioner och metoder, så ändringar i dem kan inte visas."
NUMBERS: Mapping[NumberKind, str] = {
    NumberKind.NYA_UPPGIFTER: "Nya uppgifter",
    NumberKind.IFYLLD_LUCKA: "Ifylld lucka",
    NumberKind.REVIDERAD_HISTORIK: "Reviderad historik",
    NumberKind.BORTTAGET_VARDE: "Borttaget värde",
    NumberKind.NU_SLUTLIG: "Nu slutlig",
}
SHIFTS: Mapping[Shift, str] = {
    Shift.FORSAMRAD: "Försämrad bedömning",
    Shift.FORBATTRAD: "Förbättrad bedömning",
    Shift.NY: "Ny bedömning",
    Shift.EJ_BEDOMD_NU: "Inte bedömd nu",
    Shift.NY_ORDALYDELSE: "Ny ordalydelse",
}
PROBLEMS: Mapping[ProblemChange, str] = {
    ProblemChange.OPPNAT: "Nytt problem",
    ProblemChange.AVSLUTAT: "Avslutat problem",
    ProblemChange.ANDRAT: "Ändrat problem",
}
TERMS: Mapping[Term, str] = {
    Term.DEFINITION: "definition",
    Term.MATT: "mått",
    Term.LASRIKTNING: "hur talet läses",
    Term.BROTT_I_SERIEN: "brott i serien",
    Term.KALLA: "källa",
    Term.TOLERANS: "tolerans mot en annan källa",
}
_MEANINGS: Mapping[str, str] = {
    CHANGED_SIGN: "ett tecken på social oro i ett område har en annan riktning; tecknen läggs inte ihop",
    "Nya uppgifter": "perioder som inte fanns då",
    "Ifylld lucka": "perioder där uppgiften saknades då",
    "Reviderad historik": "källan har ändrat ett tal som vi visade då",
    "Borttaget värde": "ett tal som vi visade då och som inte finns längre",
    "Nu slutlig": "ett preliminärt tal som har blivit slutligt utan att ändras",
    "Ändrad definition": "indikatorn betyder något annat, så talen före och efter är olika saker",
    "Ändrad metod": "samma tal prövas på ett annat sätt",
}
_NAMES_OF_A_PROBLEM = ("problemformulering", "problem", "rubrik", "titel")


def meanings(kinds: Iterable[str]) -> str:
    """A sentence on what those kinds of change mean; empty where they speak for themselves."""
    said = "; ".join(f"{wording.running(kind)}: {_MEANINGS[kind]}" for kind in kinds if kind in _MEANINGS)
    return f"{wording.sentence_case(said)}." if said else ""


def relative(change: ChangedNumber) -> float:
    """The change as a share of what it was; 0 where it was 0 or nothing."""
    return (change.now - change.before) / change.before if change.before and change.now is not None else 0.0


def series_kind(changed: ChangedSeries) -> str:
    """What it is that a series is shown in one of the editions only."""
    return ("Ny serie" if changed.is_whole else "Nytt mått") if changed.is_new else "Visas inte längre"


def problem_name(problem: Entry) -> str:
    """How a problem is put, or its id where the register has no wording of it."""
    return next((problem.fields[each] for each in _NAMES_OF_A_PROBLEM if problem.fields.get(each)), problem.id)


def verdict_word(verdict: str) -> str:
    """The printed word of a verdict's value; the value itself where the word is not used any more."""
    trends = {each.value: word for each, word in wording.TRENDS.items()}
    positions = {each.value: word for each, word in wording.POSITIONS.items()}
    return {**trends, **positions}.get(verdict, verdict.replace("_", " "))


def verdict_remark(*, method: bool, definition: bool) -> str:
    """That the method or the definition has changed too, which may be why the word has."""
    also = [each for each, is_so in (("metoden", method), ("definitionen", definition)) if is_so]
    return f"Också {wording.listed(also)} har ändrats, och skillnaden kan bero på det." if also else ""


def watch_kind(crossed: CrossedWatchList) -> str:
    """Which way an indicator has crossed the list."""
    return "Ny på bevakningslistan" if crossed.listed else "Inte längre på bevakningslistan"


def watch_remark(crossed: CrossedWatchList) -> str:
    """Why it may have left the list though nothing is known to be better."""
    return "" if crossed.judged else "Gick inte att bedöma den här gången."


def meaning(changed: ChangedDefinition) -> str:
    """What a changed definition does to the numbers."""
    if not changed.changes_meaning:
        return "Talen är desamma."
    if changed.values == 1:
        return "Ett tidigare tal är därför ett annat. Det är ingen revidering."
    if changed.values:
        return f"{wording.sentence_case(wording.spelled(changed.values))} tidigare tal är därför andra. Det är ingen revidering."
    return "Tal före och efter går inte att jämföra utan vidare."


def term_said(definition: Definition, term: Term) -> str:
    """One part of a definition as it is printed."""
    match term:
        case Term.DEFINITION:
            return wording.unbroken(definition.definition)
        case Term.MATT:
            return wording.UNITS[definition.unit]
        case Term.LASRIKTNING:
            return wording.READINGS[definition.polarity]
        case Term.BROTT_I_SERIEN:
            return "; ".join(f"{in_words(each.first)}: {each.reason}" for each in definition.breaks)
        case Term.KALLA:
            return definition.source
        case Term.TOLERANS:
            return wording.tolerance(definition.tolerance, definition.unit) if definition.tolerance else ""
