"""Real archives for the tests: the demo sealed, corrected and sealed again, made once."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from made_once import once, shared_folder
from workspaces import briefing, demo, edited

K1, K2, PUBLIC = "2480-kvartal-2026-K1", "2480-kvartal-2026-K2", "2480-publik-2026-K2"
REASON = "Brå rättade två kvartal"


@cache
def archived() -> Path:
    """A workspace with K1, K2 in two versions, and a public edition; between the versions two numbers and three texts are others."""
    folder = Path(mkdtemp(prefix="briefing-arkiv-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = once("archived", lambda: _archived(shared_folder(folder)))
    return made if made.is_relative_to(folder) else Path(shutil.copytree(made, folder / made.name))


def sealed(root: Path, kind: str, period: str, today: str = "2026-07-21") -> None:
    call = briefing(root, "produce", "--kind", kind, "--period", period, "--seal", "--reason", REASON, today=today)
    assert call.code == 0, call.err


def correct(root: Path) -> None:
    """A corrected delivery from Brå, from the police and of the municipality's own judgement."""
    bra = root / "sources" / "bra-anmalda-brott"
    shutil.copytree(bra / "2026-K2", bra / "2026-K2.r2")
    table = bra / "2026-K2.r2" / "kvartal.txt"
    content = table.read_bytes()
    for old, new in ((b";2025;Kvartal 3;3067;2276;", b";2025;Kvartal 3;3079;2285;"), (b";Kvartal 2;3132;2315;", b";Kvartal 2;4160;3075;")):
        assert old in content
        content = content.replace(old, new)
    table.write_bytes(content)
    for name in ("polisen-lagesrapport", "bedomningar"):
        folder = root / "sources" / name
        shutil.copy(folder / "2026-K2.toml", folder / "2026-K2.r2.toml")
    police = root / "sources" / "polisen-lagesrapport" / "2026-K2.r2.toml"
    edited(police, 'dimension = "hierarki-och-styrning"\nlevel = "lag"', 'dimension = "hierarki-och-styrning"\nlevel = "forhojd"')
    edited(police, "Grupperna är små och rollerna växlar.", "Grupperna är små men två personer leder dem.")
    judged = root / "sources" / "bedomningar" / "2026-K2.r2.toml"
    edited(judged, 'level = "gult"', 'level = "rott"')
    edited(judged, "dras in i nätverken.", "dras in i nätverken, också flickor.")


def _archived(folder: Path) -> Path:
    root = demo(folder)
    for asked in (("kvartal", "2026-K1"), ("kvartal", "2026-K2"), ("publik", "2026-K2")):
        sealed(root, *asked)
    correct(root)
    sealed(root, "kvartal", "2026-K2", today="2026-08-20")
    return root
