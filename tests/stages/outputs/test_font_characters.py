from __future__ import annotations

import struct

import pytest
from sample_edition import all_templates

from briefing.outputs.font_characters import characters


def font(subtable: bytes, platform: int = 3, encoding: int = 10) -> bytes:
    """A font file of nothing but a table of characters."""
    cmap = struct.pack(">HHHHI", 0, 1, platform, encoding, 12) + subtable
    return b"\x00\x01\x00\x00" + struct.pack(">HHHH", 1, 0, 0, 0) + b"cmap" + struct.pack(">III", 0, 28, len(cmap)) + cmap


@pytest.mark.parametrize(
    ("name", "has", "lacks"),
    [
        ("Carlito-Regular", "aåÅ0–½", "▲■ש😀"),
        ("Carlito-Bold", "aåÅ0–½", "▲■ש😀"),
        ("LiberationSans-Regular", "aå▲▼●◄►○↑→↓■□×ש", "ع😀"),
    ],
)
def test_the_shipped_fonts_have_what_they_are_known_to_have(name: str, has: str, lacks: str) -> None:
    found = characters(all_templates().file(f"typsnitt/{name}.ttf"))
    assert [each for each in has if each not in found] == []
    assert [each for each in lacks if each in found] == []


def test_a_table_of_groups_is_read() -> None:
    groups = ((0x41, 0x43, 5), (0x1F600, 0x1F600, 9), (0x20, 0x21, 0))
    table = struct.pack(">HHIII", 12, 0, 16 + 12 * len(groups), 0, len(groups)) + b"".join(struct.pack(">III", *each) for each in groups)
    assert characters(font(table)) == set("ABC😀!"), "glyph 0 is the sign for a missing character"


def test_what_is_no_font_has_no_characters() -> None:
    assert characters(b"") == characters(b"PK\x03\x04" * 40) == characters(font(b"", 1, 0)) == frozenset()
