"""Printed numbers, periods and verdicts."""

from __future__ import annotations

from enum import Enum

import pytest

from briefing.document import wording
from briefing.findings.finding import Position, Trend
from briefing.observations.statement import Confidence, Direction, OverallLevel, SituationLevel
from briefing.terms.edition import Status
from briefing.terms.gap import Caveat, GapReason
from briefing.terms.indicator import Polarity, Unit
from briefing.terms.period import parse_period
from briefing.terms.sensitivity import Sensitivity


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [(3132, 0, "3\u00a0132"), (87.9, 1, "87,9"), (-1.25, 1, "−1,3"), (-0.2, 0, "0"), (2.5, 0, "3"), (1234567.0, 0, "1\u00a0234\u00a0567")],
)
def test_numbers_have_decimal_comma_and_no_break_spaces(value: float, decimals: int, printed: str) -> None:
    assert wording.number(value, decimals) == printed


@pytest.mark.parametrize(
    ("code", "printed"), [("2026-K2", "2026 kvartal\u00a02"), ("2026", "2026"), ("2026-06", "juni 2026"), ("2026-11-03", "2026-11-03")]
)
def test_periods_in_words(code: str, printed: str) -> None:
    assert wording.period(parse_period(code)) == printed


def test_an_expected_range_holds_just_the_counts_that_lie_in_it() -> None:
    assert wording.expected(2409.2, 3767.9) == "2\u00a0410–3\u00a0767"
    assert wording.expected(-3.0, 4.2) == "0–4"


VOCABULARY = [Trend, Position, SituationLevel, Direction, Confidence, OverallLevel, Status, Sensitivity, Caveat, GapReason, Unit]


@pytest.mark.parametrize("kind", VOCABULARY)
def test_every_word_of_the_vocabulary_is_worded(kind: type[Enum]) -> None:
    for value in kind:
        assert wording.word(value)


@pytest.mark.parametrize(
    ("verdict", "polarity", "said", "sign"),
    [
        (Position.BATTRE, Polarity.LAGRE_BATTRE, "bättre (lägre)", "◄"),
        (Position.BATTRE, Polarity.HOGRE_BATTRE, "bättre (högre)", "►"),
        (Position.SAMRE, Polarity.LAGRE_BATTRE, "sämre (högre)", "►"),
        (Position.LAGRE, Polarity.TOLKAS, "lägre", "◄"),
        (Position.LIKNANDE, Polarity.LAGRE_BATTRE, "liknande", "●"),
        (Position.GAR_INTE_ATT_BEDOMA, Polarity.TOLKAS, "går inte att bedöma", "○"),
    ],
)
def test_a_difference_is_said_with_its_direction(verdict: Position, polarity: Polarity, said: str, sign: str) -> None:
    assert wording.position(verdict, polarity) == said
    assert wording.position_sign(verdict, polarity) == sign


@pytest.mark.parametrize(("label", "inside"), [("Anmälda brott", "anmälda brott"), ("NTU-trygghet", "NTU-trygghet"), ("Ålder", "ålder")])
def test_a_label_inside_a_sentence_begins_small(label: str, inside: str) -> None:
    assert wording.running(label) == inside


def test_shares_have_three_steps() -> None:
    assert [wording.share_word(share) for share in (4.9, 5, 19.9, 20)] == ["liten del", "medelstor del", "medelstor del", "stor del"]
    assert wording.share_sign(5) == "■■□"
