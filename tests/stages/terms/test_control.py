"""Names of controls are what programs accept, tell fields apart, and never change: files filled in last year are still read."""

from __future__ import annotations

import pytest

from briefing.terms.control import EDITION_NAMESPACE, FORM_NAMESPACE, FieldName, bookmark_name, control_tag, text_mark

LONG = "koppling-till-nationella-natverk-och-andra-kommuner-i-lanet"


def test_a_file_says_that_it_is_of_an_edition_or_a_form_in_the_same_words_for_ever() -> None:
    assert f"{EDITION_NAMESPACE} {FORM_NAMESPACE}" == "urn:lagesbild:utgava urn:lagesbild:formular"


def test_a_short_field_is_named_in_plain_words() -> None:
    assert FieldName("vald", "level").tag == "falt:vald:level"
    assert FieldName("", "text").tag == "falt::text"
    assert FieldName("vald", "level").bookmark == "b_falt_vald_level_7d7b140e"


@pytest.mark.parametrize(("length", "is_plain"), [(64, True), (65, False)])
def test_a_tag_is_at_most_64_characters(length: int, *, is_plain: bool) -> None:
    key = "x" * (length - len("falt:vald:"))
    written = f"falt:vald:{key}"
    assert FieldName("vald", key).tag == control_tag(written) == (written if is_plain else bookmark_name(written))


def test_a_bookmark_is_at_most_40_characters_and_two_long_names_are_two() -> None:
    one, two = (FieldName(LONG, key).bookmark for key in ("level", "text"))
    assert max(len(one), len(two)) == 40
    assert one != two
    assert bookmark_name("trasigt \ud800") != bookmark_name("trasigt \udfff")
    assert (bookmark_name("x" * 38), len(bookmark_name("x" * 39))) == ("b_" + "x" * 38, 40)


def test_the_sum_of_a_text_is_the_same_however_its_blanks_were_set() -> None:
    assert text_mark("Skriv här \n vad som hänt.") == text_mark("Skriv  här vad\tsom hänt.") == "c2fbcec4"
    assert text_mark("Skriv här vad som hände.") != text_mark("Skriv här vad som hänt.")
    assert text_mark("trasigt \ud800") != text_mark("trasigt")
