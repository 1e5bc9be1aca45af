"""The text of a delivered file: byte order mark, else strict UTF-8, else cp1252, and its letters must look Swedish."""

from __future__ import annotations

import codecs
import re

from briefing.observations.fault import UnusableError
from briefing.sources.source import Delivery, Part

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the mark of UTF-16
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Swedish public text in cp1252 holds: our letters, those of names and loan words, and the signs of prose. Bytes of an older
# Mac or DOS file become other characters (ä is 0x84 there, which is a low quotation mark here).
_SWEDISH = frozenset("åäöÅÄÖéÉèÈêàÀáÁâçÇëïîíñóôøØæÆúüÜ\u00a0§°´¨½¼¾±²³¹×µ·–—‘’“”…•€£«»©®™\u00ad")
_DOUBLY_ENCODED = re.compile("Ã[¥¤¶…„–©\u0085\u0084\u0096]|Â[\u00a0§°´]|\ufffd")  # UTF-8 that was read as cp1252 and saved again
_MARKUP = re.compile(r"\s*<[!?a-zA-Z]")
_CLOSING_QUOTE_IN_WORD = re.compile("[A-Za-z]”[a-z]")  # ö of a DOS file
_SAVE_AS_TEXT = "spara filen som text med teckenkodningen UTF-8"


def decoded(part: Part) -> str:
    """The text of a file, with line ends as \\n; UnusableError where it is empty, no text, a web page or in another encoding."""
    text = decoded_page(part)
    if _MARKUP.match(text):
        raise UnusableError("en webbsida (HTML eller XML)", "en datafil", "hämta filen på nytt; sidan kan vara ett felmeddelande")
    return text


def decoded_page(part: Part) -> str:
    """The text of a file that may be a web page."""
    content = _content(part)
    text = _marked(content) if any(content.startswith(mark) for mark, _ in _MARKS) else _unmarked(content)
    if not text.strip():
        raise UnusableError("en tom fil", "en fil med rader", "be avsändaren skicka filen på nytt")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def western(text: str) -> str:
    """A text that was read as ISO-8859-1, read as cp1252; UnusableError where its letters are not Swedish-looking then."""
    if text.isascii():
        return text
    try:
        told = text.encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        told = "\ufffd"
    strange = next((letter for letter in told if letter > "\x7f" and letter not in _SWEDISH), "")
    if strange or _CLOSING_QUOTE_IN_WORD.search(told):
        found = f'text som läst som cp1252 blir "{told[:40]}"'
        raise UnusableError(found, "svensk text i UTF-8 eller cp1252 (ISO-8859-1)", _SAVE_AS_TEXT)
    return told


def place_in(delivery: Delivery, part: Part, place: str) -> str:
    """The place in a delivery: the part is named where there are several."""
    return ", ".join(word for word in (part.name if len(delivery.parts) > 1 else "", place) if word)


def _content(part: Part) -> bytes:
    if part.content is None:
        raise UnusableError("en fil som är större än 64 MB", "en mindre fil", "dela filen i delar, till exempel en per år")
    if part.content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnusableError("en Excelfil eller annan packad fil", "en textfil", _SAVE_AS_TEXT)
    return part.content


def _marked(content: bytes) -> str:
    encoding = next(name for mark, name in _MARKS if content.startswith(mark))
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise _strange(content, fault.start, f"märkt som {encoding}") from None


def _unmarked(content: bytes) -> str:
    if b"\0" in content:
        raise _strange(content, content.index(b"\0"), "nolltecken")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _western(content)
    twice = _DOUBLY_ENCODED.search(text)
    if twice:
        raise _strange(content, len(text[: twice.start()].encode()), f'"{twice.group()}", text som har kodats två gånger')
    return text


def _western(content: bytes) -> str:
    """The text as cp1252, byte for character, if its letters look Swedish."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise _strange(content, fault.start, "varken UTF-8 eller cp1252") from None
    foreign = {letter for letter in set(text) if letter > "\x7f"} - _SWEDISH
    inside = _CLOSING_QUOTE_IN_WORD.search(text)
    if foreign or inside:
        strange = min(text.index(letter) for letter in foreign) if foreign else inside.start() + 1 if inside else 0
        raise _strange(content, strange, f'läst som cp1252 blir det "{text[strange]}"')
    return text


def _strange(content: bytes, position: int, remark: str) -> UnusableError:
    line = content.count(b"\n", 0, position) + 1
    found = f"byten 0x{content[position : position + 1].hex()} på rad {line} ({remark})"
    return UnusableError(found, "svensk text i UTF-8 eller cp1252 (ISO-8859-1)", _SAVE_AS_TEXT, rows=_rows(content))


def _rows(content: bytes) -> int:
    """How many rows below a header such a file seems to have."""
    return max(sum(1 for line in content.splitlines() if line.strip()) - 1, 0)
