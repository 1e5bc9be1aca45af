"""Assessments that the municipality signs (format `bedomningar`, TOML)."""

from __future__ import annotations

from briefing.observations.reading import Reading
from briefing.observations.statement import Assessment, OverallLevel
from briefing.observations.told import strange_dates, told_once
from briefing.observations.toml_tables import Fields, area_of, check_keys, date_of, said, sensitivity_of, text_of, texts_of, word_of
from briefing.sources.source import Delivery, Source
from briefing.terms.citation import Citation
from briefing.terms.sensitivity import Sensitivity

_SIGNED = ("dated", "body", "role", "sensitivity")
_TOP = (*_SIGNED, "area")
_ROW = ("subject", "text", "level", "likelihood", "rests_on", "speaks_against", "area", *_SIGNED)
_BODY = "vilket organ som står för bedömningen"


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one `[[assessment]]` of a subject, with a text, a body and a date.

    Who signs and when may stand once at the top of the file; what the row says of it counts before that.
    """

    def told(top: Fields, row: Fields, place: str) -> Assessment:
        return _assessment(top, row, source, Citation(delivery.id, place))

    def named(number: int, row: Fields) -> str:
        return f"bedömning {number} ({row.get('subject', '?')})"

    assessments, refused, count = said(delivery, "assessment", named, _check_top, told)
    once, contradicted, duplicates = told_once(assessments, lambda each: (each.subject, each.area, each.body, each.role, each.dated))
    doubts = strange_dates(once, delivery)
    return Reading(assessments=once, refusals=(*refused, *contradicted), doubts=doubts, rows_read=count, duplicates=duplicates)


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
        likelihood=text_of(row, "likelihood"),
        rests_on=texts_of(row, "rests_on"),
        speaks_against=text_of(row, "speaks_against"),
        sensitivity=sensitivity_of(source, top, row),
        citation=citation,
    )
