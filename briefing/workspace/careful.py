"""Readers kept apart from the program where a hostile file may harm them."""

from __future__ import annotations

from collections.abc import Callable

from briefing.observations.file_kinds import is_for_duckdb, is_risky
from briefing.observations.reading import Reading
from briefing.observations.recognition import Recognized, recognized
from briefing.sources.source import Delivery, Source
from briefing.workspace.examination import broken_fault
from briefing.workspace.isolation import AT_SIZE, DEFAULT, BreachError, isolated


def read_carefully(reader: Callable[[Delivery, Source], Reading], delivery: Delivery, source: Source) -> Reading:
    """What a reader makes of a delivery: in a child process with limits for packed, binary, marked-up and large files, here for others.

    A delivery that breaks the child is one refusal.
    """
    at_size = any(map(is_for_duckdb, delivery.parts))
    if not at_size and not any(map(is_risky, delivery.parts)):
        return reader(delivery, source)
    try:
        return isolated(reader, delivery, source, limits=AT_SIZE if at_size else DEFAULT)
    except BreachError as broken:
        return Reading(refusals=(broken_fault(broken).refusal(delivery.id, "", 0),))


def recognized_carefully(delivery: Delivery) -> Recognized | None:
    """The format that fits a delivery best, found as carefully; None where none fits, or it breaks the child."""
    at_size = any(map(is_for_duckdb, delivery.parts))
    if not at_size and not any(map(is_risky, delivery.parts)):
        return recognized(delivery)
    try:
        return isolated(recognized, delivery, limits=AT_SIZE if at_size else DEFAULT)
    except BreachError:
        return None
