"""Statements from outside, police or administration, along fixed dimensions (format `uppgifter`): TOML, or a filled-in form."""

from __future__ import annotations

from difflib import get_close_matches

from briefing.observations.fault import UnusableError, quoted
from briefing.observations.form import is_form
from briefing.observations.form_reading import form_reading
from briefing.observations.reading import Reading
from briefing.observations.statement import Confidence, Direction, SituationLevel, Statement
from briefing.observations.stopped import without_persons
from briefing.observations.told import strange_dates, told_once
from briefing.observations.toml_tables import Fields, area_of, check_keys, date_of, said, sensitivity_of, text_of, word_of
from briefing.sources.source import Delivery, Source
from briefing.terms.citation import Citation
from briefing.terms.sensitivity import Sensitivity

_TOP = ("dated", "body", "sensitivity", "area")
_ROW = ("dimension", "level", "direction", "confidence", "text", "area", "sensitivity")
_BODY = "vem som står för uppgifterna, till exempel en myndighet; aldrig ett personnamn"


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one `[[statement]]` of a dimension, with a level or a text or both.

    A part that is a Word or Excel file is a form: a row is a dimension that somebody has answered.
    The same dimension and area said twice alike is a duplicate; said otherwise the second time, that row is refused. A text that points
    out a person is stopped, and a level beside it kept.
    """

    def told(top: Fields, row: Fields, place: str) -> Statement:
        return statement_of(top, row, source, Citation(delivery.id, place))

    def named(number: int, row: Fields) -> str:
        return f"uppgift {number} ({row.get('dimension', '?')})"

    texts = tuple(part for part in delivery.parts if not is_form(part))
    statements, refused, count = said(delivery, "statement", named, _check_top, told, parts=texts)
    forms = [form_reading(part, delivery, source, _check_top, told) for part in delivery.parts if is_form(part)]
    everything = (*statements, *(each for form in forms for each in form.statements))
    once, contradicted, duplicates = told_once(everything, lambda each: (each.area, each.dimension, each.dated))
    kept, stopped = without_persons(once)
    return Reading(
        statements=kept,
        refusals=(*refused, *(each for form in forms for each in form.refusals), *contradicted, *stopped),
        doubts=(*strange_dates(kept, delivery), *(each for form in forms for each in form.doubts)),
        rows_read=count + sum(form.rows_read for form in forms),
        duplicates=duplicates,
    )


def statement_of(top: Fields, row: Fields, source: Source, citation: Citation) -> Statement:
    """The statement of one row; UnusableError where it cannot be used."""
    check_keys(row, _ROW)
    level, text = word_of(row, "level", SituationLevel), text_of(row, "text")
    if level is None and not text:
        raise UnusableError("varken nivå eller text", "level eller text, eller båda", "fyll i uppgiften eller ta bort den")
    return Statement(
        source=source.id,
        area=area_of(source, row, top),
        dimension=_dimension(row, source),
        level=level,
        direction=word_of(row, "direction", Direction),
        confidence=word_of(row, "confidence", Confidence),
        text=text,
        body=text_of(top, "body", expected=_BODY),
        sensitivity=sensitivity_of(source, top, row),
        dated=date_of(top, "dated"),
        citation=citation,
    )


def _check_top(top: Fields) -> None:
    check_keys(top, _TOP)
    text_of(top, "body", expected=_BODY)
    date_of(top, "dated")
    word_of(top, "sensitivity", Sensitivity)


def _dimension(row: Fields, source: Source) -> str:
    dimension = text_of(row, "dimension", expected="en dimension")
    if source.dimensions and dimension not in source.dimensions:
        nearest = get_close_matches(dimension, source.dimensions, n=1)
        expected = quoted(nearest[0]) if nearest else "en av " + ", ".join(source.dimensions)
        raise UnusableError(f"dimensionen {quoted(dimension)}", expected, "rätta dimension", column="dimension")
    return dimension
