"""All that lies in a PDF beside its pages: metadata, bookmarks, alternative texts, attachments."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf


def pdf_objects(content: bytes) -> Iterator[tuple[str, str | bytes]]:
    """What every object holds: the strings of dictionaries as text, streams inflated as bytes; by the object's number.

    What pages and forms draw is left out: `pdf_content` reads it.
    """
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        drawn = {each.objgen for page in pdf.pages for each in _contents(page.obj)}
        for each in pdf.objects:
            number = f"objekt {each.objgen[0]}"
            if strings := "\n".join(_strings(each)):
                yield number, strings
            if isinstance(each, pikepdf.Stream) and each.objgen not in drawn and each.get("/Subtype") != "/Form":
                yield number, _inflated(each)
        if strings := "\n".join(_strings(pdf.trailer)):
            yield "metadata", strings


def _contents(page: Any) -> list[Any]:
    import pikepdf

    contents = page.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _inflated(stream: pikepdf.Stream) -> bytes:
    """The stream as it is meant; as it is stored where only a picture's reader can inflate it."""
    from pikepdf import PdfError

    try:
        return bytes(stream.read_bytes())
    except PdfError:
        return bytes(stream.read_raw_bytes())


def _strings(each: Any) -> Iterator[str]:
    """The strings in an object; what it only refers to is an object of its own."""
    import pikepdf

    if isinstance(each, pikepdf.String):
        yield str(each)
    elif isinstance(each, pikepdf.Array):
        for item in each:
            if not getattr(item, "is_indirect", False):
                yield from _strings(item)
    elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        for _, item in each.items():
            if not getattr(item, "is_indirect", False):
                yield from _strings(item)
