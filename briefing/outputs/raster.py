"""A drawing as pixels: bytes in, bytes out, the same for the same drawing."""

from __future__ import annotations

import struct

_PIXELS_PER_INCH = 144.0  # twice that of a screen; what is printed is the vector
_SOURCE = '#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("bild.svg", width: {}pt)'
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_of(svg: bytes, width: float, font_folder: str = "") -> bytes:
    """The SVG as PNG, so many points wide, with the fonts of the folder and no others. ValueError where it cannot be drawn."""
    import typst

    sources = {"main.typ": _SOURCE.format(f"{width:.2f}").encode("utf-8"), "bild.svg": svg}
    fonts = [font_folder] if font_folder else []
    try:
        drawn: object = typst.compile(  # type: ignore[call-overload]  # its stubs do not know of a dict of files
            sources, format="png", ppi=_PIXELS_PER_INCH, font_paths=fonts, ignore_system_fonts=True
        )
    except (typst.TypstError, RuntimeError) as error:
        raise ValueError(str(error)) from error
    assert isinstance(drawn, bytes)
    return drawn


def png_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels. ValueError where it is none."""
    if not content.startswith(_SIGNATURE) or content[12:16] != b"IHDR" or len(content) < 24:
        raise ValueError("it is no PNG file")
    width, height = struct.unpack(">II", content[16:24])
    if not width or not height:
        raise ValueError("it has no pixels")
    return int(width), int(height)
