"""`Templates`: outlines, prose, sentences and looks as values; loaded by the workspace, used here and by the outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.errors import BriefingError


@dataclass(frozen=True)
class Templates:
    """Everything under templates/: relative path (`utgavor/kvartal.toml`) → text, or bytes for what is not text.

    `font_folder` is the one path that outputs receive: typst reads its fonts from there.
    """

    texts: Mapping[str, str] = field(hash=False)
    files: Mapping[str, bytes] = field(hash=False)
    font_folder: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of edition that there is an outline for."""
        outlines = (path for path in self.texts if path.startswith("utgavor/") and path.endswith(".toml"))
        return tuple(sorted(path.removeprefix("utgavor/").removesuffix(".toml") for path in outlines))

    def text(self, path: str) -> str:
        """The text of a template; BriefingError names the missing file."""
        if path not in self.texts:
            raise BriefingError(f"templates/{path}", problem="the file is missing", remedy=f"put back templates/{path}")
        return self.texts[path]

    def file(self, path: str) -> bytes:
        """The bytes of a template; BriefingError names the missing file."""
        if path not in self.files:
            raise BriefingError(f"templates/{path}", problem="the file is missing", remedy=f"put back templates/{path}")
        return self.files[path]
