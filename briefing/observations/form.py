"""A filled-in form → the fields of its statements, as a declaration would have given them; what is wrong is said with field and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.fault import Fault, UnusableError, quoted
from briefing.observations.form_excel import filled_excel, texts_in_excel
from briefing.observations.form_fields import TOP_LABELS, Answer, Filled, folded, lines_of
from briefing.observations.form_shape import with_rows, words_of
from briefing.observations.form_word import filled_word, texts_in_word
from briefing.observations.workbook_cells import is_workbook
from briefing.sources.asked import JUDGED_FORMAT
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.identity import IdentityKind, personal_numbers_in
from briefing.terms.period import in_words, parse_period, written_day

_WORD_BODY = b"word/document.xml"
_SIGNATURE = {
    "body": "vilket organ som står för bedömningarna",
    "role": "vilken funktion som skriver under, aldrig ett personnamn",
    "dated": "dagen då bedömningarna gjordes, till exempel 2026-11-03",
}
_NUMBERS = {IdentityKind.PERSONNUMMER: "ett personnummer", IdentityKind.SAMORDNINGSNUMMER: "ett samordningsnummer"}


@dataclass(frozen=True)
class FormAnswers:
    """`top` is what holds for the whole form; `rows` the fields of each answered dimension with the place where they stand.

    `refused` are rows that cannot be used, `remarks` what is not used or was taken for granted.
    """

    top: dict[str, Any]
    rows: tuple[tuple[str, dict[str, Any]], ...]
    refused: tuple[Refusal, ...]
    remarks: tuple[Doubt, ...]


def is_form(part: Part) -> bool:
    """Whether a file is a Word or Excel file, and so no text."""
    return is_workbook(part)


def form_answers(part: Part, delivery: Delivery, source: Source) -> FormAnswers:
    """What a filled-in form says; UnusableError where the whole of it cannot be used: it is another form, or holds a personal number."""
    asked, filled = _filled(part, source)
    _check_identity(filled, delivery, source)
    _check_numbers(filled)
    rows, refused = _rows(filled, delivery, asked)
    top, remarks = _top(filled, delivery, source, len(rows) + len(refused))
    source = asked
    return FormAnswers(top, rows, (*refused, *_clashes(filled, delivery)), (*remarks, *_remarks(filled, delivery, source)))


def _filled(part: Part, source: Source) -> tuple[Source, Filled]:
    """The source as the form asks it, row by row where it asks about the rows of a register, and what is filled in."""
    if _WORD_BODY in (part.content or b""):
        asked = with_rows(source, texts_in_word(part) if source.each else ())
        return asked, filled_word(part, asked)
    try:
        asked = with_rows(source, texts_in_excel(part) if source.each else ())
        return asked, filled_excel(part, asked)
    except UnusableError as unusable:
        fault = unusable.fault
        raise UnusableError(f"en Excelfil som inte kan läsas: {fault.found}", "formuläret som Word- eller Excelfil", fault.remedy) from None


def _check_identity(filled: Filled, delivery: Delivery, source: Source) -> None:
    """UnusableError where it is a form for another contributor, period or municipality, or does not say which it is."""
    own = filled.identity
    if "kalla" not in own:
        raise UnusableError(
            "en fil som inte säger vilket formulär den är", "kommunens formulär, ifyllt", "fyll i det utskickade formuläret"
        )
    if own["kalla"] != source.id:
        remedy = f"lägg det i sources/{own['kalla']}/, eller fyll i rätt formulär"
        raise UnusableError(f"formuläret {quoted(own['kalla'])}", f"formuläret {quoted(source.id)}", remedy)
    if own.get("period", "") != delivery.covers.code:
        remedy = "döp filen efter formulärets period, eller fyll i formuläret för den här perioden"
        raise UnusableError(f"ett formulär för {_period(own)}", f"ett formulär för {in_words(delivery.covers)}", remedy)
    if source.municipality and own.get("kommun", "") != source.municipality:
        found = f"ett formulär för kommun {quoted(own.get('kommun', ''))}"
        raise UnusableError(found, f"ett formulär för kommun {quoted(source.municipality)}", "fyll i den egna kommunens formulär")
    if "omrade" in own and own["omrade"] not in source.areas.values():
        known = ", ".join(source.areas.values()) or "inget, för inga områden är deklarerade i briefing.toml"
        raise UnusableError(f"ett formulär för området {quoted(own['omrade'])}", known, "fyll i ett formulär för ett eget område")


def _period(own: Any) -> str:
    code = own.get("period", "")
    try:
        return in_words(parse_period(code))
    except ValueError:
        return f"perioden {quoted(code)}"


def _check_numbers(filled: Filled) -> None:
    """UnusableError where a personal identity number stands anywhere in the form: it is refused whole, and the number is masked."""
    texts = [(each.place, each.text) for each in filled.answers] + list(filled.strangers)
    for place, text in texts:
        for identity in personal_numbers_in(text):
            found = f"{_NUMBERS[identity.kind]} ({identity.masked}) i {place}"
            raise UnusableError(found, "ett formulär utan personnummer", "ta bort numret och lämna formuläret på nytt", rows=1)


def _top(filled: Filled, delivery: Delivery, source: Source, answered: int) -> tuple[dict[str, Any], list[Doubt]]:
    """Who answers and when. What nobody has filled in is taken from the agreement and the day of receipt, and remarked upon.

    A judgement is signed by whoever makes it: UnusableError where a form of judgements lacks body, function or day.
    """
    given = {each.name.key: each for each in filled.answers if not each.name.dimension and each.text}
    if source.format == JUDGED_FORMAT:
        return _signed(given, filled, source, answered), []
    top: dict[str, Any] = {"body": given["body"].text if "body" in given else source.producer, "dated": delivery.received_on}
    day = written_day(given["dated"].text) if "dated" in given else None
    if day is not None:
        return top | {"dated": day}, []
    why = f"{quoted(given['dated'].text)} går inte att läsa som ett datum" if "dated" in given else "Datum är inte ifyllt"
    text = f"{delivery.id}: {why}; dagen då formuläret kom, {delivery.received_on.isoformat()}, används."
    return top, [Doubt(Check.MOTTAGNING, delivery.id, text)]


def _signed(given: Mapping[str, Answer], filled: Filled, source: Source, answered: int) -> dict[str, Any]:
    """The signature of a form of judgements, and the area that it is about; a form that nobody has answered needs none."""
    for key, expected in _SIGNATURE.items():
        if answered and key not in given:
            remedy = f"fyll i {TOP_LABELS[key]} och lämna formuläret på nytt"
            raise UnusableError("ingenting", expected, remedy, rows=answered, column=TOP_LABELS[key])
    top: dict[str, Any] = {key: given[key].text for key in ("body", "role") if key in given}
    area = next((name for name, code in source.areas.items() if code == filled.identity.get("omrade")), "")
    return top | ({"dated": _day(given["dated"])} if "dated" in given else {}) | ({"area": area} if area else {})


def _day(answer: Answer) -> date:
    day = written_day(answer.text)
    if day is None:
        remedy = "skriv datumet som 2026-11-03 eller 3 november 2026"
        raise UnusableError(quoted(answer.text), "ett datum, till exempel 2026-11-03", remedy, column="Datum")
    return day


def _rows(filled: Filled, delivery: Delivery, source: Source) -> tuple[tuple[tuple[str, dict[str, Any]], ...], list[Refusal]]:
    """The fields of every dimension that somebody has answered, in the words of a declaration."""
    rows: list[tuple[str, dict[str, Any]]] = []
    refused: list[Refusal] = []
    for dimension, label in source.dimensions.items():
        own = [each for each in filled.answers if each.name.dimension == dimension and each.text]
        if not own:
            continue
        fields, unread = _fields(own, source)
        refused += [each.refusal(delivery.id, "", rows=0 if fields else 1) for each in unread]
        if fields:
            rows.append((_place(own, label), {"dimension": dimension, **fields}))
    return tuple(rows), refused


def _fields(own: list[Answer], source: Source) -> tuple[dict[str, Any], list[Fault]]:
    """What one dimension was answered, and what in it cannot be read.

    A text stands though the level beside it is no level. Nothing stands beside a sensitivity that cannot be read: it might be a stricter
    one than the source's. A judgement stands whole or not at all: it is signed.
    """
    fields: dict[str, Any] = {}
    unread: list[Fault] = []
    for each in reversed(own):
        try:
            fields[each.name.key] = _value(each, source)
        except UnusableError as unusable:
            unread.append(unusable.fault)
            if each.name.key == "sensitivity" or source.format == JUDGED_FORMAT:
                return {}, unread
    return ({} if unread and not {"level", "overall", "text"} & fields.keys() else fields), unread


def _place(own: list[Answer], label: str) -> str:
    """Where a dimension was answered: the row of a sheet, or the field of a document."""
    sheet, _, _ = own[0].place.partition(", kolumn ")
    return f"{sheet} ({label})" if sheet != own[0].place else f"fältet {label}"


def _value(answer: Answer, source: Source) -> str | list[str]:
    """The answer in the words of a declaration."""
    words = words_of(source, answer.name.key)
    if answer.name.key == "rests_on":
        return list(lines_of(answer.text))
    if not words:
        return answer.text
    if folded(answer.text) not in map(folded, words):
        raise UnusableError(f"{quoted(answer.text)} i {answer.place}", "ett av " + ", ".join(words), "välj i listan")
    return folded(answer.text)


def _clashes(filled: Filled, delivery: Delivery) -> Iterator[Refusal]:
    """A field that stands twice and says two things: the first counts, the second is refused."""
    first: dict[Any, Answer] = {}
    for each in (answer for answer in filled.answers if answer.text):
        earlier = first.setdefault(each.name, each)
        if earlier.text != each.text:
            fault = Fault(f"ett andra svar, {quoted(each.text)}", f"samma svar som i {earlier.place}", "behåll det ena svaret")
            yield fault.refusal(delivery.id, each.place, rows=0)


def _remarks(filled: Filled, delivery: Delivery, source: Source) -> Iterator[Doubt]:
    for place, text in filled.strangers:
        said = f"{delivery.id}, {place}: texten {quoted(text)} står inte i något fält och används inte; flytta den till ett fält."
        yield Doubt(Check.MOTTAGNING, delivery.id, said)
    for remark in filled.remarks:
        yield Doubt(Check.MOTTAGNING, delivery.id, f"{delivery.id}: {remark}")
    missing = [each for each in filled.missing if (each in source.per_area) == ("omrade" in filled.identity)]
    if missing:
        gone = ", ".join(quoted(source.dimensions[each]) for each in missing)
        yield Doubt(
            Check.MOTTAGNING, delivery.id, f"{delivery.id}: formuläret har inte längre något fält för {gone}; det räknas som obesvarat."
        )
