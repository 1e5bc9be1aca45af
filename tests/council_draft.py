"""A municipality without figures, and the draft of its council briefing: what it takes to write in Word and bring it back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from builders_edited import control
from docx.document import Document as WordDocument
from workspaces import briefing

EDITION = "1286-radsbriefing-2026-12-03"
OLD, FILE, THEIRS = "yngre barn dras in", "allt yngre barn, ända ner i årskurs 4, dras in", "äldre ungdomar dras in"
SIGNED = {"kort-sagt": f"Polisen bedömer att {OLD}.", "fragor-till-radet": "Ska stödet utökas?"}
UNSIGNED = "talarstod"
HEAD = 'dated = 2026-11-10\nbody = "Samordningsfunktionen"\nrole = "samordnare"\n'


def council_draft(folder: Path) -> tuple[Path, Path]:
    """A copy of the workspace and the Word file of the draft in it. Two of its texts are signed, the third nobody has written."""
    root = folder / "ystad"
    shutil.copytree(_made(), root)
    return root, root / "output" / "drafts" / EDITION / f"{EDITION}.docx"


def produced(root: Path, *more: str) -> Path:
    """The Word file of the briefing made again."""
    call = briefing(root, "produce", "--kind", "radsbriefing", "--meeting", "2026-12-03", "--json", *more)
    assert call.code == 0, call.out
    return Path(call.json["files"][f"{EDITION}.docx"])


def sign(root: Path, delivery: str, texts: Mapping[str, str]) -> None:
    """The municipality's assessments as a delivery."""
    said = "".join(f'\n[[assessment]]\nsubject = "{subject}"\ntext = "{text}"\n' for subject, text in texts.items())
    (root / "sources" / "bedomningar" / f"{delivery}.toml").write_text(HEAD + said, encoding="utf-8")


def written(word: WordDocument, name: str, text: str) -> None:
    """Puts a text in place of all that a control says, as whoever types over its hint does."""
    first = control(word, name)[0]
    for run in first.runs:
        run._r.getparent().remove(run._r)
    first.add_run(text)


@cache
def _made() -> Path:
    folder = Path(mkdtemp(prefix="briefing-test-"))
    root = folder / "ystad"
    briefing(folder, "init", str(root), "--kommun", "Ystad")
    sign(root, "2026-12-03", SIGNED)
    produced(root)
    return root
