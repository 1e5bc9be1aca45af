"""Everything delivered is registered once, with its day and seal, and is neither changed nor lost; nothing delivered stops the document."""

from __future__ import annotations

from datetime import date
from hashlib import sha512
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.sources.source import Source
from briefing.terms.period import Day, Month, Quarter, Year
from briefing.workspace.deliveries import Received, received
from briefing.workspace.receipt import HEADER, RECEIPT_FILE

SOURCE = Source(id="bra", format="bra-sol-dbfil")
JULY, AUGUST = date(2026, 7, 10), date(2026, 8, 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """sources/bra of an empty workspace."""
    made = tmp_path / "sources" / "bra"
    made.mkdir(parents=True)
    (made / "source.toml").write_text("")
    return made


def read(folder: Path, today: date = JULY) -> Received:
    return received(folder.parent.parent, [SOURCE], today)


def register(folder: Path) -> list[str]:
    return (folder / RECEIPT_FILE).read_text(encoding="utf-8").splitlines()


def test_a_delivery_is_named_by_the_latest_period_it_covers(folder: Path) -> None:
    for name in ("2026-K2.txt", "2026-08.csv", "2026.xlsx", "2026-11-03.toml"):
        (folder / name).write_text(name)
    found = read(folder)
    assert [each.covers for each in found.deliveries] == [Year(2026), Quarter(2026, 2), Month(2026, 8), Day(date(2026, 11, 3))]
    assert [each.id for each in found.deliveries] == ["bra/2026", "bra/2026-K2", "bra/2026-08", "bra/2026-11-03"]
    assert (found.doubts, found.refusals) == ((), ())


def test_a_file_is_registered_when_it_is_first_seen_and_keeps_that_day(folder: Path) -> None:
    (folder / "2026-K2.txt").write_bytes(b"Region")
    assert read(folder, JULY).deliveries[0].received_on == JULY
    assert read(folder, AUGUST).deliveries[0].received_on == JULY
    seal = sha512(b"Region").hexdigest()
    assert register(folder) == [";".join(HEADER), f"2026-K2.txt;{seal};2026-07-10;funnen i mappen"]


def test_a_row_written_by_hand_decides_when_the_file_came(folder: Path) -> None:
    (folder / "2026-K1.txt").write_bytes(b"1")
    (folder / RECEIPT_FILE).write_text(f"{';'.join(HEADER)}\n2026-K1.txt;{sha512(b'1').hexdigest()};2026-04-13;e-post; från registrator")
    assert read(folder, AUGUST).deliveries[0].received_on == date(2026, 4, 13)
    (folder / "2026-K2.txt").write_bytes(b"2")
    read(folder, AUGUST)
    assert len(register(folder)) == 3


def test_a_correction_stands_beside_what_it_corrects(folder: Path) -> None:
    (folder / "2026-K2.txt").write_text("first")
    (folder / "2026-K2.r2.txt").write_text("second")
    assert [(each.id, each.revision) for each in read(folder).deliveries] == [("bra/2026-K2", 1), ("bra/2026-K2.r2", 2)]


def test_a_folder_is_one_delivery_that_came_when_its_last_file_came(folder: Path) -> None:
    parts = folder / "2025"
    parts.mkdir()
    (parts / "data.json").write_text("{}")
    assert read(folder, JULY).deliveries[0].received_on == JULY
    (parts / "kpi.json").write_text("{}")
    (delivery,) = read(folder, AUGUST).deliveries
    assert [part.name for part in delivery.parts] == ["data.json", "kpi.json"]
    assert delivery.received_on == AUGUST
    assert read(folder, date(2026, 9, 1)).deliveries[0].received_on == AUGUST


def test_a_file_that_was_changed_after_receipt_is_refused_and_named(folder: Path) -> None:
    (folder / "2026-K1.txt").write_text("kept")
    (folder / "2026-K2.txt").write_text("as received")
    read(folder, JULY)
    (folder / "2026-K2.txt").write_text("as edited")
    found = read(folder, AUGUST)
    assert [each.id for each in found.deliveries] == ["bra/2026-K1"]
    (refusal,) = found.refusals
    assert refusal.text == (
        "bra/2026-K2.txt: här står en fil som har ändrats efter mottagandet 2026-07-10, väntat samma innehåll som när den togs emot\n"
        "  Gör så här: lägg tillbaka den mottagna filen och lämna ändringen som 2026-K2.r2"
    )
    assert len(register(folder)) == 3


def test_a_received_file_that_is_gone_is_remarked_and_its_row_is_kept(folder: Path) -> None:
    (folder / "2026-K2.txt").write_text("1")
    read(folder)
    (folder / "2026-K2.txt").unlink()
    found = read(folder, AUGUST)
    assert found.deliveries == ()
    assert [doubt.text for doubt in found.doubts] == ["bra/2026-K2.txt togs emot 2026-07-10 men finns inte kvar; lägg tillbaka filen."]
    assert len(register(folder)) == 2


@pytest.mark.parametrize(
    "name", ["brott.txt", "2026-K5.txt", "2026-13.csv", "2026-02-30.toml", "0000.txt", "9999.txt", "2026-K2.r0.txt", "2026-K2 .txt"]
)
def test_a_name_that_says_no_period_is_remarked_and_not_used(folder: Path, name: str) -> None:
    (folder / name).write_text("1")
    found = read(folder)
    assert found.deliveries == ()
    assert [doubt.subject for doubt in found.doubts] == [f"bra/{name}"]
    assert "2026-K2.txt" in found.doubts[0].text
    assert not (folder / RECEIPT_FILE).exists()


def test_what_belongs_to_the_folder_is_no_delivery(folder: Path) -> None:
    for name in ("README.md", ".DS_Store", ".2026-K2.txt.swp"):
        (folder / name).write_text("1")
    assert read(folder) == Received()


def test_of_two_files_for_one_period_the_first_received_is_used(folder: Path) -> None:
    (folder / "2026-K2.txt").write_text("first")
    read(folder, JULY)
    (folder / "2026-K2.csv").write_text("second, though its name sorts before")
    found = read(folder, AUGUST)
    assert [each.parts[0].name for each in found.deliveries] == ["2026-K2.txt"]
    assert [each.delivery for each in found.refusals] == ["bra/2026-K2.csv"]
    assert "2026-K2.r2" in found.refusals[0].remedy
    assert len(register(folder)) == 2


def test_an_empty_delivery_is_refused_and_may_be_put_there_again(folder: Path) -> None:
    (folder / "2026-K2.txt").touch()
    (folder / "2025").mkdir()
    assert [each.found for each in read(folder).refusals] == ["en tom mapp", "en tom fil"]
    (folder / "2026-K2.txt").write_text("whole")
    assert [each.id for each in read(folder).deliveries] == ["bra/2026-K2"]


def test_a_link_out_of_the_folder_is_refused_and_never_read(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (folder / "2026-K2.txt").symlink_to(secret)
    (folder / "2025").mkdir()
    (folder / "2025" / "data.json").symlink_to("../../../secret.txt")
    (folder / "2024").symlink_to(tmp_path)
    found = read(folder)
    assert found.deliveries == ()
    assert {each.delivery for each in found.refusals} == {"bra/2026-K2.txt", "bra/2025", "bra/2024"}
    assert all("leder ut ur källans mapp" in each.found for each in found.refusals)


def test_a_register_that_cannot_be_read_is_never_written_over(folder: Path) -> None:
    (folder / "2026-K2.txt").write_text("1")
    (folder / RECEIPT_FILE).write_text("fil,datum\n")
    found = read(folder)
    assert found.deliveries == ()
    assert [each.id for each in found.refusals] == ["bra/mottaget.csv:rad 1"]
    assert register(folder) == ["fil,datum"]


def test_a_register_that_cannot_be_opened_stops_with_a_way_out(folder: Path) -> None:
    (folder / RECEIPT_FILE).mkdir()
    with pytest.raises(BriefingError, match=r"sources/bra/mottaget\.csv: the register cannot be opened"):
        read(folder)


def test_a_row_that_cannot_be_read_stops_its_own_delivery_only(folder: Path) -> None:
    for name in ("2026-K1.txt", "2026-K2.txt"):
        (folder / name).write_text(name)
    (folder / RECEIPT_FILE).write_text(f"{';'.join(HEADER)}\n2026-K1.txt;{'0' * 128};13 april;e-post\n")
    found = read(folder)
    assert [each.id for each in found.deliveries] == ["bra/2026-K2"]
    assert [each.delivery for each in found.refusals] == ["bra/2026-K1.txt"]


def test_deliveries_are_kept_in_their_original_bytes(folder: Path) -> None:
    original = "Umeå;1\r\n".encode("latin-1")
    (folder / "2026-K2.txt").write_bytes(original)
    (part,) = read(folder).deliveries[0].parts
    assert (part.content, part.size, part.sha512) == (original, len(original), sha512(original).hexdigest())
    assert (folder / "2026-K2.txt").read_bytes() == original


def test_a_file_too_large_for_memory_is_sealed_but_not_held(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.workspace.parts.LARGEST_IN_MEMORY", 4)
    (folder / "2026-K2.txt").write_bytes(b"12345")
    (part,) = read(folder).deliveries[0].parts
    assert (part.content, part.size, part.sha512) == (None, 5, sha512(b"12345").hexdigest())
    assert Path(part.path) == folder / "2026-K2.txt"
