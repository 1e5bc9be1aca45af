"""The looks of the cells of an Excel form."""

from __future__ import annotations

from enum import IntEnum

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WRAP = '<alignment vertical="top" wrapText="1"/>'


class Look(IntEnum):
    """What a cell looks like: its place among the cell formats of `STYLES`."""

    VANLIG = 0
    TITEL = 1
    TEXT = 2
    RUBRIK = 3
    HUVUD = 4
    SVAR = 5
    STANGD = 6
    NOT = 7


_FONTS = (
    '<font><sz val="11"/><name val="Calibri"/></font>',
    '<font><b/><sz val="18"/><color rgb="FF0B5394"/><name val="Calibri"/></font>',
    '<font><b/><sz val="11"/><name val="Calibri"/></font>',
    '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font>',
    '<font><b/><sz val="11"/><color rgb="FFB45309"/><name val="Calibri"/></font>',
)
_FILLS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FF0B5394"/></patternFill></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE7F0FA"/></patternFill></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/></patternFill></fill>',
)
_LINE = '<{0} style="thin"><color rgb="FF8CA3BA"/></{0}>'
_BORDERS = (
    "<border><left/><right/><top/><bottom/><diagonal/></border>",
    f"<border>{''.join(_LINE.format(side) for side in ('left', 'right', 'top', 'bottom'))}<diagonal/></border>",
)
_FORMATS = (  # font, fill, border, number format, in the order of Look
    *((0, 0, 0, 0), (1, 0, 0, 0), (0, 0, 0, 49), (2, 0, 0, 49)),
    *((3, 2, 1, 49), (0, 3, 1, 0), (0, 4, 1, 0), (4, 0, 0, 49)),
)


def _format(font: int, fill: int, border: int, number: int) -> str:
    applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
    return f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" {applied}>{_WRAP}</xf>'


STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="{len(_FONTS)}">{"".join(_FONTS)}</fonts>'
    f'<fills count="{len(_FILLS)}">{"".join(_FILLS)}</fills><borders count="{len(_BORDERS)}">{"".join(_BORDERS)}</borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_FORMATS)}">{"".join(_format(*each) for each in _FORMATS)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
