"""A file that is still being copied is not registered half-written, and a register that is gone is not begun anew in silence."""

from __future__ import annotations

import os
import time
from datetime import date, timedelta
from hashlib import sha512
from pathlib import Path
from threading import Thread

import pytest

from briefing.sources.source import Source
from briefing.workspace.deliveries import Received, received
from briefing.workspace.receipt import RECEIPT_FILE

SOURCE = Source(id="bra", format="tabell")
TODAY = date.today()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sources" / "bra"
    made.mkdir(parents=True)
    (made / "source.toml").write_text("")
    return made


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule as it is outside the tests, a little shorter."""
    monkeypatch.setattr("briefing.workspace.quiet.QUIET_SECONDS", 0.5)


def read(folder: Path, today: date = TODAY) -> Received:
    return received(folder.parent.parent, [SOURCE], today)


def copied_slowly(path: Path, pieces: int) -> Thread:
    """A copy in progress, a piece every tenth of a second; begun when this returns."""

    def copy() -> None:
        with path.open("ab", buffering=0) as file:
            for number in range(pieces):
                file.write(b"Umea;%d\n" % number)
                time.sleep(0.1)

    path.write_bytes(b"Kommun;Antal\n")
    copying = Thread(target=copy)
    copying.start()
    return copying


@pytest.mark.usefixtures("patient")
def test_a_file_that_grows_while_it_is_looked_at_waits_for_the_next_run_and_is_then_whole(folder: Path) -> None:
    copying = copied_slowly(folder / "2026-K2.csv", 12)
    found = read(folder)
    assert (found.deliveries, found.refusals) == ((), ())
    assert [each.text for each in found.doubts] == [
        "bra/2026-K2.csv ändrades medan den lästes och håller kanske på att kopieras. Den tas emot vid nästa körning."
    ]
    assert not (folder / RECEIPT_FILE).exists()
    copying.join()
    (delivery,) = read(folder).deliveries
    whole = (folder / "2026-K2.csv").read_bytes()
    assert whole.endswith(b"Umea;11\n")
    assert delivery.parts[0].sha512 == sha512(whole).hexdigest()


@pytest.mark.usefixtures("patient")
def test_a_file_put_there_a_moment_ago_is_received_in_the_same_run(folder: Path) -> None:
    (folder / "2026-K2.csv").write_text("Kommun;Antal\n")
    assert [each.id for each in read(folder).deliveries] == ["bra/2026-K2"]


@pytest.mark.usefixtures("patient")
def test_a_folder_waits_while_one_of_its_files_grows(folder: Path) -> None:
    (folder / "2025").mkdir()
    (folder / "2025" / "data.json").write_text("{}")
    copying = copied_slowly(folder / "2025" / "kpi.json", 8)
    assert read(folder).deliveries == ()
    copying.join()
    assert [len(each.parts) for each in read(folder).deliveries] == [2]


@pytest.mark.parametrize("name", ["2026-K2.csv.part", "2026-08.filepart", "2026-K2.xlsx.crdownload", "2026-K2.csv.tmp", "~$2026-K2.xlsx"])
def test_a_name_that_says_that_it_is_not_whole_yet_is_remarked_and_not_registered(folder: Path, name: str) -> None:
    (folder / name).write_text("Kommun;Antal\n")
    found = read(folder)
    assert found.deliveries == ()
    assert [each.text for each in found.doubts] == [f"bra/{name} håller på att kopieras eller är öppen i ett program, och används inte."]
    assert not (folder / RECEIPT_FILE).exists()


def test_what_has_been_registered_is_never_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "2026-K2.csv").write_text("Kommun;Antal\n")
    read(folder)
    monkeypatch.setattr("briefing.workspace.quiet.QUIET_SECONDS", 3600.0)
    os.utime(folder / "2026-K2.csv")
    assert [each.id for each in read(folder).deliveries] == ["bra/2026-K2"]


def test_a_register_that_is_gone_is_remarked_with_the_day_that_now_counts(folder: Path) -> None:
    (folder / "2026-K2.csv").write_text("Kommun;Antal\n")
    assert read(folder).doubts == ()
    (folder / RECEIPT_FILE).unlink()
    later = TODAY + timedelta(days=30)
    found = read(folder, later)
    assert [each.received_on for each in found.deliveries] == [later]
    (doubt,) = found.doubts
    assert doubt.text.startswith(f"sources/bra hade ingen mottaget.csv, men filer som har legat där sedan {TODAY.isoformat()}.")
    assert f"mottagna {later.isoformat()}" in doubt.text
    assert "lägg tillbaka den från en säkerhetskopia" in doubt.text
    assert read(folder, later).doubts == ()


def test_a_new_source_whose_first_files_came_today_is_not_remarked(folder: Path) -> None:
    for name in ("2026-K1.csv", "2026-K2.csv"):
        (folder / name).write_text(name)
    assert read(folder).doubts == ()
