"""The reading of one filled-in form: every answered dimension is a statement or a judgement, or is refused."""

from __future__ import annotations

from collections.abc import Callable

from briefing.observations.decoding import place_in
from briefing.observations.doubt import Refusal
from briefing.observations.fault import UnusableError
from briefing.observations.form import form_answers
from briefing.observations.reading import Reading
from briefing.observations.statement import Assessment, Statement
from briefing.observations.toml_tables import Fields
from briefing.sources.source import Delivery, Part, Source


def form_reading(
    part: Part,
    delivery: Delivery,
    source: Source,
    check_top: Callable[[Fields], object],
    told: Callable[[Fields, Fields, str], Statement | Assessment],
) -> Reading:
    """What `told(top, row, place)` makes of every answered dimension. `check_top` raises UnusableError where none of it can be used."""
    try:
        form = form_answers(part, delivery, source)
        check_top(form.top)
    except UnusableError as unusable:
        refusal = unusable.fault.refusal(delivery.id, place_in(delivery, part, ""), unusable.rows)
        return Reading(refusals=(refusal,), rows_read=unusable.rows)
    said: list[Statement | Assessment] = []
    refused: list[Refusal] = list(form.refused)
    for place, row in form.rows:
        try:
            said.append(told(form.top, row, place_in(delivery, part, place)))
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, place_in(delivery, part, place)))
    return Reading(
        statements=tuple(each for each in said if isinstance(each, Statement)),
        assessments=tuple(each for each in said if isinstance(each, Assessment)),
        refusals=tuple(refused),
        doubts=form.remarks,
        rows_read=len(form.rows) + sum(each.rows for each in form.refused),
    )
