"""`File`: one rendered file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class File:
    """A file name without folder, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
