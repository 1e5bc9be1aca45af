"""Where things lie in the archive: an OCFL 1.1 storage root with one object per edition and one per delivered file."""

from __future__ import annotations

import re

from briefing.terms.edition import EditionId, parse_edition_id

ARCHIVE = "output/archive"
"""Where a workspace has its storage root."""

ROOT_DECLARATION = "0=ocfl_1.1"
OBJECT_DECLARATION = "0=ocfl_object_1.1"
INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"
EDITIONS = "editioner"
DELIVERIES = "leveranser"
SHARED = "underlag"
"""Inputs too large to lie in every edition made from them (fonts), each an object by its sha512 as deliveries are."""
DELETIONS = "gallringar"
"""One object for every lawful deletion, with the decision."""
AREAS = (DELIVERIES, SHARED, EDITIONS, DELETIONS)
"""Where objects lie, in the order in which a sealing writes them: an edition comes after all that it names."""

STAGING = ".staging-"
"""How the folder of a writing in progress begins; hidden, and removed when the writing has ended."""
REBUILT = ".ny-"
"""How the folder begins where an edition waits that is to take the place of one with a deleted version; hidden, never a leftover."""
LOCK = ".lock"
CHAIN = "chain.log"
CHAIN_HEAD = "chain.head"
INDEX = "index.jsonl"
WORDS = "index-words.jsonl"
"""The words of every version beside the index: most lists never read them."""

EDITION_FILE = "edition.json"
DELETION_FILE = "gallring.json"
DELIVERED = "innehall"
"""The one file of an object by sha512; the names that the file had stand in the editions made from it."""

CONDITIONS = "villkor/"
"""What else decided what an edition says: days of receipt, remarks on deliveries, the edition before, what was published before."""
SPECIAL = f"{CONDITIONS}sarskild"
"""The condition of a särskild lägesbild; a planned edition has none."""

MADE_FROM = ("mallar/", "deklarationer/", CONDITIONS)
"""Templates, declarations and conditions lie in the edition itself, beside its files, but for the large ones."""
SHARED_FROM = 1 << 16
"""Bytes from which an input is an object of its own: fonts and records are, no text is."""

_SHA512 = re.compile(r"[0-9a-f]{128}")


def edition_object(edition: EditionId) -> str:
    """The path of an edition's object from the storage root; ValueError when the id is not one that can be read back."""
    return f"{EDITIONS}/{parse_edition_id(str(edition))}"


def delivery_object(sha512: str) -> str:
    """The path of the object that holds a delivered file, from the storage root; ValueError when it is not a sha512 in hex."""
    return _by_sha512(DELIVERIES, sha512)


def shared_object(sha512: str) -> str:
    """The path of the object that holds a large input, from the storage root; ValueError when it is not a sha512 in hex."""
    return _by_sha512(SHARED, sha512)


def deletion_object(edition: EditionId, version: str = "") -> str:
    """The path of the object that tells of the deletion of an edition, or of one version of it, from the storage root."""
    return f"{DELETIONS}/{edition_object(edition).rsplit('/', 1)[-1]}{'.' if version else ''}{version}"


def is_by_sha512(path: str) -> bool:
    """Whether an object is named by the sha512 of the one file that it holds."""
    return path.startswith((f"{DELIVERIES}/", f"{SHARED}/"))


def is_sha512(text: str) -> bool:
    """Whether a text is a sha512 in hex, small letters."""
    return _SHA512.fullmatch(text) is not None


def object_id(path: str) -> str:
    """The id of the object at a path from the storage root: a URI, so that validators take it without a warning."""
    return f"urn:briefing:{path}"


def declaration(name: str) -> bytes:
    """What stands in a declaration file (`0=ocfl_1.1`)."""
    return f"{name.removeprefix('0=')}\n".encode()


def version_number(name: str) -> int | None:
    """The number of a version folder (`v3` is 3); None when the name is not a version's."""
    match = re.fullmatch(r"v([1-9]\d*)", name)
    return int(match[1]) if match else None


def next_version(name: str) -> str:
    """The version that comes after that one; the first where there is none (an empty text)."""
    return f"v{(version_number(name) or 0) + 1}"


def content_name(name: str) -> str:
    """A name that may lie in an edition, as it was given; ValueError when it could end up outside it."""
    steps = name.split("/")
    if "\\" in name or "\0" in name or any(step in ("", ".", "..") for step in steps):
        raise ValueError(f"'{name}' is not a path inside an edition")
    return name


def _by_sha512(area: str, sha512: str) -> str:
    if not is_sha512(sha512):
        raise ValueError(f"'{sha512}' is not a sha512 in hex")
    return f"{area}/{sha512[:2]}/{sha512}"
