"""Edges of the store: names, modes, large deliveries, what is asked for and is not there."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from stages.archive.archived import DELIVERIES, FILES, K2, MADE_FROM, delivery, edition, part, state, two_versions

from briefing.archive.seals import inputs
from briefing.archive.store import add, content, location, record
from briefing.archive.store import edition as stored_edition
from briefing.archive.verification import verify
from briefing.errors import BriefingError
from briefing.sources.source import Delivery, Part
from briefing.terms.edition import EditionId


def large(path: Path, content: bytes) -> Delivery:
    """A delivery whose one part is too large for memory."""
    path.write_bytes(content)
    return replace(delivery(), parts=(Part("handelser.csv", len(content), hashlib.sha512(content).hexdigest(), None, str(path)),))


def test_every_file_is_for_the_owner_alone_unless_it_is_said_to_be_public(tmp_path: Path) -> None:
    public = {"lagesbild.html", "mallar/utgavor/kvartal.toml", "leveranser/kolada/2026-K2/kpi.json"}
    sealed = add(tmp_path, edition(), FILES, MADE_FROM, DELIVERIES, public=public)
    content_folder = tmp_path / "editioner" / str(K2) / "v1" / "content"
    modes = {
        path.relative_to(content_folder).as_posix(): path.stat().st_mode & 0o777 for path in content_folder.rglob("*") if path.is_file()
    }
    assert {name for name, mode in modes.items() if mode == 0o600} == {*FILES, *MADE_FROM} - public
    delivered = {
        seal.name: (tmp_path / "leveranser" / seal.sha512[:2] / seal.sha512 / "v1" / "content" / "innehall").stat().st_mode & 0o777
        for seal in sealed.inputs
        if seal.name.startswith("leveranser/")
    }
    assert delivered["leveranser/kolada/2026-K2/data.json"] == 0o600
    assert delivered["leveranser/kolada/2026-K2/kpi.json"] == modes["lagesbild.html"] != 0o600


def test_a_delivery_too_large_for_memory_is_copied_from_its_path(tmp_path: Path) -> None:
    came = (large(tmp_path / "handelser.csv", b"rad;antal\n" * 300_000),)
    root = tmp_path / "archive"
    add(root, edition(deliveries=came), FILES, MADE_FROM, came)
    assert content(root, K2, "v1", "leveranser/kolada/2026-K2/handelser.csv") == b"rad;antal\n" * 300_000
    assert not verify(root).faults


def test_a_large_delivery_that_changed_since_receipt_is_not_sealed(tmp_path: Path) -> None:
    came = (large(tmp_path / "handelser.csv", b"rad;antal\n"),)
    (tmp_path / "handelser.csv").write_bytes(b"rad;ANTAL\n")
    with pytest.raises(BriefingError, match="not those that were received"):
        add(tmp_path / "archive", edition(deliveries=came), FILES, MADE_FROM, came)
    assert {name for name in state(tmp_path / "archive") if not name.startswith("0=")} == {"chain.head"}


def test_nothing_is_sealed_upon_an_archived_delivery_that_has_changed(tmp_path: Path) -> None:
    sealed = add(tmp_path, edition(), FILES, MADE_FROM, DELIVERIES)
    sha512 = next(seal.sha512 for seal in sealed.inputs if seal.name.endswith("data.json"))
    stored = tmp_path / "leveranser" / sha512[:2] / sha512 / "v1" / "content" / "innehall"
    stored.chmod(0o600)
    stored.write_bytes(b"other")
    other = replace(edition(), id=EditionId("2480", "kvartal", "2026-K3"))
    with pytest.raises(BriefingError, match="run `briefing verify`"):
        add(tmp_path, other, FILES, MADE_FROM, DELIVERIES)


@pytest.mark.parametrize("name", ["../ute.txt", "/etc/passwd", "a//b", "a/./b", "a\\b", "", "edition.json", "mallar/x.j2"])
def test_a_file_name_that_could_end_up_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"archive|inside an edition"):
        add(tmp_path / "archive", edition(), {name: b"x"}, MADE_FROM, DELIVERIES)
    assert not (tmp_path / "archive").exists()


def test_inputs_that_are_not_those_that_came_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not those that came with it"):
        add(tmp_path, edition(), FILES, MADE_FROM, (delivery(b"other"),))
    with pytest.raises(ValueError, match="not those that came with it"):
        add(tmp_path, edition(), FILES, {}, DELIVERIES)


def test_an_input_that_is_sealed_but_not_kept_needs_no_bytes(tmp_path: Path) -> None:
    returned = replace(edition().inputs[0], name="aterlamnade/kolada/2026-K1/data.json")
    sealed = add(tmp_path, replace(edition(), inputs=(returned, *edition().inputs)), FILES, MADE_FROM, DELIVERIES)
    assert returned in sealed.inputs
    assert not verify(tmp_path).faults


def test_an_edition_id_that_is_a_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not an edition"):
        add(tmp_path, replace(edition(), id=EditionId("2480", "../kvartal", "2026-K2")), FILES, MADE_FROM, DELIVERIES)


def test_what_is_not_there_is_said_with_what_there_is(tmp_path: Path) -> None:
    two_versions(tmp_path)
    with pytest.raises(BriefingError, match="holds v1, v2 of it"):
        stored_edition(tmp_path, K2, "v3")
    with pytest.raises(BriefingError, match="holds no version of it"):
        stored_edition(tmp_path, EditionId("2480", "kvartal", "2026-K3"))
    with pytest.raises(BriefingError, match=r"no file 'lagesbild.pdf'.*\n.*lagesbild.docx"):
        content(tmp_path, K2, "v1", "lagesbild.pdf")


def test_a_file_that_a_later_version_did_not_change_is_found_where_the_first_put_it(tmp_path: Path) -> None:
    two_versions(tmp_path)
    assert location(tmp_path, K2, "v2", "lagesbild.docx").parts[-3:] == ("v1", "content", "lagesbild.docx")
    assert location(tmp_path, K2, "v2", "lagesbild.docx").read_bytes() == FILES["lagesbild.docx"]


def test_an_edition_without_exactly_one_record_says_so(tmp_path: Path) -> None:
    add(tmp_path, edition(), {"lagesbild.html": b"<p></p>"}, MADE_FROM, DELIVERIES)
    with pytest.raises(BriefingError, match="no record"):
        record(tmp_path, K2, "v1")


def test_two_parts_with_the_same_bytes_are_one_object(tmp_path: Path) -> None:
    came = (replace(delivery(), parts=(part("a.json", b"same"), part("b.json", b"same"))),)
    add(tmp_path, edition(deliveries=came), FILES, MADE_FROM, came)
    assert len(list((tmp_path / "leveranser").glob("*/*"))) == 1
    assert not verify(tmp_path).faults


def test_edition_json_says_all_that_is_known_in_plain_names(tmp_path: Path) -> None:
    add(tmp_path, edition(), FILES, MADE_FROM, DELIVERIES)
    said = json.loads(content(tmp_path, K2, "v1", "edition.json"))
    assert (said["edition"], said["version"], said["status"], said["sealed_on"]) == (str(K2), "v1", "utkast", "2026-07-15")
    assert {each["name"] for each in said["inputs"]} == {seal.name for seal in inputs(MADE_FROM, DELIVERIES)}
