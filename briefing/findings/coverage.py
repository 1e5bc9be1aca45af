"""What there is any figure of at all: the indicators that have a value for the municipality, and the deliveries it came in."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.observations.observations import Observations
from briefing.terms.request import Request


def coverage(observations: Observations, request: Request) -> Mapping[str, tuple[str, ...]]:
    """Indicator id → the deliveries, sorted, with a value of the municipality for a period that has ended with the edition's own.

    An indicator with gaps only is not there.
    """
    frame = observations.up_to(request.period.last_day).frame
    own = frame[(frame["area"] == request.municipality.code) & frame["value"].notna()]
    pairs = own[["indicator", "delivery"]].drop_duplicates()
    return {str(indicator): tuple(sorted(rows["delivery"])) for indicator, rows in pairs.groupby("indicator")}
