"""The closed vocabularies of findings: a sealed record is read for ever, so no word of them may change."""

from __future__ import annotations

from enum import Enum

import pytest

from briefing.findings.vocabulary import IntervalKind, Method, Position, Protection, Subject, Trend
from briefing.terms.period import Frequency


@pytest.mark.parametrize(
    ("vocabulary", "words"),
    [
        (Trend, "okar minskar inom_normal_variation gar_inte_att_bedoma"),
        (Position, "battre samre liknande hogre lagre gar_inte_att_bedoma"),
        (Method, "kvasi_poisson tva_andelar osakerhetstal e_test"),
        (Protection, "skolresultat meningsfull_fritid ekonomisk_stabilitet ovrigt"),
        (IntervalKind, "byar exakt wilson publicerat"),
    ],
    ids=lambda each: each.__name__ if isinstance(each, type) else "",
)
def test_a_vocabulary_has_these_words_and_no_other(vocabulary: type[Enum], words: str) -> None:
    assert [each.value for each in vocabulary] == words.split()


def test_a_subject_is_named_by_its_indicator_and_how_often_it_is_asked_about() -> None:
    assert Subject("ran", Frequency.KVARTAL).id == "ran:kvartal"
