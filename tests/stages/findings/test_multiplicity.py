from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from briefing.findings.multiplicity import benjamini_hochberg, printed_confidence

# Oracle O6: the fifteen p-values of Benjamini & Hochberg 1995, section 3.2.
P = (0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1)
ADJUSTED = (
    *(0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571, 0.0638571, 0.0645),
    *(0.0765, 0.486, 0.5811818, 0.714875, 0.7532308, 0.8132143, 1),
)


def test_the_example_of_benjamini_and_hochberg() -> None:
    adjusted = benjamini_hochberg(P)
    assert adjusted == pytest.approx(ADJUSTED, abs=1e-6)
    assert sum(p < 0.05 for p in adjusted) == 4


def test_the_order_given_is_kept_and_ties_are_equal() -> None:
    shuffled = np.random.default_rng(1995).permutation([*P, 0.0201])
    assert benjamini_hochberg(shuffled.tolist()) == pytest.approx(stats.false_discovery_control(shuffled))


def test_one_test_needs_no_adjustment_and_none_gives_none() -> None:
    assert benjamini_hochberg([0.04]) == (0.04,)
    assert benjamini_hochberg([]) == ()
    assert benjamini_hochberg([0.0, 1.0]) == (0.0, 1.0)


@pytest.mark.parametrize("p", [-0.1, 1.1, 2.0, float("nan")])
def test_what_is_no_probability_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match=r"^a p-value lies between 0 and 1$"):
        benjamini_hochberg([0.5, p])


def test_the_printed_level_is_wider_the_more_is_tested_and_the_less_is_found() -> None:
    assert printed_confidence(tests=1, rejections=0) == pytest.approx(0.95)
    assert printed_confidence(tests=7, rejections=0) == printed_confidence(tests=7, rejections=1) == pytest.approx(0.992857, abs=1e-6)
    assert printed_confidence(tests=7, rejections=7) == pytest.approx(0.95)
