"""A tick collects what is published before it decides what is due; a dead service stops nothing and is told of."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lean import lean
from played_sol import Sol
from player import Player, Reply, network, playing
from workspaces import REPOSITORY, briefing, demo, edited

from briefing.archive import store
from briefing.archive.layout import ARCHIVE
from briefing.shell.commands.collecting import NIGHT
from briefing.shell.commands.fetch import fetched
from briefing.shell.commands.status import status
from briefing.shell.commands.tick import ticked
from briefing.workspace.collection_log import tried
from briefing.workspace.notice_log import lines
from briefing.workspace.receipt import read_receipt

HOST, BRA = "statistik.bra.se", "bra-anmalda-brott"
NOON = datetime(2026, 7, 10, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Player]:
    with playing() as player:
        yield player


@pytest.fixture
def player(server: Player) -> Player:
    server.clear()
    server.services = {HOST: Sol()}
    return server


@pytest.fixture
def umea(tmp_path: Path) -> Path:
    """Two sources; nothing of Brå's has come, and the calendar waits for it."""
    root = lean(demo(tmp_path))
    edited(root / "briefing.toml", "collect = false", "collect = true")
    for path in (root / "sources" / BRA).iterdir():
        if path.name != "source.toml":
            _removed(path)
    rule = '\n[[calendar.edition]]\nkind = "kvartal"\nevery = "kvartal"\nwait_for = ["bra-anmalda-brott"]\nwait_days = 10\n'
    path = root / "briefing.toml"
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    return root


def _removed(path: Path) -> None:
    for inner in path.iterdir() if path.is_dir() else ():
        inner.unlink()
    path.rmdir() if path.is_dir() else path.unlink()


def tick(root: Path, player: Player, now: datetime) -> dict[str, object]:
    return dict(ticked(root, now, network(player.port)).data)


def test_what_is_published_is_collected_and_the_edition_that_waited_for_it_is_made(umea: Path, player: Player) -> None:
    first = tick(umea, player, NOON)
    assert [(each["source"], each["new"]) for each in first["collected"]] == [(BRA, ["2026-K2"])]  # type: ignore[attr-defined]
    assert next(iter(read_receipt(umea / "sources" / BRA).rows.values())).received_on == NOON.date()
    assert tick(umea, player, datetime(2026, 7, 16, 10, tzinfo=UTC))["made"] == ["2480-kvartal-2026-K2"]
    (sealed,) = store.editions(umea / ARCHIVE)
    assert any(each.name.startswith(f"leveranser/{BRA}/") for each in sealed.inputs)


def test_it_is_collected_once_a_night_at_a_minute_of_its_own(umea: Path, player: Player) -> None:
    tick(umea, player, NOON)
    calls = len(player.calls)
    assert tick(umea, player, NOON + timedelta(hours=10))["collected"] == []
    assert len(player.calls) == calls
    last = tried(umea, BRA)
    assert last is not None
    night = datetime(2026, 7, 10, 22, tzinfo=UTC)  # midnight in Sweden
    assert night <= last.next_at < night + timedelta(minutes=NIGHT)
    (again,) = tick(umea, player, last.next_at)["collected"]  # type: ignore[misc]
    assert again["outcome"] == "oforandrad"


def test_a_dead_service_stops_no_edition_and_is_tried_again_with_longer_pauses(umea: Path, player: Player) -> None:
    tick(umea, player, NOON)
    player.services = {HOST: lambda asked: Reply(status=503)}
    now, pauses = datetime(2026, 7, 16, 10, tzinfo=UTC), []
    for _ in range(3):
        found = tick(umea, player, now)
        last = tried(umea, BRA)
        assert last is not None and found["collected"]
        pauses.append((last.next_at - now) / timedelta(minutes=1))
        now = last.next_at
    assert pauses == [15, 30, 60]
    assert str(store.editions(umea / ARCHIVE)[0].id) == "2480-kvartal-2026-K2"
    told = status(umea, now, None)
    text = "\n".join(told.lines)
    assert "Brå, anmälda brott: inte hämtad sedan 2026-07-16 12:00. statistik.bra.se svarade 503 (2 försök)." in text
    assert "Den senaste leveransen används; den togs emot 2026-07-10 (6 dagar gammal)." in text
    assert (told.exit_code, told.data["collection"][0]["failures"]) == (0, 3)
    player.services = {HOST: Sol()}
    fetched(umea, (), now.date(), network(player.port))
    assert status(umea, now, None).data["collection"][0]["failures"] == 0


def test_what_has_failed_for_six_days_or_has_to_be_mended_is_for_somebody_to_see(umea: Path, player: Player) -> None:
    player.services = {HOST: lambda asked: Reply(status=503)}
    tick(umea, player, NOON)
    assert status(umea, NOON, None).exit_code == 0
    assert "Brå, anmälda brott: kan inte hämtas." in status(umea, NOON + timedelta(days=6), None).lines[0]
    player.services = {HOST: lambda asked: Reply(b"nej", 403)}
    tick(umea, player, NOON + timedelta(hours=1))
    told = status(umea, NOON + timedelta(hours=1), None)
    assert (told.exit_code, "Gör så här: kontrollera url" in told.lines[0]) == (1, True)
    assert "Brå, anmälda brott kan inte hämtas" in [line.text for line in lines(umea)]


def test_a_fault_of_our_own_in_a_source_stops_no_edition(umea: Path, player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.fetch.bra_sol.menu_of", lambda page: 1 / 0)
    (found,) = tick(umea, player, NOON)["collected"]  # type: ignore[misc]
    assert "ett fel i briefing" in found["problem"]


def test_a_workspace_may_say_that_nothing_is_collected_by_itself(umea: Path, player: Player) -> None:
    edited(umea / "briefing.toml", "collect = true", "collect = false")
    assert tick(umea, player, NOON)["collected"] == []
    assert player.calls == []
    assert briefing(umea, "status", "--json").json["collection"] == []


def test_a_tick_with_nothing_to_collect_does_not_load_what_collects(umea: Path, player: Player) -> None:
    tick(umea, player, NOON)
    program = (
        "import sys; from briefing.shell.cli import run; "
        "code = run(['--workspace', sys.argv[1], '--today', '2026-07-10T13:00', 'tick', '--json']); "
        "sys.exit(code or ', '.join({'httpx', 'pandas', 'lxml'} & set(sys.modules)) or None)"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(umea)], capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["collected"] == []
