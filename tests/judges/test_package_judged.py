"""The municipal archive's own validator reads the packages of a real archive, and sees what is planted."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
from archives import K2, archived
from judges.package_judged import UNSATISFIABLE, against, package_findings
from workspaces import briefing

pytestmark = pytest.mark.usefixtures("installed")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every edition of the year with its deliveries."""
    to = tmp_path_factory.mktemp("paket")
    assert briefing(archived(), "export", "--year", "2026", "--as", "e-ark", "--to", str(to)).code == 0
    return to


def test_the_validator_has_nothing_against_any_package(packages: Path) -> None:
    folders = sorted(packages.iterdir())
    assert len(folders) == 4
    assert [against(each) for each in package_findings(*folders)] == [[], [], [], []]


def test_the_validator_has_nothing_against_what_goes_out(tmp_path: Path) -> None:
    assert briefing(archived(), "export", "--year", "2026", "--as", "e-ark", "--to", str(tmp_path), "--public").code == 0
    assert [against(each) for each in package_findings(*tmp_path.iterdir())] == [[]]


def test_the_rule_that_nobody_can_satisfy_is_the_only_one_left_out(packages: Path) -> None:
    [found] = package_findings(packages / f"{K2}.v2")
    assert {each.partition(":")[0] for each in found} == UNSATISFIABLE


def replaced(pattern: str, by: str) -> Callable[[Path], None]:
    def plant(package: Path) -> None:
        mets = package / "METS.xml"
        text = mets.read_text(encoding="utf-8")
        assert re.search(pattern, text)
        mets.write_text(re.sub(pattern, by, text, count=1), encoding="utf-8")

    return plant


FAULTS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "no METS": ("CSIPSTR4", lambda package: (package / "METS.xml").unlink()),
    "no id": ("CSIP1", replaced(r' OBJID="[^"]*"', ' OBJID=""')),
    "a category of our own": ("CSIP2", replaced(r' TYPE="Textual[^"]*"', ' TYPE="Lägesbild"')),
    "the profile of another package": ("SIP2", replaced("E-ARK-SIP.xml", "E-ARK-AIP.xml")),
    "no program": ("CSIP13", replaced(' OTHERTYPE="SOFTWARE"', ' OTHERTYPE="PERSON"')),
    "a file of no time": ("CSIP70", replaced(r'(<file [^>]*) CREATED="[^"]*"', r"\1")),
    "a media type that is none": ("CSIP26", replaced(r'(<mdRef [^>]*MIMETYPE=)"[^"]*"', r'\1"text/ead"')),
    "no documentation": ("CSIP60", replaced('USE="Documentation"', 'USE="Annat"')),
    "no schemas": ("CSIP113", replaced('USE="Schemas"', 'USE="Annat"')),
    "another structure": ("CSIP82", replaced('LABEL="CSIP"', 'LABEL="Annat"')),
    "an element that METS does not know": ("XML-1", replaced("<structMap ", "<karta/><structMap ")),
    "a representation without data": (
        "CSIPSTR11",
        lambda package: shutil.rmtree(package / "representations" / "pdf" / "data"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_validator_sees(packages: Path, tmp_path: Path, fault: str) -> None:
    rule, plant = FAULTS[fault]
    package = tmp_path / f"{K2}.v2"
    shutil.copytree(packages / package.name, package)
    plant(package)
    assert rule in {each.partition(":")[0] for each in package_findings(package)[0]}


def test_bagit_finds_every_bag_of_the_year_valid(tmp_path: Path) -> None:
    assert briefing(archived(), "export", "--year", "2026", "--as", "bagit", "--to", str(tmp_path)).code == 0
    for folder in sorted(tmp_path.iterdir()):
        bagit.Bag(str(folder)).validate()


@pytest.mark.parametrize(
    "plant",
    [
        lambda bag: (bag / "data" / "LASMIG.txt").write_bytes(b"x"),
        lambda bag: (bag / "data" / "LASMIG.txt").unlink(),
        lambda bag: (bag / "data" / "ny.txt").write_bytes(b"x"),
        lambda bag: (bag / "bag-info.txt").write_text("Payload-Oxum: 1.1\n", encoding="utf-8"),
    ],
    ids=["a changed file", "a file that is gone", "a file too many", "another count"],
)
def test_bagit_sees(tmp_path: Path, plant: Callable[[Path], object]) -> None:
    assert briefing(archived(), "export", f"{K2}@v2", "--as", "bagit", "--to", str(tmp_path)).code == 0
    bag = tmp_path / f"{K2}.v2"
    plant(bag)
    with pytest.raises(bagit.BagError):
        bagit.Bag(str(bag)).validate()
