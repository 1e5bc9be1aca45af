"""Vector pictures in the Word file: SVG for programs that draw it, and the same picture as PNG for those that do not."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from briefing.document.profile import LOGO_TYPES
from briefing.errors import BriefingError
from briefing.outputs.raster import png_of, png_size
from briefing.outputs.strokes import POINTS_PER_MM
from briefing.outputs.word_inline import DRAWING, Inline, inline
from briefing.outputs.word_styles import Setting
from briefing.outputs.xml_text import escaped

_SVG, _PNG = LOGO_TYPES[".svg"], LOGO_TYPES[".png"]
_WIDEST_LOGO = 120 * POINTS_PER_MM  # a wider one would leave no room beside it
_PICTURE = f"{DRAWING}picture"
_VECTOR = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'  # what Word 2016 and later draw instead of the PNG
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{}"/></a:ext></a:extLst>'
)


def vector_picture(setting: Setting, drawn: str, frame: Inline) -> str:
    """A run with a figure that was drawn as SVG, in the profile's colours."""
    content = setting.profile.coloured(drawn).encode("utf-8")
    return _picture(setting, frame, png_of(content, frame.width, setting.templates.font_folder), content)


def logo(setting: Setting) -> str:
    """A run with the municipality's logo, as high as the profile says; empty where there is none. BriefingError where it is damaged."""
    profile, templates = setting.profile, setting.templates
    if not profile.logo:
        return ""
    content = templates.files[profile.logo] if profile.logo in templates.files else templates.text(profile.logo).encode("utf-8")
    is_vector = profile.logo.lower().endswith(".svg")
    try:
        raster = png_of(content, _WIDEST_LOGO, templates.font_folder) if is_vector else content
        wide, high = png_size(raster)
    except ValueError as error:
        remedy = "save the logo anew as svg or png"
        raise BriefingError(f"templates/{profile.logo}", problem=f"the logo cannot be drawn: {error}", remedy=remedy) from error
    height = min(profile.logo_height_mm * POINTS_PER_MM, _WIDEST_LOGO * high / wide)
    name = f"{setting.frame.owner}, logotyp"
    return _picture(setting, Inline(height * wide / high, height, "Logotyp", name, name), raster, content if is_vector else b"")


def _picture(setting: Setting, frame: Inline, raster: bytes, vector: bytes) -> str:
    """A run with the picture; the vector, where there is one, is what is drawn."""
    embedded = _added(setting, raster, "png", _PNG)
    extension = _VECTOR.format(_added(setting, vector, "svg", _SVG)) if vector else ""
    properties = f'<pic:cNvPr id="{next(setting.numbers)}" name="{escaped(frame.name)}" descr="{escaped(frame.alt)}"/>'
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {frame.size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    content = (
        f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr>{properties}<pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{embedded}">{extension}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>{shape}</pic:spPr></pic:pic>"
    )
    return inline(setting, frame, "picture", content)


def _added(setting: Setting, content: bytes, ending: str, media_type: str) -> str:
    """The relationship to a part of its own with that content."""
    package = setting.part.package
    assert package is not None
    number = sum(1 for each in setting.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.IMAGE) + 1
    part = Part(PackURI(f"/word/media/bild{number}.{ending}"), media_type, content, package)
    return setting.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
