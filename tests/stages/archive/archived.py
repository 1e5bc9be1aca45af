"""A small archive with real files, for the tests of the archive."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from briefing.archive.edition import Edition
from briefing.archive.layout import LOCK, STAGING
from briefing.archive.seals import decision, inputs
from briefing.archive.store import add, latest
from briefing.sources.source import Delivery, Part
from briefing.terms.edition import EditionId, Status, parse_edition_id
from briefing.terms.period import Quarter

K2 = parse_edition_id("2480-kvartal-2026-K2")
FILES = {
    "lagesbild.docx": b"PK\x03\x04 Word " * 40,
    "lagesbild.html": "<p>Anmälda brott: 3 132</p>".encode(),
    "lagesbild.json": b'{"schema": 1, "findings": []}\n',
    "intern/suppressions.json": b"[]\n",
}
MADE_FROM = {
    "mallar/utgavor/kvartal.toml": b'title = "Kvartal"\n',
    "mallar/texter/inledning.md.j2": "Läget i {{ kommun }}.\n".encode(),
    "deklarationer/kolada/source.toml": b'format = "kolada"\n',
}


def part(name: str, content: bytes) -> Part:
    return Part(name, len(content), hashlib.sha512(content).hexdigest(), content)


def delivery(content: bytes = b'{"values": [1, 2]}', revision: int = 1, source: str = "kolada") -> Delivery:
    parts = (part("data.json", content), part("kpi.json", b'{"title": "N07540"}'))
    return Delivery(source, Quarter(2026, 2), revision, date(2026, 7, 15), parts)


DELIVERIES = (delivery(),)


def edition(
    id: EditionId = K2,
    version: str = "v1",
    status: Status = Status.UTKAST,
    made_from: dict[str, bytes] = MADE_FROM,
    deliveries: tuple[Delivery, ...] = DELIVERIES,
) -> Edition:
    return Edition(
        id=id,
        version=version,
        status=status,
        sealed_on=date(2026, 7, 15),
        reason="" if version == "v1" else "En rättelse",
        replaces="" if version == "v1" else f"{id} v{int(version[1:]) - 1}",
        program="0.1.0",
        inputs=inputs(made_from, deliveries),
        files=(),
        lock="ab" * 64,
    )


def two_versions(root: Path, id: EditionId = K2) -> None:
    """An edition with its first version, and a second made from a corrected delivery."""
    add(root, edition(id), FILES, MADE_FROM, DELIVERIES)
    add_second(root, id)


def add_second(root: Path, id: EditionId = K2) -> Edition:
    corrected = (delivery(b'{"values": [1, 3]}', revision=2),)
    files = {**FILES, "lagesbild.html": "<p>Anmälda brott: 3 140</p>".encode()}
    return add(root, edition(id, "v2", deliveries=corrected), files, MADE_FROM, corrected)


def produce_sealed(root: Path, id: EditionId, made_from: dict[str, bytes], files: dict[str, bytes]) -> Edition:
    """What a production that is to be sealed does: decide, and add only what is new."""
    earlier = latest(root, id)
    choice = decision(earlier, inputs(made_from, DELIVERIES), "")
    if choice.unchanged and earlier is not None:
        return earlier
    return add(root, edition(id, choice.version, made_from=made_from), files, made_from, DELIVERIES)


def state(root: Path) -> dict[str, bytes]:
    """Every file and folder of the archive by its path, without what an interrupted writing left in its staging folder and the index."""
    paths = {path.relative_to(root).as_posix(): path for path in root.rglob("*")}
    kept = {name: path for name, path in paths.items() if not name.startswith((STAGING, LOCK, "index"))}
    return {name: path.read_bytes() if path.is_file() else b"" for name, path in kept.items()}
