"""Outlines: broken ones are refused with every problem, and a new kind needs no Python."""

from __future__ import annotations

import pytest

from briefing.document.outline_check import outline_of
from briefing.document.templates import Templates
from briefing.errors import BriefingError, DeclarationError

SOURCES = {"polisen": ("rekrytering",)}
HEAD = 'title = "t"\nsubtitle = "s"\ntagline = "g"\n'


def templates(text: str) -> Templates:
    return Templates({"utgavor/prov.toml": HEAD + text, "texter/a.md.j2": "x"}, {})


def test_an_unknown_kind_lists_those_that_there_are() -> None:
    with pytest.raises(BriefingError, match="use one of prov"):
        outline_of("kvartl", templates(""), frozenset(), SOURCES)
    assert templates("").kinds == ("prov",)


def test_all_problems_of_an_outline_are_told_at_once() -> None:
    text = '[[section]]\nheading = "A"\nblock = [{kind = "matris", indicators = ["okand/ar", "brott"]}]\n'
    with pytest.raises(DeclarationError) as raised:
        outline_of("prov", templates(text), frozenset({"brott"}), SOURCES)
    assert [problem.problem for problem in raised.value.problems] == [
        "'okand' is not in sources/indicators.toml",
        "'brott' has no period",
    ]


def test_an_unknown_block_kind_is_refused() -> None:
    with pytest.raises(DeclarationError) as raised:
        outline_of("prov", templates('[[section]]\nheading = "A"\nblock = [{kind = "matrix"}]\n'), frozenset(), SOURCES)
    assert "matrix" in str(raised.value)
    assert "matris" in str(raised.value)


def test_the_indicators_of_an_outline_are_asked_for_once() -> None:
    blocks = '{kind = "matris", indicators = ["a/ar", "a/kvartal"]}, {kind = "trend", indicators = ["a/ar"]}'
    text = f'[[section]]\nheading = "A"\nblock = [{blocks}]\n'
    subjects = outline_of("prov", templates(text), frozenset({"a"}), SOURCES).subjects
    assert [each.id for each in subjects] == ["a:ar", "a:kvartal"]


def test_a_block_without_what_it_needs_is_refused() -> None:
    text = '[[section]]\nheading = "A"\nblock = [{kind = "trend"}, {kind = "uppgift", source = "polisen"}]\n'
    with pytest.raises(DeclarationError) as raised:
        outline_of("prov", templates(text), frozenset(), SOURCES)
    assert [problem.problem for problem in raised.value.problems] == ["the block has no indicators", "the block has no dimension"]


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ('kind = "andrade", source = "polis"', "'polis' is not a source in sources/"),
        ('kind = "uppgift", source = "polisen", dimension = "samlad"', "'samlad' is not a dimension of polisen"),
        ('kind = "perioder", indicators = ["a/kvartal"], rolling = 3', "3 is not a number of periods to sum"),
        ('kind = "trend", indicators = ["a/ar"], height_mm = -5', "-5 is no height for a figure"),
    ],
)
def test_what_an_outline_names_must_be_there(block: str, problem: str) -> None:
    with pytest.raises(DeclarationError) as raised:
        outline_of("prov", templates(f'[[section]]\nheading = "A"\nblock = [{{{block}}}]\n'), frozenset({"a"}), SOURCES)
    assert [each.problem for each in raised.value.problems] == [problem]


def test_a_profile_of_an_area_is_of_signs_only_and_asks_nothing_of_the_municipality() -> None:
    text = '[[section]]\nheading = "A"\nblock = [{kind = "omraden", subject = "samlat-lage", indicators = ["a/kvartal", "b/kvartal"]}]\n'
    with pytest.raises(DeclarationError) as raised:
        outline_of("prov", templates(text), frozenset({"a", "b"}), SOURCES, frozenset({"a"}))
    assert [each.problem for each in raised.value.problems] == ["'b' is not a sign of social unrest"]
    outline = outline_of("prov", templates(text), frozenset({"a", "b"}), SOURCES, frozenset({"a", "b"}))
    assert ([each.id for each in outline.signs], outline.subjects) == (["a:kvartal", "b:kvartal"], ())
