from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from judges.judged import KINDS, files
from judges.office_package import packaged, parts_of
from judges.open_data import package_findings

pytestmark = pytest.mark.usefixtures("installed")


def packages(kind: str) -> tuple[bytes, ...]:
    """The edition's open data packages."""
    found = files(kind, "application/zip")
    if not found:
        pytest.skip("no edition has an open data package yet")
    return tuple(file.content for file in found)


@pytest.mark.parametrize("kind", KINDS)
def test_frictionless_has_nothing_against_any_data_package(kind: str) -> None:
    assert [found for content in packages(kind) for found in package_findings(content)] == []


def described(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The quarter's data package with something changed in its description."""
    parts = parts_of(packages("kvartal")[0])
    description = json.loads(parts["datapackage.json"])
    change(description)
    return packaged({**parts, "datapackage.json": json.dumps(description).encode("utf-8")})


@pytest.mark.parametrize(
    "change",
    [
        lambda package: package["resources"][0].update(path="data/finns-inte.csv"),
        lambda package: package["resources"][0].update(hash=f"sha256:{'0' * 64}"),
        lambda package: package["resources"][0].update(bytes=1),
        lambda package: package["resources"][0]["schema"]["fields"].pop(),
        lambda package: package["resources"][0]["schema"]["fields"][0].update(type="number"),
        lambda package: package["resources"][0].update(name="Namn med blanksteg"),
        lambda package: package.pop("resources"),
    ],
    ids=["a file that is not there", "another seal", "another size", "a column too many", "text for a number", "a bad name", "no tables"],
)
def test_frictionless_sees(change: Callable[[dict[str, Any]], object]) -> None:
    assert package_findings(described(change))
