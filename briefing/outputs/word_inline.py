"""What stands in line with the text of the Word file: a frame around a chart or a picture, with words for who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.outputs.word_styles import Setting
from briefing.outputs.xml_text import escaped

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"

_EMU_PER_POINT = 12700


@dataclass(frozen=True)
class Inline:
    """A frame: its size in points, name, title, and text for who cannot see it."""

    width: float
    height: float
    name: str
    title: str
    alt: str

    @property
    def size(self) -> str:
        """The size as attributes, in the unit of drawings."""
        return f'cx="{round(self.width * _EMU_PER_POINT)}" cy="{round(self.height * _EMU_PER_POINT)}"'


def inline(setting: Setting, frame: Inline, kind: str, content: str) -> str:
    """A run with the frame and what stands in it; `kind` is `chart` or `picture`."""
    number = next(setting.numbers)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {frame.size}/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{escaped(frame.name)}" descr="{escaped(frame.alt)}" title="{escaped(frame.title)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{DRAWING}main"><a:graphicData uri="{DRAWING}{kind}">{content}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
