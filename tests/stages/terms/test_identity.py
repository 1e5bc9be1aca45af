"""E-mail addresses, telephone numbers and registration numbers; what looks like them and is not."""

from __future__ import annotations

import pytest

from briefing.terms.identity import IdentityKind, found, personal_numbers_in


def kinds(text: str) -> list[IdentityKind]:
    return [each.kind for each in found(text)]


@pytest.mark.parametrize(
    "text",
    ["samordnare@umea.se", "Skriv till anna.b-c+x@sub.umea.se.", "<a href='mailto:trygg@umeå.se'>", "TRYGG@UMEA.SE", "å.ö@exempel.nu"],
)
def test_an_email_address_is_found(text: str) -> None:
    assert kinds(text) == [IdentityKind.EPOST]


@pytest.mark.parametrize("text", ["@font-face { }", "@media print", "logo@2x.png", "a @ b", "x@y", "@umea", "pris @ 12.50 kr"])
def test_other_signs_at_are_no_addresses(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "070-123 45 67",
        "0701234567",
        "070 123 45 67",
        "070/123 45 67",
        "070-1234567",
        "073\u00a0123\u00a045\u00a067",
        "+46 70 123 45 67",
        "+46701234567",
        "+46 (0)70-123 45 67",
        "0046 70 123 45 67",
        "08-123 456 78",
        "090-16 10 00",
        "0910–12 34 56",
        "010-456 78 90",
    ],
)
def test_a_telephone_number_is_found(number: str) -> None:
    text = f"Ring {number}."
    [only] = found(text)
    assert only.kind is IdentityKind.TELEFON
    assert text[only.start : only.end] == number


@pytest.mark.parametrize(
    "text",
    [
        "11\u00a0053–12\u00a0641",
        "ring 114 14 eller 112",
        "0–5 år",
        "2026-08-14",
        "03-04-12 34 56",
        "kommun 0114 och 0180",
        "0,5–12,5",
        "2480-kvartal-2026-K2",
        "0.053-12 641",
        "1 090-16 10 00",
        "M10 05.12 0812 34",
        "#0b3d70 0801234567890",
    ],
)
def test_other_numbers_are_no_telephone_numbers(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("text", ["Bilen ABC123 sågs", "reg.nr abc 12d", "ABC-12D, en vit skåpbil", "Mopeden hade skylten ABC123"])
def test_a_registration_number_is_found_beside_a_word_of_vehicles(text: str) -> None:
    assert kinds(text) == [IdentityKind.REGISTRERINGSNUMMER]


@pytest.mark.parametrize(
    "text",
    [
        "N07540 om fordon",
        "U00489 bilar",
        "ABC123",
        "nyckeln DEF12K",
        "NTU 2025 om bilar",
        "bilen IQV123",
        "bil 2480A0010",
        f"bilen ABC123{'.' * 3}"[:5],
    ],
)
def test_codes_are_no_registration_numbers(text: str) -> None:
    assert kinds(text) == []


def test_what_is_found_stands_in_the_order_of_the_text_with_its_place_and_no_sign_of_itself() -> None:
    text = "Ring 070-123 45 67 eller skriv till a@b.se om 811228\u200b-9874."
    assert [(text[each.start : each.end], each.masked) for each in found(text)] == [
        ("070-123 45 67", "•••-••• •• ••"),
        ("a@b.se", "•@•.••"),
        ("811228\u200b-9874", "••••••\u200b-••••"),
    ]


def test_an_empty_text_has_nothing() -> None:
    assert found("") == ()


def test_a_long_stretch_of_letters_without_an_address_costs_nothing() -> None:
    assert found("A" * 2_000_000 + "@") == ()


def test_letters_are_neither_dashes_nor_blanks_nor_digits() -> None:
    """Signs of other alphabets make the text pass through the table of dashes and blanks."""
    assert [each.masked for each in found("å MAX@umea.se")] == ["•••@••••.••"]
    assert kinds("å 811228X9874") == []
    for sign in "‐‑‒–—―−﹣－\u00ad":
        assert kinds(f"å 811228{sign}9874") == [IdentityKind.PERSONNUMMER], hex(ord(sign))
    for blank in "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000":
        assert kinds(f"å 811228{blank}9874") == [IdentityKind.PERSONNUMMER], hex(ord(blank))
    for invisible in "\u200b\u200c\u200d\u2060\ufeff":
        assert kinds(f"å 8112{invisible}28-98{invisible}74") == [IdentityKind.PERSONNUMMER], hex(ord(invisible))
    assert kinds("å \uff18\uff11\uff11\uff12\uff12\uff18\uff0b\uff19\uff18\uff17\uff14") == [IdentityKind.PERSONNUMMER]
    assert kinds("Nr\uff1a811228-9874") == [IdentityKind.PERSONNUMMER]  # the wide colon stands next to the wide nine, and is none


def test_places_are_those_of_the_text_as_it_came() -> None:
    text = "\u200b å\u200b 8112\u200b28-9874\u200b, a@b.se"
    assert [text[each.start : each.end] for each in found(text)] == ["8112\u200b28-9874", "a@b.se"]
    assert [text[each.start : each.end] for each in personal_numbers_in(text)] == ["8112\u200b28-9874"]
    assert [each.kind for each in personal_numbers_in("070-123 45 67, a@b.se, 701063-2391")] == [IdentityKind.SAMORDNINGSNUMMER]


def test_of_two_that_overlap_the_first_is_told_and_of_two_at_one_place_the_personal_number() -> None:
    assert [(each.kind, each.start) for each in found("811228-9874@umea.se")] == [(IdentityKind.PERSONNUMMER, 0)]
    assert [(each.kind, each.start) for each in found("a811228-9874@umea.se")] == [(IdentityKind.EPOST, 0)]
    assert [each.kind for each in found("a@b.se, c@d.se")] == [IdentityKind.EPOST] * 2


@pytest.mark.parametrize(("letters", "start"), [(64, 0), (65, 1), (200, 136)])
def test_the_local_part_of_an_address_is_at_most_sixty_four_signs(letters: int, start: int) -> None:
    [only] = found("a" * letters + "@umea.se")
    assert (only.start, only.end) == (start, letters + 8)


def test_an_address_may_begin_the_text_and_follow_another_at() -> None:
    assert [each.start for each in found("@ @@ a@b.se")] == [5]
    assert [(each.start, each.end) for each in found("a@b.se")] == [(0, 6)]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("08-12345", False),  # seven digits
        ("08-123456", True),
        ("08-1234567", True),
        ("08-12345678", True),
        ("0910-123456", True),
        ("0910-1234567", False),  # eleven
        ("+46 8 123 45", False),
        ("+46 8 123 456", True),
        ("+46 910 123 456", True),
        ("+46 910 123 45 67", False),
        ("0046 8 123 456", True),
        ("0046 910 123 45 67", False),
        ("+46 (0)8-123 456", True),
    ],
)
def test_a_telephone_number_has_eight_to_ten_digits(text: str, is_one: bool) -> None:
    assert kinds(f"Ring {text} nu") == ([IdentityKind.TELEFON] if is_one else [])


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("bil ABC123", "ABC123"),
        ("bil ABC 123", "ABC 123"),
        ("bil ABC-123", "ABC-123"),
        ("bil abc123", "abc123"),
        ("bil abc 123", None),  # small letters and a blank are words and numbers
        ("bil med nr abc 123", "abc 123"),
        ("nr abc 123 är en bil", "abc 123"),
        ("bil med nr. abc 123", "abc 123"),
        ("bil med nummer: abc 123", "abc 123"),
        ("Registreringsnummer abc 123", "abc 123"),
        ("bil med nummer:  abc 123", None),
        ("bil nrX abc 123", None),
        ("rad 152, bil ABC123", "ABC123"),
        ("ABC123" + " " * 36 + " bil", "ABC123"),
        ("ABC123" + " " * 37 + " bil", None),
        ("bil " + " " * 36 + "ABC123", "ABC123"),
        ("bil " + " " * 37 + "ABC123", None),
        ("ABC123, bil", "ABC123"),
        ("ABC123,bilar", "ABC123"),
        ("bil ABC12A", "ABC12A"),
        ("bil ABC12O", None),
        ("bil IBC123", None),
        ("bil ABC1234", None),
        ("bil ABC123-4", None),
        ("bil XABC123", None),
        ("automobil ABC123", None),
        ("XX ABC123 XX", None),
    ],
)
def test_a_registration_number_stands_within_forty_signs_of_a_word_of_vehicles(text: str, plate: str | None) -> None:
    assert [text[each.start : each.end] for each in found(text)] == ([] if plate is None else [plate])
