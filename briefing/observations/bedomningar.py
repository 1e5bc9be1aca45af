"""Assessments that the municipality signs (format `bedomningar`): TOML, or a filled-in form."""

from __future__ import annotations

from itertools import chain

from briefing.observations.fault import UnusableError, quoted
from briefing.observations.form import is_form
from briefing.observations.form_fields import folded
from briefing.observations.form_reading import form_reading
from briefing.observations.reading import Reading
from briefing.observations.statement import Assessment, OverallLevel, Statement
from briefing.observations.stopped import without_persons
from briefing.observations.told import strange_dates, told_once
from briefing.observations.toml_tables import Fields, area_of, check_keys, date_of, said, sensitivity_of, text_of, texts_of, word_of
from briefing.observations.uppgifter import statement_of
from briefing.sources.source import Delivery, Source
from briefing.terms.citation import Citation
from briefing.terms.sensitivity import Sensitivity

_SIGNED = ("dated", "body", "role", "sensitivity")
_TOP = (*_SIGNED, "area")
_ROW = ("subject", "text", "level", "likelihood", "rests_on", "speaks_against", "area", *_SIGNED)
_BODY = "vilket organ som står för bedömningen"


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one `[[assessment]]` of a subject, with a text, a body and a date.

    Who signs and when may stand once at the top of the file; what the row says of it counts before that. A part that is a Word or Excel
    file is a form: a row is a dimension that somebody has answered, those that the source calls observed are statements. A judgement that
    points out a person is refused, and so is a word of likelihood that the workspace does not have.
    """

    def told(top: Fields, row: Fields, place: str) -> Assessment:
        return _assessment(top, row, source, Citation(delivery.id, place))

    def answered(top: Fields, row: Fields, place: str) -> Statement | Assessment:
        dimension = row["dimension"]
        if dimension in source.observed:
            return statement_of(top, row, source, Citation(delivery.id, place))
        named = {{"dimension": "subject", "overall": "level"}.get(key, key): value for key, value in row.items()}
        return told(top, named, place)

    def named(number: int, row: Fields) -> str:
        return f"bedömning {number} ({row.get('subject', '?')})"

    texts = tuple(part for part in delivery.parts if not is_form(part))
    written, refused, count = said(delivery, "assessment", named, _check_top, told, parts=texts)
    forms = [form_reading(part, delivery, source, _check_top, answered) for part in delivery.parts if is_form(part)]
    judged = (*written, *chain.from_iterable(form.assessments for form in forms))
    once, contradicted, duplicates = told_once(judged, lambda each: (each.subject, each.area, each.body, each.role, each.dated))
    observed, differing, repeated = told_once(
        chain.from_iterable(form.statements for form in forms), lambda each: (each.area, each.dimension, each.dated)
    )
    assessments, stopped = without_persons(once)
    statements, silenced = without_persons(observed)
    return Reading(
        statements=statements,
        assessments=assessments,
        refusals=(*refused, *chain.from_iterable(form.refusals for form in forms), *contradicted, *differing, *stopped, *silenced),
        doubts=(*strange_dates((*assessments, *statements), delivery), *chain.from_iterable(form.doubts for form in forms)),
        rows_read=count + sum(form.rows_read for form in forms),
        duplicates=duplicates + repeated,
    )


def _check_top(top: Fields) -> None:
    check_keys(top, _TOP)
    word_of(top, "sensitivity", Sensitivity)


def _assessment(top: Fields, row: Fields, source: Source, citation: Citation) -> Assessment:
    check_keys(row, _ROW)
    signed = {**top, **row}
    return Assessment(
        subject=text_of(row, "subject", expected="vad bedömningen gäller, till exempel samlad-bedomning"),
        area=area_of(source, row, top),
        level=word_of(row, "level", OverallLevel),
        text=text_of(row, "text", expected="bedömningen i text"),
        body=text_of(signed, "body", expected=_BODY),
        role=text_of(signed, "role"),
        dated=date_of(signed, "dated"),
        likelihood=_likelihood(row, source),
        rests_on=texts_of(row, "rests_on"),
        speaks_against=text_of(row, "speaks_against"),
        sensitivity=sensitivity_of(source, top, row),
        citation=citation,
    )


def _likelihood(row: Fields, source: Source) -> str:
    """The workspace's own word; UnusableError where it has no such word."""
    written = text_of(row, "likelihood")
    if not written or not source.likelihood:
        return written
    word = next((each for each in source.likelihood if folded(each) == folded(written)), "")
    if not word:
        raise UnusableError(quoted(written), "ett av " + ", ".join(source.likelihood), "rätta likelihood", column="likelihood")
    return word
