"""What uses of methods are put together from: parameters, spans of what came out, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from briefing.findings.method_use import LeftOut, Parameter, Value
from briefing.terms.gap import Gap

CONFIDENCE = 0.95  # of every interval that is printed without a level of its own


def parameters(**named: Value) -> tuple[Parameter, ...]:
    """Named values as parameters, in the order given."""
    return tuple(Parameter(name, value) for name, value in named.items())


def spans(**many: Sequence[float]) -> tuple[Parameter, ...]:
    """The lowest and highest of each (`fi_min`, `fi_max`); nothing of what is empty."""
    return parameters(**{f"{name}_{edge.__name__}": edge(values) for name, values in many.items() if values for edge in (min, max)})


def left_out(gaps: Iterable[Gap | None]) -> tuple[LeftOut, ...]:
    """What could not be given, the most common reason first."""
    counted = Counter(gap.detail for gap in gaps if gap is not None)
    return tuple(LeftOut(why, count) for why, count in counted.most_common())
