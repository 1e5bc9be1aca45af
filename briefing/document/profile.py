"""`Profile`: what a municipality may change in the look: logo, fonts, colours (templates/profil.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields

from briefing.document.templates import Templates
from briefing.errors import DeclarationError, Problem
from briefing.terms.declaration import declared

PROFILE = "profil.toml"
LOGO_TYPES: Mapping[str, str] = {".svg": "image/svg+xml", ".png": "image/png"}

_TEXT_CONTRAST, _GRAPHIC_CONTRAST = 4.5, 3.0  # WCAG 2.1, 1.4.3 and 1.4.11
_FOR_TEXT = ("text", "heading", "own", "worse", "muted", "example")
_FOR_GRAPHICS = ("other", "edge", "bar", "other_bar")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Fonts:
    """The fonts' names: of Word, and of PDF and web page, whose files lie in templates/typsnitt/; the ones for signs beside.

    `web` and `web_bold` are woff2 files in templates/ that the web page carries with it, empty for none.
    """

    word: str = "Calibri"
    word_signs: str = "Arial"
    page: str = "Carlito"
    page_signs: str = "Liberation Sans"
    web: str = ""
    web_bold: str = ""


@dataclass(frozen=True)
class Colours:
    """The colours by what they are used for, as #RRGGBB."""

    text: str = "#1B2430"
    heading: str = "#0A3A66"
    own: str = "#0B5394"
    worse: str = "#B45309"
    muted: str = "#4B5563"
    other: str = "#6B7280"
    edge: str = "#7C8A9C"
    bar: str = "#5F7FA6"
    other_bar: str = "#8093AC"
    pale_bar: str = "#B4BFCC"
    band: str = "#DDE4EC"
    rule: str = "#C5CCD6"
    tint: str = "#EEF3F9"
    example: str = "#7A0177"


@dataclass(frozen=True)
class Profile:
    """The look of one municipality. `logo` is a file in templates/, empty for none; it is drawn `logo_height_mm` high."""

    logo: str = ""
    logo_height_mm: float = 14.0
    fonts: Fonts = Fonts()
    colours: Colours = Colours()

    @property
    def changed(self) -> Mapping[str, str]:
        """Colours of the standard look → those of this one, without #, where they differ."""
        standard, own = asdict(Colours()), asdict(self.colours)
        return {standard[name][1:]: own[name][1:].upper() for name in own if own[name].upper() != standard[name]}

    def coloured(self, xml: str) -> str:
        """Markup drawn in the standard colours, in those of the profile. Only whole attribute values are touched, never a text."""
        if not self.changed:
            return xml
        return re.sub(r'(?<=["#])(' + "|".join(self.changed) + r')(?=["])', lambda each: self.changed[each[1]], xml)


def profile_of(templates: Templates) -> Profile:
    """The profile of the workspace, the standard look where there is no profil.toml; DeclarationError has every problem in it."""
    where = f"templates/{PROFILE}"
    profile = declared(Profile, templates.texts.get(PROFILE, ""), where)
    if problems := tuple(_problems(profile, templates, where)):
        raise DeclarationError(problems)
    return profile


def contrast(colour: str) -> float:
    """The contrast of a colour against white, from 1 to 21 (WCAG 2.1, relative luminance)."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _problems(profile: Profile, templates: Templates, where: str) -> Iterator[Problem]:
    for field in fields(Colours):
        yield from _colour_problems(field.name, getattr(profile.colours, field.name), (where, "colours", field.name))
    if profile.logo:
        yield from _logo_problems(profile.logo, templates, (where, "logo"))
    if not 0 < profile.logo_height_mm <= 40:
        yield Problem((where, "logo_height_mm"), f"{profile.logo_height_mm} mm does not fit the page", "write a height from 5 to 40")
    yield from _font_problems(profile.fonts, templates, (where, "fonts"))


def _font_problems(fonts: Fonts, templates: Templates, where: tuple[str, ...]) -> Iterator[Problem]:
    for name in ("web", "web_bold"):
        file = getattr(fonts, name)
        if file and not (file.endswith(".woff2") and file in templates.files):
            yield Problem((*where, name), f"there is no woff2 file templates/{file}", f'put the file there, or write {name} = ""')
    for name in ("word", "word_signs", "page", "page_signs"):
        if not re.fullmatch(r"[\w .-]{1,60}", getattr(fonts, name)):
            yield Problem((*where, name), "this is not the name of a font", "write its family name, for example Calibri")


def _colour_problems(name: str, colour: str, where: tuple[str, ...]) -> Iterator[Problem]:
    if not _HEX.fullmatch(colour):
        yield Problem(where, f"'{colour}' is not a colour", "write it as # and six digits: #0B5394")
        return
    least = _TEXT_CONTRAST if name in _FOR_TEXT else _GRAPHIC_CONTRAST if name in _FOR_GRAPHICS else 1.0
    if contrast(colour) < least:
        problem = f"{colour} has a contrast of {contrast(colour):.1f} against white, and {least} is needed to be seen by all"
        yield Problem(where, problem, "take a darker shade of it")


def _logo_problems(logo: str, templates: Templates, where: tuple[str, ...]) -> Iterator[Problem]:
    ending = logo[logo.rfind(".") :].lower() if "." in logo else ""
    if ending not in LOGO_TYPES:
        yield Problem(where, f"'{logo}' is neither an svg nor a png file", "save the logo as svg or png")
    elif logo not in templates.texts and logo not in templates.files:
        yield Problem(where, f"there is no templates/{logo}", 'put the file there, or write logo = ""')
