"""Seals of files, templates and deliveries, and what they decide: whether an edition needs a new version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.archive.edition import Edition, Seal
from briefing.archive.layout import DELIVERIES, MADE_FROM, SHARED_FROM, delivery_object, shared_object, version_number
from briefing.errors import BriefingError
from briefing.terms.edition import Status

if TYPE_CHECKING:
    from briefing.sources.source import Delivery, Part


@dataclass(frozen=True)
class Decision:
    """Which version comes next, and why. `unchanged`: the version that is there already says it; nothing is added."""

    version: str
    status: Status
    reason: str
    replaces: str
    unchanged: bool


def digest(content: bytes) -> str:
    """The sha512 of bytes, in hex."""
    return hashlib.sha512(content).hexdigest()


def seals(files: Mapping[str, bytes]) -> tuple[Seal, ...]:
    """The seals of files given by name, sorted by name."""
    return tuple(Seal(name, digest(content), len(content)) for name, content in sorted(files.items()))


def delivered_name(delivery: Delivery, part: Part) -> str:
    """The name of a delivered file among an edition's inputs: `leveranser/kolada/2026-K1/data.json`."""
    return f"{DELIVERIES}/{delivery.id}/{part.name}"


def delivery_seals(deliveries: Iterable[Delivery]) -> tuple[Seal, ...]:
    """The seals of every file of the deliveries, sorted by name."""
    parts = ((each, part) for each in deliveries for part in each.parts)
    return tuple(sorted(Seal(delivered_name(delivery, part), part.sha512, part.size) for delivery, part in parts))


def inputs(made_from: Mapping[str, bytes], deliveries: Iterable[Delivery]) -> tuple[Seal, ...]:
    """The seals of all that an edition is made from, sorted by name.

    `made_from` are templates (`mallar/utgavor/kvartal.toml`) and declarations (`deklarationer/sources/kolada/source.json`).
    """
    return tuple(sorted((*seals(made_from), *delivery_seals(deliveries))))


def lies_in_edition(seal: Seal) -> bool:
    """Whether this input is kept with the edition: templates, declarations and conditions are, deliveries are objects of their own."""
    return seal.name.startswith(MADE_FROM)


def is_shared(seal: Seal) -> bool:
    """Whether this input of the edition is so large that it is kept once for all editions made from it, as deliveries are."""
    return lies_in_edition(seal) and seal.size >= SHARED_FROM


def own_object(seal: Seal) -> str:
    """The path of the object that holds this input and nothing else, from the storage root; empty for one that lies in the edition."""
    if is_delivery(seal):
        return delivery_object(seal.sha512)
    return shared_object(seal.sha512) if is_shared(seal) else ""


def is_delivery(seal: Seal) -> bool:
    """Whether this input is a delivered file, kept once for all editions made from it."""
    return seal.name.startswith(f"{DELIVERIES}/")


def decision(latest: Edition | None, made_from: tuple[Seal, ...], reason: str) -> Decision:
    """What a production that is to be sealed does to the archive.

    Equal inputs make no new version, and the status stays. Otherwise the next version starts at Utkast. Once the edition was Granskad or
    Slutlig somebody must say why: BriefingError asks for it. Before that, a reason that nobody gave is the list of inputs that differ.
    """
    if latest is None:
        return Decision("v1", Status.UTKAST, reason, "", unchanged=False)
    if sorted(latest.inputs) == sorted(made_from):
        return Decision(latest.version, latest.status, latest.reason, latest.replaces, unchanged=True)
    if not reason.strip() and latest.status in (Status.GRANSKAD, Status.SLUTLIG):
        raise BriefingError(
            f"{latest.id} {latest.version}",
            problem=f"it is {latest.status.value}, and what it was made from has changed ({differences(latest.inputs, made_from)})",
            remedy='say why there is a new version, with --reason "..."',
        )
    version = f"v{(version_number(latest.version) or 0) + 1}"
    given = reason.strip() or f"Ändrat underlag: {differences(latest.inputs, made_from)}"
    return Decision(version, Status.UTKAST, given, f"{latest.id} {latest.version}", unchanged=False)


def differences(before: tuple[Seal, ...], after: tuple[Seal, ...]) -> str:
    """The inputs that differ, in Swedish: the first five by name, and how many more."""
    old, new = ({seal.name: seal.sha512 for seal in each} for each in (before, after))
    changed = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    words = [f"{name} ({'ny' if name not in old else 'borttagen' if name not in new else 'ändrad'})" for name in changed]
    more = f" och {len(words) - 5} till" if len(words) > 5 else ""
    return ", ".join(words[:5]) + more
