"""What stands in the way of a PDF, as the operator's error."""

from __future__ import annotations

import re

from typst import TypstError

from briefing.document.document import Document
from briefing.document.profile import PROFILE, profile_of
from briefing.document.templates import Templates
from briefing.errors import BriefingError

TEMPLATE = "lagesbild.typ"

_LINE = re.compile(r"main\.typ:(\d+)")
_PUT_BACK = f"mend the line, or put back templates/{TEMPLATE}"


def pdf_fault(error: TypstError, document: Document, templates: Templates) -> BriefingError:
    """The fault with the file where it can be mended: the outline, the profile, or the template with its line."""
    said = error.message
    if "skipped from heading level" in said or "first heading must be" in said:
        where = f"templates/utgavor/{document.edition.kind}.toml"
        return BriefingError(
            where, problem=f"a level of headings is skipped ({said})", remedy="give each section the depth under the one above"
        )
    logo = profile_of(templates).logo
    if "transparency" in said and logo:
        problem = f"templates/{logo} is transparent, and a PDF for the archive cannot be"
        return BriefingError(f"templates/{PROFILE}", "logo", problem=problem, remedy="save the logo on a white ground")
    if logo and logo in f"{said}{error.diagnostic}":
        return BriefingError(f"templates/{PROFILE}", "logo", problem=f"templates/{logo}: {said}", remedy="save the logo anew as svg or png")
    line = _LINE.search(error.diagnostic)
    return BriefingError(f"templates/{TEMPLATE}", f"line {line[1] if line else 1}", problem=said, remedy=_PUT_BACK)
