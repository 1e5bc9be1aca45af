"""Writings of every kind that changes an archive, as small as they can be, for the harnesses that cut them off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from stages.archive.archived import K2, delivery, edition, part

from briefing.archive.deleting import Decided, delete
from briefing.archive.deletion import deletions
from briefing.archive.store import add, content, history
from briefing.sources.source import Delivery

FILES = {"lagesbild.json": b"{}", "lagesbild.html": b"<p>3 132</p>"}
TEMPLATE = {"mallar/utgavor/kvartal.toml": b'title = "Kvartal"'}
DECIDED = Decided("Plan § 4", "Kommunstyrelsen", "arkivansvarig", "KS 2036/12", date(2036, 1, 2))
Writer = Callable[[Path], object]
Versions = tuple[tuple[str, ...], tuple[str, ...]]


def first(root: Path) -> object:
    came = (_small(1),)
    return add(root, edition(made_from=TEMPLATE, deliveries=came), FILES, TEMPLATE, came)


def second(root: Path) -> object:
    came = (_small(2),)
    return add(root, edition(version="v2", made_from=TEMPLATE, deliveries=came), FILES | {"lagesbild.html": b"<p/>"}, TEMPLATE, came)


def deleting_all(root: Path) -> object:
    return delete(root, K2, "", DECIDED, program="0.1.0", deliveries=True)


def deleting_the_first(root: Path) -> object:
    return delete(root, K2, "v1", DECIDED, program="0.1.0", deliveries=True)


def begun(*writers: Writer) -> Writer:
    """What makes an archive by those writings, in a folder that is made."""

    def begin(root: Path) -> None:
        root.mkdir()
        for each in writers:
            each(root)

    return begin


def versions_of(root: Path) -> Versions:
    """What the archive holds and what was deleted from it, every byte of it read."""
    there = history(root, K2)
    for each in there:
        for seal in (*each.files, *each.inputs):
            content(root, K2, each.version, seal.name)
    return tuple(each.version for each in there), tuple(each.name for each in deletions(root))


def _small(revision: int) -> Delivery:
    return replace(delivery(revision=revision), parts=(part("data.json", str(revision).encode()),))
