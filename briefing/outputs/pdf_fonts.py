"""The fonts of the PDF: those that the profile names, in the folder of fonts, and the characters that they do not have."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from typst import Fonts

from briefing.document.profile import PROFILE, Profile
from briefing.document.templates import Templates
from briefing.errors import BriefingError
from briefing.outputs.font_characters import characters

FOLDER = "typsnitt"
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789–"
_SIGNS = "▲▼●◄►○↑→↓■□×"
_UNSEEN = frozenset("\n\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff") | frozenset(map(chr, range(0xFE00, 0xFE10)))  # need no glyph


def fonts_of(profile: Profile, templates: Templates) -> Fonts:
    """The fonts in templates/typsnitt/; BriefingError where one that the profile names is not there, or lacks letters."""
    if not templates.font_folder:
        raise BriefingError(f"templates/{FOLDER}/", problem="the folder is missing", remedy="put back the fonts of the PDF")
    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[templates.font_folder])
    _names_are_there(profile, fonts.families())
    covered = _covered(fonts, templates)
    own = profile.fonts
    _has(_LETTERS, covered.get(own.page), "page", own.page)
    _has(_SIGNS, _union(covered, own.page, own.page_signs), "page_signs", own.page_signs)
    return fonts


def unprintable(text: str, profile: Profile, fonts: Fonts, templates: Templates) -> Mapping[int, str]:
    """The characters of a text that no font of the profile has → their numbers as they are printed, `[U+1F600]`."""
    known = _union(_covered(fonts, templates), profile.fonts.page, profile.fonts.page_signs)
    missing = frozenset(text) - known - _UNSEEN if known else frozenset()
    return {ord(each): f"[U+{ord(each):04X}]" for each in missing}


def _names_are_there(profile: Profile, families: Collection[str]) -> None:
    for field, name in (("page", profile.fonts.page), ("page_signs", profile.fonts.page_signs)):
        if name not in families:
            there = " and ".join(families) or "none"
            problem = f"no file in templates/{FOLDER}/ has the font '{name}', only {there}"
            raise BriefingError(
                f"templates/{PROFILE}", "fonts", field, problem=problem, remedy="put its ttf files there, or name a font that is"
            )


def _has(wanted: str, known: frozenset[str] | None, field: str, name: str) -> None:
    missing = [each for each in wanted if each not in known] if known else []
    if missing:
        raise BriefingError(
            f"templates/{PROFILE}", "fonts", field, problem=f"the font '{name}' has no {missing[0]}", remedy="name a font that has it"
        )


def _covered(fonts: Fonts, templates: Templates) -> Mapping[str, frozenset[str]]:
    """Family → the characters that all its files have; families whose files are not among the templates are left out."""
    covered: dict[str, frozenset[str]] = {}
    for font in fonts.fonts():
        name = (font.path or "").removeprefix(templates.font_folder).replace("\\", "/").strip("/")
        content = templates.files.get(f"{FOLDER}/{name}")
        if content is not None:
            own = characters(content)
            covered[font.family] = covered.get(font.family, own) & own
    return covered


def _union(covered: Mapping[str, frozenset[str]], *families: str) -> frozenset[str]:
    """What any of the families has; nothing known where one of them is not known."""
    if any(family not in covered for family in families):
        return frozenset()
    return frozenset().union(*(covered[family] for family in families))
