"""The calendar through the real command line: made once, on what had come, and told how it stands."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import schedule
from lean import OUTLINE, lean
from rich.console import Console
from whole_chain import POLICE, filled_in_word
from workspaces import REPOSITORY, briefing, demo, edited

from briefing.archive import store
from briefing.archive.layout import ARCHIVE
from briefing.shell import scheduler
from briefing.shell.commands.units import EVERY_QUARTER
from briefing.shell.formats import FORMATS
from briefing.terms.edition import parse_edition_id
from briefing.workspace.arrivals import register_arrivals
from briefing.workspace.load import load_workspace
from briefing.workspace.receipt import read_receipt
from briefing.workspace.ticks import Attempt, Outcome, alone, remember

K2 = "2480-kvartal-2026-K2"
MORE = """
[[section]]
number = "5"
heading = "Polisens lägesbild"
[[section.block]]
kind = "dimensioner"
caption = "Polisens bedömning"
source = "polisen-lagesrapport"
[[section.block]]
kind = "matris"
caption = "Läget i korthet"
indicators = ["anmalda-brott/kvartal"]
[[section.block]]
kind = "kallor"
caption = "Källor"
[[section.block]]
kind = "luckor"
caption = "Luckor"
"""
TOLD_BY_POLICE = """
[[section]]
number = "5"
heading = "Polisens lägesbild"
[[section.block]]
kind = "uppgift"
source = "polisen-lagesrapport"
dimension = "rekrytering"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return lean(demo(tmp_path))


def made(workspace: Path) -> list[str]:
    return [f"{each.id} {each.version}" for each in store.editions(workspace / ARCHIVE)]


def delivered(workspace: Path, name: str, day: str, source: str = "polisen-lagesrapport") -> None:
    """Another delivery of the source, registered on that day."""
    folder = workspace / "sources" / source
    shutil.copy(folder / "2026-K2.toml", folder / name)
    (folder / name).write_text((folder / name).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    registered(workspace, day)


def registered(workspace: Path, day: str) -> None:
    """What lies in the sources and has settled comes into mottaget.csv as received on that day."""
    settled = time.time() + 3600
    register_arrivals(workspace, load_workspace(workspace, FORMATS).sources, date.fromisoformat(day), settled)


def test_an_edition_is_made_at_its_instant_and_never_again(workspace: Path) -> None:
    assert briefing(workspace, "tick", today="2026-07-15T05:59").code == 0
    assert made(workspace) == []
    assert briefing(workspace, "tick", "--json", today="2026-07-15T06:00").json["made"] == [K2]
    for moment in ("2026-07-15T06:00", "2026-07-15T06:15", "2026-08-01"):
        assert briefing(workspace, "tick", "--json", today=moment).json["made"] == []
    assert made(workspace) == [f"{K2} v1"]
    assert briefing(workspace, "verify").code == 0


def test_missed_quarters_are_made_oldest_first_each_on_its_own_deliveries(workspace: Path) -> None:
    delivered(workspace, "2026-K3.toml", "2026-10-05")
    assert briefing(workspace, "tick", "--json", today="2027-01-20").json["made"] == [
        K2,
        "2480-kvartal-2026-K3",
        "2480-kvartal-2026-K4",
    ]
    police = [
        [seal.name for seal in edition.inputs if "polisen" in seal.name and seal.name.startswith("leveranser/")]
        for edition in store.editions(workspace / ARCHIVE)
    ]
    assert "leveranser/polisen-lagesrapport/2026-K3/2026-K3.toml" not in police[0]


def test_an_edition_made_late_has_the_bytes_that_it_would_have_had_in_time(tmp_path: Path) -> None:
    files = []
    for name, moment in (("i-tid", "2026-07-15"), ("sent", "2026-11-22")):
        (tmp_path / name).mkdir()
        workspace = lean(demo(tmp_path / name))
        (workspace / "templates" / "utgavor" / "kvartal.toml").write_text(OUTLINE + MORE, encoding="utf-8")
        if name == "sent":
            delivered(workspace, "2026-K2.r2.toml", "2026-07-15")
            delivered(workspace, "2026-08-01.toml", "2026-08-01")
            (workspace / "sources" / "bra-anmalda-brott" / "en fil utan period.txt").write_text("?")
        assert K2 in briefing(workspace, "tick", "--json", today=moment).json["made"]
        files.append(store.edition(workspace / ARCHIVE, parse_edition_id(K2)).files)
    assert files[0] == files[1]


def test_what_came_after_the_seal_changes_nothing_is_named_and_makes_a_version_by_hand(workspace: Path) -> None:
    briefing(workspace, "tick", today="2026-07-15")
    assert briefing(workspace, "status", "--json", today="2026-07-16").json["editions"][0]["late"] == []
    delivered(workspace, "2026-K2.r2.toml", "2026-07-20")
    assert briefing(workspace, "tick", "--json", today="2026-07-21").json["made"] == []
    assert made(workspace) == [f"{K2} v1"]
    status = briefing(workspace, "status", today="2026-07-21")
    assert "polisen-lagesrapport/2026-K2.r2.toml" in status.out
    assert "--kind kvartal --period 2026-K2 --seal --reason" in status.out
    briefing(workspace, "produce", "--period", "2026-K2", "--seal", "--reason", "rättelse från polisen", today="2026-07-21")
    assert made(workspace) == [f"{K2} v2"]
    assert briefing(workspace, "tick", "--json", today="2026-07-22").json["made"] == []


def test_what_an_edition_takes_nothing_from_is_never_late_for_it(workspace: Path) -> None:
    edited(workspace / "briefing.toml", "[calendar]\n", '[[calendar.edition]]\nkind = "publik"\nevery = "kvartal"\n\n[calendar]\n')
    (workspace / "templates" / "utgavor" / "publik.toml").write_text(f"public = true\n{OUTLINE}", encoding="utf-8")
    shutil.copytree(REPOSITORY / "sources" / "register-moten", workspace / "sources" / "register-moten")
    briefing(workspace, "tick", today="2026-07-15")
    delivered(workspace, "2026-K2.r2.toml", "2026-07-20")  # the police's, of which nothing is open
    delivered(workspace, "2026-K2.r2.toml", "2026-07-20", "register-moten")  # open, and no block shows it
    (standing,) = (each for each in briefing(workspace, "status", "--json", today="2026-07-21").json["editions"] if each["version"])
    assert (standing["edition"], standing["late"]) == ("2480-publik-2026-K2", [])


def test_what_comes_after_an_edition_that_was_made_by_hand_before_its_day_is_named(workspace: Path) -> None:
    briefing(workspace, "produce", "--period", "2026-K2", "--seal", today="2026-07-13")
    delivered(workspace, "2026-K2.r2.toml", "2026-07-14")
    late = briefing(workspace, "status", "--json", today="2026-07-21").json["editions"][0]["late"]
    assert late == ["polisen-lagesrapport/2026-K2.r2.toml"]


def test_a_corrected_file_that_came_after_the_seal_is_named_though_it_is_called_as_the_first_was(workspace: Path) -> None:
    briefing(workspace, "tick", today="2026-07-15")
    brought = workspace / "sources" / "bra-anmalda-brott"
    shutil.copytree(brought / "2026-K2", brought / "2026-K2.r2")
    with (brought / "2026-K2.r2" / "kvartal.txt").open("ab") as file:
        file.write(b"\n")
    registered(workspace, "2026-07-20")
    late = briefing(workspace, "status", "--json", today="2026-07-21").json["editions"][0]["late"]
    assert late == ["bra-anmalda-brott/2026-K2.r2/kvartal.txt"]  # the other file has not changed


def test_an_answer_that_comes_after_the_cut_off_is_not_in_the_edition_and_counts_for_the_next(workspace: Path) -> None:
    (workspace / "templates" / "utgavor" / "kvartal.toml").write_text(OUTLINE + TOLD_BY_POLICE, encoding="utf-8")
    edited(workspace / "briefing.toml", 'first = "2026-K2"', 'first = "2026-K3"')
    made_forms = briefing(workspace, "forms", "make", "--period", "2026-K3", "--json", today="2026-09-20").json["files"]
    form = filled_in_word(Path(made_forms["polisen-lagesrapport-2026-K3.docx"]))
    shutil.copy(form, workspace / "sources" / "polisen-lagesrapport" / "2026-K3.docx")
    registered(workspace, "2026-10-15")  # the day of the cut-off: what comes on it is too late
    answer, pages = POLICE[("rekrytering", "text")], []
    for moment, edition in (("2026-10-20", "2480-kvartal-2026-K3"), ("2027-01-15T06:00", "2480-kvartal-2026-K4")):
        assert briefing(workspace, "tick", "--json", today=moment).json["made"] == [edition]
        pages.append(page_of(workspace, edition))
    assert [answer in page for page in pages] == [False, True]
    stands = briefing(workspace, "forms", "status", "--period", "2026-K3", "--json", today="2026-10-20").json["forms"]
    assert [(each["state"], each["days_late"]) for each in stands if each["source"] == "polisen-lagesrapport"] == [("sen", 1)]


def page_of(workspace: Path, edition: str) -> str:
    """The sealed web page."""
    return store.location(workspace / ARCHIVE, parse_edition_id(edition), "v1", f"{edition}.html").read_text(encoding="utf-8")


def waiting(workspace: Path) -> None:
    edited(workspace / "briefing.toml", "[calendar]\n", '[calendar]\ncatch_up = "all"\n')
    rule = '[[calendar.edition]]\nkind = "kvartal"\nwait_for = ["polisen-lagesrapport"]\nwait_days = 10\n'
    edited(workspace / "briefing.toml", "# The register of areas", f"{rule}\n# The register of areas")


def test_a_source_is_waited_for_and_the_edition_comes_the_day_after_it(workspace: Path) -> None:
    waiting(workspace)
    for name in ("2026-K1.toml", "2026-K2.toml", "mottaget.csv"):
        shutil.move(workspace / "sources" / "polisen-lagesrapport" / name, workspace / name)
    assert briefing(workspace, "tick", "--json", today="2026-07-15").json["waiting"][0]["waits_for"] == [
        {"source": "polisen-lagesrapport", "title": "Polisens lägesrapport", "since": "2026-07-15", "until": "2026-07-25"}
    ]
    assert "väntar på Polisens lägesrapport sedan 2026-07-15" in briefing(workspace, "tick", today="2026-07-16").out
    shutil.move(workspace / "2026-K2.toml", workspace / "sources" / "polisen-lagesrapport" / "2026-K2.toml")
    sources = load_workspace(workspace, FORMATS).sources
    register_arrivals(workspace, sources, date(2026, 7, 18), time.time())
    assert briefing(workspace, "tick", "--json", today="2026-07-18").json["waiting"] != []  # it may still be being copied
    register_arrivals(workspace, sources, date(2026, 7, 18), time.time() + 3600)
    assert read_receipt(workspace / "sources" / "polisen-lagesrapport").rows["2026-K2.toml"].received_on == date(2026, 7, 18)
    assert briefing(workspace, "tick", "--json", today="2026-07-18").json["made"] == []
    assert briefing(workspace, "tick", "--json", today="2026-07-19T06:00").json["made"] == [K2]
    inputs = [seal.name for seal in store.editions(workspace / ARCHIVE)[0].inputs]
    assert "leveranser/polisen-lagesrapport/2026-K2/2026-K2.toml" in inputs


def test_a_clock_that_went_back_stops_everything(workspace: Path) -> None:
    briefing(workspace, "tick", today="2026-07-15")
    call = briefing(workspace, "tick", today="2026-07-14T22:59")
    assert (call.code, "the clock: it says 2026-07-14" in call.err) == (1, True)
    assert briefing(workspace, "tick", today="2026-07-14T23:01").code == 0


def test_a_fault_in_the_data_is_told_and_not_tried_again_until_something_has_changed(workspace: Path) -> None:
    text = workspace / "templates" / "texter" / "inledning.md.j2"
    good = text.read_text(encoding="utf-8")
    text.write_text(good + "{{ finns_inte }}", encoding="utf-8")
    for moment in ("2026-07-15T06:00", "2026-07-15T06:15", "2026-07-16T06:00"):
        call = briefing(workspace, "tick", "--json", today=moment)
        assert (call.code, call.json["failed"][0]["attempts"], call.json["failed"][0]["next_try"]) == (1, 1, None)
        assert "finns_inte" in call.json["failed"][0]["fault"]
    standing = briefing(workspace, "status", "--json", today="2026-07-16").json
    assert (standing["editions"][0]["state"], standing["editions"][0]["attempts"]) == ("misslyckad", 1)
    text.write_text(good, encoding="utf-8")
    assert briefing(workspace, "tick", "--json", today="2026-07-16T06:15").json["made"] == [K2]


def test_a_fault_of_the_disk_is_tried_again_after_a_pause_that_grows(workspace: Path) -> None:
    shutil.rmtree(workspace / "output", ignore_errors=True)
    (workspace / "output").mkdir()
    (workspace / "output" / "archive").write_text("this is no folder")
    failed = briefing(workspace, "tick", "--json", today="2026-07-15T06:00").json["failed"][0]
    assert failed["attempts"] == 1
    assert "2026-07-15T04:02" < failed["next_try"] < "2026-07-15T04:08"  # five minutes, a half more or less, UTC
    assert briefing(workspace, "tick", "--json", today="2026-07-15T06:01").json["failed"][0]["attempts"] == 1
    assert briefing(workspace, "tick", "--json", today="2026-07-15T06:10").json["failed"][0]["attempts"] == 2
    assert briefing(workspace, "status", "--json", today="2026-07-15T06:11").json["editions"][0]["state"] == "misslyckad"
    (workspace / "output" / "archive").unlink()
    assert briefing(workspace, "tick", "--json", today="2026-07-15T07:00").json["made"] == [K2]


def test_a_bug_is_logged_told_and_not_repeated(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.shell.commands import produce

    calls = []

    def broken(*_: object) -> None:
        calls.append(1)
        raise ZeroDivisionError

    monkeypatch.setattr(produce, "produced", broken)
    for moment in ("2026-07-15T06:00", "2026-07-15T06:15"):
        failed = briefing(workspace, "tick", "--json", today=moment).json["failed"][0]
    assert len(calls) == 1
    log = workspace / failed["fault"].partition("se ")[2]
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_what_is_remembered_of_attempts_may_be_deleted_at_any_time(workspace: Path) -> None:
    briefing(workspace, "tick", today="2026-07-15T06:00")
    shutil.rmtree(workspace / "output" / "schedule")
    assert briefing(workspace, "tick", "--json", today="2026-07-15T06:15").json["made"] == []
    assert made(workspace) == [f"{K2} v1"]


def test_status_is_a_dead_mans_check(workspace: Path) -> None:
    never = briefing(workspace, "status", "--max-age", "2", today="2026-07-10")
    assert (never.code, "Ingen har kontrollerat kalendern på 2 timmar" in never.out) == (1, True)
    briefing(workspace, "tick", today="2026-07-15T06:00")
    assert briefing(workspace, "status", "--max-age", "2", today="2026-07-15T08:00").code == 0
    assert briefing(workspace, "status", "--max-age", "2", today="2026-07-15T08:01").code == 1
    assert briefing(workspace, "status", today="2026-10-15T12:00").code == 0
    overdue = briefing(workspace, "status", "--json", today="2026-10-16T12:00")
    assert (overdue.code, "2480-kvartal-2026-K3" in overdue.json["alarms"][0]) == (1, True)
    states = [each["state"] for each in overdue.json["editions"]]
    assert states[:2] == ["att_granska", "forfallen"]


def test_what_was_lawfully_deleted_is_made_no_second_time(workspace: Path) -> None:
    briefing(workspace, "tick", today="2026-07-15")
    decided = ("--decision", "dokumenthanteringsplanen", "--by", "Kommunstyrelsen", "--role", "arkivarie", "--dnr", "KS-2026/00001")
    assert briefing(workspace, "gallra", K2, *decided, today="2026-07-16").code == 0
    call = briefing(workspace, "tick", "--json", today="2026-07-16")
    assert (call.code, call.json["made"], call.json["failed"]) == (0, [], [])
    standing = briefing(workspace, "status", "--json", today="2026-07-16")
    assert (standing.code, standing.json["editions"][0]["state"]) == (0, "gallrad")


def test_status_tells_a_run_that_goes_on_from_one_that_was_cut_off(workspace: Path) -> None:
    begun = Attempt(1, datetime(2026, 7, 15, 4, tzinfo=UTC), Outcome.PAGAR, "körningen avbröts")
    remember(workspace, parse_edition_id(K2), begun)
    with alone(workspace) as is_ours:
        assert is_ours
        assert briefing(workspace, "status", "--json", today="2026-07-15").json["editions"][0]["state"] == "pagar"
        assert briefing(workspace, "tick", "--json", today="2026-07-15").json["busy"] is True
    cut_off = briefing(workspace, "status", "--json", today="2026-07-15").json["editions"][0]
    assert (cut_off["state"], cut_off["attempts"]) == ("misslyckad", 1)
    assert briefing(workspace, "tick", "--json", today="2026-07-15").json["made"] == [K2]


def test_a_place_where_nothing_can_be_written_is_told_and_makes_nothing(workspace: Path) -> None:
    shutil.rmtree(workspace / "output", ignore_errors=True)
    (workspace / "output").write_text("this is no folder")
    call = briefing(workspace, "tick", "--json", today="2026-07-15")
    assert (call.code, call.json["made"]) == (1, [])
    assert "output" in call.json["failed"][0]["fault"]
    assert briefing(workspace, "status", today="2026-07-17").code == 1


def test_an_edition_is_skipped_by_somebody_and_status_says_by_whom_and_why(workspace: Path) -> None:
    call = briefing(workspace, "schedule", "skip", K2, "--by", "Säkerhetschefen", "--reason", 'rådet "vilar"', today="2026-07-10")
    assert call.code == 0, call.err
    assert briefing(workspace, "tick", "--json", today="2026-07-15").json["made"] == []
    skipped = next(each for each in briefing(workspace, "status", "--json", today="2026-07-15").json["editions"] if each["edition"] == K2)
    assert (skipped["state"], skipped["skipped_by"], skipped["reason"]) == ("overhoppad", "Säkerhetschefen", 'rådet "vilar"')
    assert briefing(workspace, "schedule", "skip", "2480-kvartal", "--by", "x", "--reason", "y").code == 1
    assert briefing(workspace, "schedule", "skip", "2482-kvartal-2026-K2", "--by", "x", "--reason", "y").code == 1


def test_the_list_says_when_and_what_is_waited_for(workspace: Path) -> None:
    waiting(workspace)
    coming = briefing(workspace, "schedule", "list", "--json", today="2026-08-01").json["editions"]
    third = next(each for each in coming if each["edition"] == "2480-kvartal-2026-K3")
    assert (third["at"], third["state"]) == ("2026-10-15T06:00:00+02:00", "kommande")
    assert third["latest"] == "2026-10-25T06:00:00+01:00"
    assert [each["source"] for each in third["waits_for"]] == ["polisen-lagesrapport"]


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        ('kind = "kvartalet"', "item 1 > kind: 'kvartalet' is not a kind of edition"),
        ('kind = "kvartal"\nwait_for = ["polisen"]', "item 1 > wait_for: 'polisen' is not a source"),
        ('kind = "kvartal"\nat = "6"', "item 1 > at: '6' is not a time of day"),
        ('kind = "kvartal"\nbefore_days = 3', "item 1 > before_days: it has no meaning for every = kvartal"),
        ('kind = "kvartal"\nwait_days = -1', "item 1 > wait_days: -1 is out of range"),
        ('kind = "kvartal"\nwaitdays = 1', "waitdays: the key is not known here"),
        ('kind = "kvartal"\nevery = "manad"', "every: 'manad' is not an every"),
        ('kind = "kvartal"\nevery = "mote"', "item 1 > every: kvartal is made for a period"),
        ('kind = "kvartal"\ncommittee = "fritid"', "item 1 > committee: kvartal is made for the whole municipality"),
        ('kind = "kvartal"\ncommittee = "fritid2"', "committee: 'fritid2' is not a committee of this file"),
    ],
)
def test_a_rule_that_cannot_be_kept_is_named(workspace: Path, rule: str, where: str) -> None:
    waiting(workspace)
    edited(workspace / "briefing.toml", 'kind = "kvartal"\nwait_for = ["polisen-lagesrapport"]\nwait_days = 10\n', f"{rule}\n")
    call = briefing(workspace, "tick", today="2026-07-15")
    assert (call.code, where in call.err) == (1, True), call.err


def test_the_units_are_written_and_systemd_takes_them(workspace: Path, tmp_path: Path) -> None:
    odd = workspace.rename(tmp_path / "läget i 100 % $HOME")
    call = briefing(odd, "schedule", "install", "--to", str(tmp_path / "units"), "--json")
    assert call.json["commands"] == ["systemctl --user enable --now briefing-2480.timer", "loginctl enable-linger"]
    units = [tmp_path / "units" / name for name in ("briefing-2480.service", "briefing-2480.timer")]
    timer = units[1].read_text(encoding="utf-8")
    assert "OnCalendar=*:00/15:00 Europe/Stockholm\nPersistent=true\n" in timer
    assert '100 %% $$HOME" "tick"' in units[0].read_text(encoding="utf-8")
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not here")
    subprocess.run(["systemd-analyze", "verify", *map(str, units)], check=True, capture_output=True, timeout=60)
    subprocess.run(["systemd-analyze", "calendar", EVERY_QUARTER], check=True, capture_output=True, timeout=60)


def test_a_tick_with_nothing_to_do_imports_nothing_that_makes_documents(workspace: Path) -> None:
    briefing(workspace, "tick", today="2026-07-10")  # the first one looks at the deliveries, to know when a judgement changes
    slow = ("pandas", "numpy", "babel", "lxml", "docx", "typst", "smtplib", "briefing.findings")
    program = (
        "import sys; from briefing.shell.cli import run; code = run(sys.argv[1:]);"
        f"print(code, [each for each in {slow} if each in sys.modules])"
    )
    command = [sys.executable, "-c", program, "--workspace", str(workspace), "--today", "2026-07-10T12:15", "tick"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.splitlines()[-1] == "0 []"


@pytest.mark.parametrize(
    ("stop", "moment", "said"),
    [(signal.SIGTERM, "2026-07-15T06:00", f"{K2} är gjord"), (signal.SIGINT, "2026-07-14T06:00", "Inget ska göras nu")],
)
def test_the_built_in_host_makes_what_is_due_and_ends_when_it_is_asked_to(
    workspace: Path, stop: signal.Signals, moment: str, said: str
) -> None:
    command = [sys.executable, "-m", "briefing", "--workspace", str(workspace), "--today", moment, "run"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            assert said in process.stdout.readline()
            process.send_signal(stop)
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert (process.returncode, err, "Stoppad." in out) == (0, "", True)
    assert made(workspace) == ([f"{K2} v1"] if "gjord" in said else [])


def test_a_clock_that_goes_back_does_not_silence_the_built_in_host(monkeypatch: pytest.MonkeyPatch) -> None:
    beats: list[int] = []

    def beat() -> tuple[str, ...]:
        beats.append(1)
        for job in ticker[0].jobs:
            job.next_run += timedelta(hours=3)  # as it looks when the clock is set back
        if len(beats) == 2:
            raise ZeroDivisionError  # and a beat that fails stops nothing
        return ()

    ticker: list[schedule.Scheduler] = []
    original = schedule.Scheduler

    def remembered() -> schedule.Scheduler:
        ticker.append(original())
        return ticker[-1]

    monkeypatch.setattr(scheduler.schedule, "Scheduler", remembered)
    monkeypatch.setattr(scheduler, "EVERY_MINUTES", 1 / 600)
    assert scheduler.run(beat, lambda: ((), ()), Console(file=io.StringIO()), ends_after=4) == 0
    assert len(beats) == 4
