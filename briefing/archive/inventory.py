"""`Inventory`, what an OCFL object holds: its versions, and where the bytes of each file lie. Text and back; no files are touched.

The format is inventory.json of the Oxford Common File Layout, version 1.1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefing.archive.layout import INVENTORY, content_name
from briefing.archive.seals import digest

_TYPE = "https://ocfl.io/1.1/spec/#inventory"
_CHAIN = "urn:briefing:chain:"
_CONTENT_PATH = re.compile(r"(v[1-9]\d*)/content/(.+)")
_SIDECAR = re.compile(r"([0-9a-f]{128})[ \t]+inventory\.json\n")


@dataclass(frozen=True)
class Version:
    """One version of an object. `state` is logical path → sha512; `created` is RFC 3339; `program` is what wrote it.

    `follows` is the chain's head when it was written (`17 3f9a…`), empty in an archive from before the chain.
    """

    name: str
    created: str
    message: str
    program: str
    state: Mapping[str, str] = field(hash=False)
    follows: str = ""


@dataclass(frozen=True)
class Inventory:
    """All versions of an object, first to last, and its manifest: content path (`v1/content/lagesbild.docx`) → sha512."""

    id: str
    versions: tuple[Version, ...]
    manifest: Mapping[str, str] = field(hash=False)

    @property
    def head(self) -> Version:
        return self.versions[-1]

    def version(self, name: str) -> Version | None:
        """The version of that name; None when there is none."""
        return next((each for each in self.versions if each.name == name), None)

    def location(self, sha512: str) -> str:
        """The content path of bytes that a state names; KeyError when the manifest lacks them."""
        return next(path for path, each in self.manifest.items() if each == sha512)


def extended(inventory: Inventory | None, object_id: str, version: Version) -> Inventory:
    """The inventory with one version more. Bytes that an earlier version holds, or that occur twice, are stored once."""
    manifest = dict(inventory.manifest) if inventory else {}
    stored = set(manifest.values())
    for name, sha512 in sorted(version.state.items()):
        if sha512 not in stored:
            manifest[f"{version.name}/content/{name}"] = sha512
            stored.add(sha512)
    return Inventory(object_id, (*(inventory.versions if inventory else ()), version), manifest)


def as_of(inventory: Inventory, version: str) -> Inventory:
    """The inventory as it was when that version was the last; what the folder of the version keeps a copy of."""
    names = [each.name for each in inventory.versions]
    kept = inventory.versions[: names.index(version) + 1]
    held = tuple(f"{each.name}/" for each in kept)
    return Inventory(inventory.id, kept, {path: sha512 for path, sha512 in inventory.manifest.items() if path.startswith(held)})


def inventory_text(inventory: Inventory) -> str:
    """The text of inventory.json: the same inventory gives the same text."""
    content = {
        "id": inventory.id,
        "type": _TYPE,
        "digestAlgorithm": "sha512",
        "head": inventory.head.name,
        "manifest": _by_digest(inventory.manifest.items()),
        "versions": {each.name: _version_fields(each) for each in inventory.versions},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def parse_inventory(text: str) -> Inventory:
    """The inventory that a text says; ValueError when it is not one that this archive could have written."""
    try:
        content = json.loads(text)
        versions = tuple(_version(name, each) for name, each in content["versions"].items())
        inventory = Inventory(str(content["id"]), versions, _by_path(content["manifest"]))
        kind, head = (content["type"], content["digestAlgorithm"]), content["head"]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{INVENTORY} lacks {error}") from error
    if kind != (_TYPE, "sha512") or [each.name for each in versions] != [f"v{n + 1}" for n in range(len(versions))] or not versions:
        raise ValueError(f"{INVENTORY} is not an OCFL 1.1 inventory with sha512 and versions v1, v2 ...")
    if head != inventory.head.name:
        raise ValueError(f"{INVENTORY} says that the last version is {head}, but holds {inventory.head.name}")
    _check_paths(inventory)
    return inventory


def sidecar(inventory: bytes) -> bytes:
    """What stands in inventory.json.sha512 beside an inventory."""
    return f"{digest(inventory)} {INVENTORY}\n".encode()


def sidecar_digest(content: bytes) -> str:
    """The sha512 that a sidecar says; empty when it says none."""
    match = _SIDECAR.fullmatch(content.decode("utf-8", "replace"))
    return match[1] if match else ""


def _check_paths(inventory: Inventory) -> None:
    names = {each.name for each in inventory.versions}
    for path in inventory.manifest:
        match = _CONTENT_PATH.fullmatch(path)
        if match is None or match[1] not in names:
            raise ValueError(f"{INVENTORY} places a file at '{path}', outside its versions")
        content_name(match[2])
    stored = set(inventory.manifest.values())
    for version in inventory.versions:
        lost = [content_name(name) for name, sha512 in version.state.items() if sha512 not in stored]
        if lost:
            raise ValueError(f"{INVENTORY} names {lost[0]} in {version.name} but says nowhere where it lies")


def _by_digest(paths: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for path, sha512 in sorted(paths):
        grouped.setdefault(sha512, []).append(path)
    return dict(sorted(grouped.items()))


def _by_path(grouped: Any) -> dict[str, str]:
    return dict(sorted((str(path), str(sha512)) for sha512, paths in grouped.items() for path in paths))


def _version_fields(version: Version) -> dict[str, Any]:
    return {
        "created": version.created,
        "message": version.message,
        "user": {"name": version.program, "address": _written(version.follows)},
        "state": _by_digest(version.state.items()),
    }


def _version(name: str, content: Any) -> Version:
    user, state = content["user"], _by_path(content["state"])
    return Version(str(name), str(content["created"]), str(content["message"]), str(user["name"]), state, _follows(user["address"]))


def _written(follows: str) -> str:
    """The chain's head as the address of the program: the place of an inventory that takes any URI, and its digest covers it."""
    return _CHAIN + follows.replace(" ", ":") if follows else "urn:briefing:program"


def _follows(address: Any) -> str:
    return str(address).removeprefix(_CHAIN).replace(":", " ") if str(address).startswith(_CHAIN) else ""
