"""E-mail addresses, telephone numbers and registration numbers; what looks like them and is not."""

from __future__ import annotations

import pytest

from briefing.terms.identity import IdentityKind, found


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
