"""Markdown with Jinja: what templates may do, and what values cannot."""

from __future__ import annotations

import pytest

from briefing.document.prose import Prose, paragraph, paragraphs
from briefing.document.templates import Templates
from briefing.errors import BriefingError


def prose(**texts: str) -> Prose:
    return Prose(Templates({name.replace("__", "/"): text for name, text in texts.items()}, {}))


def test_a_value_is_text_even_when_it_looks_like_markdown_or_jinja() -> None:
    filled = prose(a="{{ namn }}").filled("a", {"namn": "*Å* [x](http://y) {{ 1 }} <b> &amp;"})
    runs = paragraph(filled).runs
    assert "".join(run.text for run in runs) == "*Å* [x](http://y) {{ 1 }} <b> &amp;"
    assert not any(run.emphasis or run.link for run in runs)


def test_an_undefined_name_stops_and_names_the_template() -> None:
    with pytest.raises(BriefingError) as raised:
        prose(texter__a="Hej {{ komun }}").filled("texter/a", {"kommun": "Umeå"})
    assert raised.value.problems[0].where == ("templates/texter/a", "line 1")
    assert "komun" in raised.value.problems[0].problem


def test_a_broken_template_names_the_line() -> None:
    with pytest.raises(BriefingError, match="line 2"):
        prose(a="x\n{% if %}").filled("a", {})


@pytest.mark.parametrize("written", ["{{ 1 / 0 }}", "{{ namn + 1 }}", "{{ namn[9] }}", "{{ namn.finns.inte }}"])
def test_what_a_template_computes_wrongly_is_the_templates_fault(written: str) -> None:
    with pytest.raises(BriefingError, match="line 2"):
        prose(a=f"x\n{written}").filled("a", {"namn": "Umeå"})


def test_a_template_cannot_reach_outside() -> None:
    with pytest.raises(BriefingError):
        prose(a="{{ ''.__class__.__mro__ }}").filled("a", {})


def test_lists_bold_and_links_are_kept() -> None:
    made = paragraphs("Först **fet** och [länk](https://bra.se).\n\n1. ett\n2. två\n\n- punkt\n")
    assert [each.list_number for each in made] == [0, 1, 2, -1]
    assert [(run.text, run.strong, run.link) for run in made[0].runs] == [
        ("Först ", False, ""),
        ("fet", True, ""),
        (" och ", False, ""),
        ("länk", False, "https://bra.se"),
        (".", False, ""),
    ]


def test_raw_html_is_text() -> None:
    assert paragraphs("<script>alert(1)</script>")[0].text == "<script>alert(1)</script>"
