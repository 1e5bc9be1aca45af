"""What tables of numbers say of a value: in which unit it is, whether it is preliminary, why an interval is not there."""

from __future__ import annotations

from typing import Any

from builders_areas import scene
from builders_observations import counted, indicator

from briefing.document.document import Table
from briefing.document.outline import BlockKind, BlockOutline
from briefing.document.tables import groups, key_figures

_FRAUD = indicator("bedragerier")


def _table(kind: BlockKind, counts: dict[str, float | str], **constant: Any) -> Table:
    block = BlockOutline(kind, caption="Bedrägerier", indicators=("bedragerier/ar",))
    compose = {BlockKind.NYCKELTAL: key_figures, BlockKind.GRUPPER: groups}[kind]
    composed = compose(block, scene(counted(counts, population=2_350, about="bedragerier", **constant), block, (_FRAUD,)))
    [table] = composed.blocks
    assert isinstance(table, Table)
    return table


def test_a_key_figure_that_is_counted_and_shown_as_a_rate_is_called_a_rate() -> None:
    name, _, value, *_ = _table(BlockKind.NYCKELTAL, {"2025": 6}).rows[0]
    assert (value.text, name.note) == ("255", "per 100\u00a0000 inv.")


def test_a_preliminary_key_figure_is_marked() -> None:
    assert _table(BlockKind.NYCKELTAL, {"2025": 6}, status=["preliminar"]).rows[0][2].text == "255\u00a0(p)"


def test_an_interval_is_not_said_to_be_missing_where_the_cases_are_too_few_for_one() -> None:
    few, enough = (_table(BlockKind.GRUPPER, {"2025": count}).rows[0][4].text for count in (3, 60))
    assert (few, enough) == ("färre än fem fall", "1\u00a0948–3\u00a0286")
