"""Words of the PDF as plain values: a text is a list of pieces, each a string or a kind with what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefing.document.document import Run, Tone
from briefing.outputs.columns import text_width
from briefing.outputs.xml_text import allowed

Piece = str | tuple[object, ...]
Words = tuple[Piece, ...]

_SIGN = "▲▼●◄►○↑→↓←■□×"
_NUMBER = r"[\d−][\d\u00a0,]*"
_PIECES = re.compile(f"(?P<sign>[{_SIGN}]+)|(?P<range>{_NUMBER}–{_NUMBER})")
_LOOKS = {"●": "lika", "■": "niva", "□": "niva", "×": "skyddad"}
_TONES: Mapping[Tone, str] = {Tone.BATTRE: "battre", Tone.SAMRE: "samre"}
_SAFE_LINK = re.compile(r"https?://|mailto:", re.IGNORECASE)
_PLAIN = re.compile("[ -~\u00a0-\u00d6\u00d8-\u024f]*")  # nothing that is a sign or a range, nothing that is not allowed
_BREAK = "\u200b"  # a line may break here, and nothing is seen
_STRETCHES = re.compile("[^ \u200b]+")


def words(text: str, tone: Tone = Tone.NEUTRAL, *, muted: bool = False, width: float = 0.0, size: float = 11.0, bold: bool = True) -> Words:
    """The text in pieces: signs get the font that has them, and a range stays on one line.

    With a `width` in points, what is wider than that at this size may break anywhere, ranges and words alike; `bold` is how it is measured,
    also where only a part of it may be bold.
    """
    if len(text) * size <= width and _PLAIN.fullmatch(text):
        return (text,) if text else ()
    text = allowed(text)
    if width:
        text = _STRETCHES.sub(lambda stretch: breakable(stretch[0], width, size, bold=bold), text)
    return tuple(_pieces(text, tone, muted=muted))


def run_words(runs: tuple[Run, ...], anchors: Mapping[str, str], width: float, size: float = 11.0) -> Words:
    """The runs of a paragraph; a link leads out to a safe address, or to an anchor of the document."""
    return tuple(piece for run in runs for piece in _linked(run, anchors, words(run.text, width=width, size=size)))


def breakable(stretch: str, width: float, size: float, *, bold: bool = True) -> str:
    """A stretch without blanks; between all its characters a line may break where it is wider than the line."""
    if len(stretch) * size <= width or text_width(stretch, size, bold=bold) <= width:
        return stretch
    return _BREAK.join(stretch)


def _pieces(text: str, tone: Tone, *, muted: bool) -> Iterator[Piece]:
    end = 0
    for found in _PIECES.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        yield ("range", found[0]) if found["range"] else ("sign", found[0], "vanlig" if muted else _look(found[0], tone))
        end = found.end()
    if end < len(text):
        yield text[end:]


def _look(sign: str, tone: Tone) -> str:
    return _TONES.get(tone) or _LOOKS.get(sign[0], "vanlig")


def _linked(run: Run, anchors: Mapping[str, str], inner: Words) -> Words:
    for kind, is_set in (("emph", run.emphasis), ("strong", run.strong)):
        inner = ((kind, inner),) if is_set and inner else inner
    if run.link in anchors:
        return (("to", anchors[run.link], inner),)
    if _SAFE_LINK.match(run.link):
        return (("link", allowed(run.link), inner),)
    return inner
