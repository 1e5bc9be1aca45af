from __future__ import annotations

import pytest

from briefing.document.profile import Colours, Profile, contrast, profile_of
from briefing.document.templates import Templates
from briefing.errors import DeclarationError


def profile(text: str, **files: bytes) -> Profile:
    return profile_of(Templates({"profil.toml": text}, {name.replace("_", "."): content for name, content in files.items()}))


def fault(text: str) -> str:
    with pytest.raises(DeclarationError) as raised:
        profile(text)
    return str(raised.value)


def test_without_a_profile_the_look_is_the_standard_one() -> None:
    assert profile_of(Templates({}, {})) == Profile()


def test_the_repositorys_profile_is_the_standard_look(kvartal) -> None:  # type: ignore[no-untyped-def]
    profile = profile_of(kvartal.workspace.templates)
    assert (profile.logo, profile.colours, profile.changed) == ("", Colours(), {})


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#FFFFFF") == pytest.approx(1.0)
    assert contrast("#000000") == pytest.approx(21.0)
    assert contrast("#0B5394") == pytest.approx(7.8, abs=0.05)  # measured for the look


def test_a_colour_that_cannot_be_read_is_refused_with_its_contrast() -> None:
    said = fault('[colours]\nheading = "#E69F00"')
    assert "templates/profil.toml > colours > heading" in said
    assert "2.3 against white, and 4.5 is needed" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[colours]\nown = "blå"', "'blå' is not a colour"),
        ('logo = "vapen.svg"', "there is no templates/vapen.svg"),
        ('logo = "vapen.jpg"', "neither an svg nor a png"),
        ("logo_height_mm = 400", "does not fit the page"),
        ('[fonts]\nword = "<w:b/>"', "not the name of a font"),
        ('[farger]\nown = "#000000"', "the key is not known here"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(text: str, expected: str) -> None:
    assert expected in fault(text)


def test_colours_are_changed_in_attributes_and_never_in_texts() -> None:
    own = Profile(colours=Colours(own="#7A0000"))
    assert own.coloured('<a val="0B5394" fill="#0B5394">0B5394 och 0A3A66</a>') == '<a val="7A0000" fill="#7A0000">0B5394 och 0A3A66</a>'
    assert Profile().coloured('<a val="0B5394"/>') == '<a val="0B5394"/>'


def test_a_logo_lies_in_templates() -> None:
    assert profile('logo = "vapen.png"', vapen_png=b"\x89PNG").logo == "vapen.png"
