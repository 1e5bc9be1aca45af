"""Words go to Word and come back: whatever people write, the text that is read from the Word file is the text that was written in it."""

from __future__ import annotations

import os
from datetime import date
from itertools import product

import pytest
from builders_deliveries import delivery, part
from hypothesis import example, given, settings
from random_texts import LINKS, WEB, back, document_with, human, texts_of

from briefing.document.adoption import AroundChange, Outcome, around_changes, masked, outcomes
from briefing.document.document import Origin, Paragraph, Run, Text, Unwritten
from briefing.document.prose import paragraphs
from briefing.document.written_lines import base_of, printed
from briefing.observations.bedomningar import read
from briefing.observations.bedomningar_text import delivery_text
from briefing.observations.edited_draft import EditedDraft, EditedText, KnownText
from briefing.observations.statement import Assessment, OverallLevel
from briefing.observations.stopped import pointing_out
from briefing.observations.written import Line, Piece, markdown, normal
from briefing.sources.source import Source
from briefing.terms.citation import Citation
from briefing.terms.sensitivity import Sensitivity

_TRIES = 1000 if os.environ.get("BRIEFING_LONG") else 100
_FILES = 1000 if os.environ.get("BRIEFING_LONG") else 25
LONG = "Åtgärder på Östra Ersboda: ”vi gör det nu”. " * 250


def read_as(text: str) -> tuple[Line, ...]:
    return normal(
        Line(tuple(Piece(run.text, run.strong, run.emphasis, run.link) for run in each.runs), each.list_number) for each in paragraphs(text)
    )


@settings(max_examples=_TRIES, deadline=None)
@given(texts_of(LINKS))
@example([Line((Piece(LONG),))])
@example([])
@example([Line((Piece("0"), Piece("0", strong=True), Piece("0", strong=True, emphasis=True)))])
@example([Line((Piece("a", strong=True), Piece("b", strong=True, link="https://www.umea.se/"), Piece("c", strong=True)))])
def test_any_text_written_as_markdown_is_read_as_the_same_text(lines: list[Line]) -> None:
    assert read_as(markdown(lines)) == normal(lines)
    assert markdown(read_as(markdown(lines))) == markdown(lines)


def test_every_meeting_of_plain_bold_and_italics_is_read_as_it_was_written() -> None:
    looks = product((False, True), repeat=2)
    pieces = [Piece(text, *look) for look in looks for text in ("0", ".", " ")]
    lines = [Line(three) for three in product(pieces, repeat=3)]
    assert [each for each in lines if read_as(markdown([each])) != normal([each])] == []


def test_a_link_that_is_no_web_address_stands_as_words_whatever_is_beside_it() -> None:
    line = Line((Piece("a", strong=True), Piece("b", strong=True, link="file:x"), Piece("c", strong=True)))
    assert read_as(markdown([line])) == (Line((Piece("ab", strong=True), Piece(" (file:x)"), Piece("c", strong=True))),)


@settings(max_examples=_FILES, deadline=None)
@given(texts_of(LINKS))
@example([Line((Piece(LONG),))])
@example([Line((Piece("ett\ntvå "), Piece("fet", strong=True), Piece("länk", link="https://www.umea.se/"))), Line((Piece("a"),), -1)])
@example([Line((Piece("vart den leder", link="HTTPS://WWW.UMEA.SE/"),))])
@example([Line((Piece("tre"),), 3), Line((Piece("fyra"),), 4), Line((Piece("åter ett"),), 1), Line((Piece("löpande"),))])
def test_a_text_in_an_untouched_word_file_is_read_back_as_it_was_written(lines: list[Line]) -> None:
    text = markdown(lines)
    draft = back(document_with(human(text)))
    assert draft.built_around == draft.around
    if text:
        assert [each.text for each in draft.texts] == [printed(text)] == [each.base for each in draft.known]


def names_nobody(lines: list[Line]) -> bool:
    """Whether it is a text that may be signed: it says something, and points out nobody."""
    text = markdown(lines)
    return bool(text) and not pointing_out(text)


@settings(max_examples=_TRIES, deadline=None)
@given(texts_of(WEB).filter(names_nobody))
@example([Line((Piece("'''"),))])
@example([Line((Piece("slut'"),))])
@example([Line((Piece("Ã©, Â° och \ufffd"),))])
def test_a_text_kept_as_a_delivery_is_read_as_the_same_judgement(lines: list[Line]) -> None:
    place = Citation("bedomningar/2026-K2", "bedömning 1 (kort-sagt)")
    first = Assessment(
        "kort-sagt", "", OverallLevel.GULT, markdown(lines), 'Rådet "BRÅ"', "samordnare", date(2026, 7, 10), "troligt", ("a", 'b"'), "c",
        Sensitivity.INTERN, place,
    )  # fmt: skip
    came = delivery(part("2026-K2.toml", delivery_text([first])), source="bedomningar")
    reading = read(came, Source(id="bedomningar", format="bedomningar", sensitivity=Sensitivity.INTERN))
    assert reading.refusals == ()
    assert reading.assessments == (first,)


def test_a_missing_text_has_an_empty_field_and_the_hint_is_no_text() -> None:
    gap = Text(
        Origin.LUCKA, "○ Lucka", paragraphs("Texten är inte skriven.", ("lucka:x",)), unwritten=(Unwritten("kort-sagt", "Kort sagt"),)
    )
    draft = back(document_with(gap))
    assert [(each.control, each.base, each.hint) for each in draft.known] == [("kort-sagt", "", "Skriv texten här: Kort sagt.")]
    assert [each.text for each in draft.texts] == [""]
    assert outcomes(draft, {}, ())[0].outcome is Outcome.OFORANDRAD


_KNOWN = KnownText("samlad-bedomning", "Före.")


@pytest.mark.parametrize(
    ("edited", "now", "expected"),
    [
        ("Före.", "Före.", Outcome.OFORANDRAD),
        ("Före.", "Annat.", Outcome.OFORANDRAD),
        ("Efter.", "Före.", Outcome.NY),
        ("Efter.", "Efter.", Outcome.REDAN),
        ("Efter.", "Annat.", Outcome.KROCK),
        ("", "Före.", Outcome.TOMD),
        ("Ring 070-174 06 35.", "Före.", Outcome.PERSON),
        ("Se 811228-9874.", "Före.", Outcome.PERSON),
        ("Bor på Storgatan 12.", "Före.", Outcome.PERSON),
    ],
)
def test_a_text_is_held_against_what_was_built_and_what_stands_now(edited: str, now: str, expected: Outcome) -> None:
    draft = EditedDraft("2480-kvartal-2026-K2", "", (_KNOWN,), (EditedText(_KNOWN.control, edited),), (), ())
    found = outcomes(draft, {_KNOWN.control: now}, ())[0]
    assert found.outcome is expected
    assert "811228" not in found.detail


def test_a_text_whose_field_was_removed_is_said_and_stays() -> None:
    draft = EditedDraft("2480-kvartal-2026-K2", "", (_KNOWN,), (), (), ())
    found = outcomes(draft, {_KNOWN.control: "Före."}, ())[0]
    assert found.outcome is Outcome.BORTA
    assert "står kvar" in found.detail


def test_a_changed_number_is_told_from_changed_words() -> None:
    draft = EditedDraft("x", "", (), (), ("1 250 brott", "Nya ord här nu"), ("1\u00a0240 brott", "Gamla ord här nu"))
    assert [each.is_number for each in around_changes(draft)] == [True, False]


def test_blanks_alone_are_no_change() -> None:
    draft = EditedDraft("x", "", (), (), ("1 240  brott",), ("1\u00a0240 brott",))
    assert around_changes(draft) == ()
    assert isinstance(masked("a"), str)
    assert AroundChange("a 1", "a 2", ()).is_number


def test_what_was_built_stands_as_it_is_printed() -> None:
    text = human("Ett **viktigt** ord.")
    assert base_of(text) == "Ett **viktigt** ord."
    assert Paragraph((Run("a"),)).text == "a"
