"""What differs between two editions as a web page: one file that needs nothing else, laid out by templates/arkiv/andringar.html.j2."""

from __future__ import annotations

from markupsafe import Markup

from briefing.document import wording
from briefing.document.difference import Difference
from briefing.document.profile import profile_of
from briefing.document.template_fault import FAULTS, template_fault
from briefing.document.templates import Templates
from briefing.outputs.file import File
from briefing.outputs.page import compiled, faces, logo
from briefing.outputs.xml_text import writable

_TEMPLATE = "arkiv/andringar.html.j2"


def render_difference(difference: Difference, templates: Templates) -> File:
    """The page; BriefingError names the line of a template that cannot be used and what is wrong there."""
    source, profile = templates.text(_TEMPLATE), profile_of(templates)
    try:
        text = compiled(source).render(
            difference=difference,
            sensitivity=wording.SENSITIVITIES[difference.sensitivity],
            counted=wording.number,
            profile=profile,
            faces=faces(profile, templates),
            logo=logo(profile, templates) if profile.logo else Markup(),
        )
    except FAULTS as error:
        raise template_fault(f"templates/{_TEMPLATE}", error) from error
    return File(f"{difference.before.name} – {difference.now.name}.html", "text/html; charset=utf-8", writable(text).encode("utf-8"))
