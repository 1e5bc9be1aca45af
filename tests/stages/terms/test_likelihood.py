"""Words of likelihood: the scale that is given, and every fault of a list that a workspace writes itself."""

from __future__ import annotations

import pytest

from briefing.errors import Problem
from briefing.terms.likelihood import LIKELIHOOD, likelihood_faults

WHERE = ("briefing.toml", "likelihood")


def test_the_scale_has_five_words_that_follow_each_other_without_a_fault() -> None:
    assert list(LIKELIHOOD.items()) == [
        ("mycket osannolikt", "under 10 procent"),
        ("osannolikt", "10–35 procent"),
        ("möjligt", "35–65 procent"),
        ("troligt", "65–90 procent"),
        ("mycket troligt", "över 90 procent"),
    ]
    assert list(likelihood_faults(LIKELIHOOD)) == list(likelihood_faults({"MAXIMALT TROLIGT": "100 procent"})) == []


def test_an_empty_list_is_told_how_to_begin() -> None:
    remedy = 'write at least one word and what it means, for example "troligt" = "65–90 procent"'
    assert list(likelihood_faults({}, *WHERE)) == [Problem(WHERE, "the list is empty", remedy)]


@pytest.mark.parametrize("word", ["", "  ", "troligt, nog", "a;b", "a\nb"])
def test_a_word_that_no_drop_down_can_hold_is_a_fault_at_the_word(word: str) -> None:
    found = list(likelihood_faults({"troligt": "65 procent", word: "annat"}, *WHERE))
    assert found == [Problem((*WHERE, word), "it is no word for a list", "write it without comma, semicolon and line break")]


@pytest.mark.parametrize(("length", "fits"), [(252, True), (253, False)])
def test_the_words_and_what_parts_them_are_at_most_255_characters(length: int, *, fits: bool) -> None:
    found = list(likelihood_faults({"a": "ett", "b" * length: "två"}, *WHERE))
    too_long = Problem(WHERE, "the words are longer than 255 characters together", "write fewer or shorter words")
    assert found == ([] if fits else [too_long])
