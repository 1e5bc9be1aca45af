"""Value axes of native charts: their ends, their grid, and a number format that prints the ticks as the figure has them."""

from __future__ import annotations

import re

from briefing.document.figure import Axis
from briefing.outputs.chart_series import GREY_TEXT, HAIR, INK, NO_LINE, line, text_body
from briefing.outputs.xml_text import number

_MOST_CONDITIONS = 2  # a format has room for two conditions and the rest
_GAP = "&quot;\u00a0&quot;"
_SWEDISH = "[$-41D]"  # Swedish comma and blanks in programs that heed it; Word follows the reader's settings


def value_axis(
    axis: Axis,
    own: str,
    other: str,
    *,
    place: str = "l",
    crosses: str = "autoZero",
    crossing: str = "midCat",
    is_hidden: bool = False,
    has_line: bool = False,
) -> str:
    """The `c:valAx` with the id `own`, which crosses `other`: numbers at its lower end, grid unless hidden, a line where one is wanted."""
    grid = "" if is_hidden or has_line else f"<c:majorGridlines><c:spPr>{line(HAIR, 0.5)}</c:spPr></c:majorGridlines>"
    drawn = line(INK, 0.9) if has_line else NO_LINE
    marks = "out" if has_line else "none"
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/><c:max val="{number(axis.maximum)}"/>'
        f'<c:min val="{number(axis.minimum)}"/></c:scaling><c:delete val="{int(is_hidden)}"/><c:axPos val="{place}"/>{grid}'
        f'<c:numFmt formatCode="{number_format(axis)}" sourceLinked="0"/><c:majorTickMark val="{marks}"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{drawn}</c:spPr>{text_body(8, GREY_TEXT)}<c:crossAx val="{other}"/>'
        f'<c:crosses val="{crosses}"/><c:crossBetween val="{crossing}"/>{_unit(axis)}</c:valAx>'
    )


def number_format(axis: Axis) -> str:
    """A format that prints the ticks as the figure has them, with a no-break space in thousands whatever the reader's settings.

    Where a format cannot say that (negative thousands, or thousands, millions and milliards on one axis) the reader's own settings
    group the digits.
    """
    texts = [text for _, text in axis.ticks]
    decimals = max((len(match[1]) for text in texts if (match := re.search(r",(\d+)", text))), default=0)
    suffix = "".join({re.sub(r"^[-−\d\s,]*\d", "", text) for text in texts}) if texts else ""
    ending = f"&quot;{suffix}&quot;" if suffix and all(text.endswith(suffix) for text in texts) else ""
    places = f"0.{'0' * decimals}" if decimals else "0"
    language = _SWEDISH if decimals else ""
    sizes = {_groups(value) for value, _ in axis.ticks} - {0}
    if axis.minimum < 0:
        plain, language = (f"#,##{places}", _SWEDISH) if sizes else (places, language)
        return f"{language}{plain}{ending};{language}&quot;−&quot;{plain}{ending}"
    sizes |= {1} if len(sizes) < _MOST_CONDITIONS else set()
    if len(sizes) > _MOST_CONDITIONS:
        return f"{_SWEDISH}#,##{places}{ending}"
    conditions = ((1000**size, f"#{f'{_GAP}000' * (size - 1)}{_GAP}00{places}") for size in sorted(sizes, reverse=True))
    grouped = "".join(f"[&gt;={least}]{language}{digits}{ending};" for least, digits in conditions)
    return f"{grouped}{language}{places}{ending}"


def _groups(value: float) -> int:
    """How many groups of three digits a number has before its first one: 1 for 9 000, 3 for 1 000 000 000."""
    return (len(f"{abs(value):.0f}") - 1) // 3


def _unit(axis: Axis) -> str:
    """The distance between ticks; left to Word where the axis has fewer than two."""
    if len(axis.ticks) < 2:
        return ""
    return f'<c:majorUnit val="{number(abs(axis.ticks[1][0] - axis.ticks[0][0]))}"/>'
