"""The inventory as text and back, and the OCFL layout as other programs read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from stages.archive.archived import DELIVERIES, FILES, K2, MADE_FROM, edition, two_versions

from briefing.archive.inventory import Inventory, Version, as_of, extended, inventory_text, parse_inventory, sidecar, sidecar_digest
from briefing.archive.layout import version_number
from briefing.archive.metadata import edition_text, parse_edition
from briefing.archive.seals import digest
from briefing.archive.store import add
from briefing.terms.edition import parse_edition_id

A, B, C = (digest(each) for each in (b"a", b"b", b"c"))


def version(name: str, **state: str) -> Version:
    return Version(name, "2026-07-15T00:00:00Z", "Första versionen", "briefing 0.1.0", state)


@pytest.fixture
def inventory() -> Inventory:
    first = extended(None, "urn:briefing:x", version("v1", text=A, copy=A, other=B))
    return extended(first, "urn:briefing:x", version("v2", text=C, other=B, returned=A))


def test_bytes_are_placed_once_over_names_and_versions(inventory: Inventory) -> None:
    assert inventory.manifest == {"v1/content/copy": A, "v1/content/other": B, "v2/content/text": C}
    assert inventory.location(A) == "v1/content/copy"


def test_an_inventory_reads_back_as_it_was_written(inventory: Inventory) -> None:
    assert parse_inventory(inventory_text(inventory)) == inventory


def test_an_earlier_inventory_is_part_of_the_later(inventory: Inventory) -> None:
    assert as_of(inventory, "v1") == extended(None, "urn:briefing:x", version("v1", text=A, copy=A, other=B))
    assert as_of(inventory, "v2") == inventory


def test_a_sidecar_seals_its_inventory() -> None:
    assert sidecar(b"{}") == f"{digest(b'{}')} inventory.json\n".encode()
    assert sidecar_digest(sidecar(b"{}")) == digest(b"{}")
    assert sidecar_digest(b"\xff\xfe") == sidecar_digest(sidecar(b"{}")[:-1]) == ""


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("head", "v1", "last version is v1"),
        ("head", "v3", "last version is v3"),
        ("digestAlgorithm", "md5", "sha512"),
        ("type", "https://ocfl.io/2.0/spec/#inventory", "OCFL 1.1"),
        ("versions", {}, "versions v1, v2"),
        ("manifest", {}, "says nowhere"),
        ("manifest", {A: ["v1/content/../../x"]}, "path inside"),
        ("manifest", {A: ["v9/content/x"]}, "outside its versions"),
        ("manifest", [], "lacks"),
    ],
)
def test_an_inventory_that_we_could_not_have_written_is_refused(inventory: Inventory, key: str, value: object, said: str) -> None:
    content = {**json.loads(inventory_text(inventory)), key: value}
    with pytest.raises(ValueError, match=said):
        parse_inventory(json.dumps(content))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"versions": 3}'])
def test_a_text_that_is_no_inventory_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_inventory(text)


def test_edition_json_reads_back_as_it_was_written_and_lets_later_keys_be() -> None:
    text = edition_text(edition())
    assert parse_edition(text) == edition()
    assert parse_edition(json.dumps({**json.loads(text), "added_later": 1})) == edition()
    without = {key: value for key, value in json.loads(text).items() if key != "program"}
    with pytest.raises(ValueError, match="program"):
        parse_edition(json.dumps(without))


def test_version_folders_have_plain_numbers() -> None:
    assert [version_number(name) for name in ("v1", "v12", "v0", "v01", "1", "v", "v1a", "content")] == [1, 12, *[None] * 6]


def test_another_program_finds_the_archive_to_be_valid_ocfl(tmp_path: Path) -> None:
    ocfl = pytest.importorskip("ocfl", reason="ocfl-py is installed by make judges; see tests/judges")
    two_versions(tmp_path)
    add(tmp_path, edition(parse_edition_id("2480-kvartal-2026-K1")), FILES, MADE_FROM, DELIVERIES)
    (tmp_path / "README.md").write_text("Arkivet")
    root = ocfl.StorageRoot(root=str(tmp_path))
    assert root.validate(validate_objects=True, check_digests=True, log_warnings=True), root.errors
    assert (root.num_objects, root.good_objects, root.errors) == (5, 5, [])
    (tmp_path / "editioner" / str(K2) / "v1" / "content" / "lagesbild.docx").write_bytes(b"x")
    root.validate(validate_objects=True, check_digests=True)
    assert root.good_objects == 4
