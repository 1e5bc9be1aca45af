"""Reminders and notices: in time, once, encrypted, and never with a secret or what the police have marked as internal."""

from __future__ import annotations

import json
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from lean import lean
from smtp_server import Server, certificate, smtp_server
from workspaces import REPOSITORY, briefing, demo, edited

from briefing.shell.formats import FORMATS
from briefing.shell.notices import Notice, tell
from briefing.workspace.arrivals import SETTLED_AFTER, register_arrivals
from briefing.workspace.load import load_workspace
from briefing.workspace.notice_log import ABANDONED_AFTER, LOG, Line, add, claimed, lines

SETTINGS = """
[notices]
to = ["trygghet@umea.example"]
sender = "lagesbild@umea.example"
server = "localhost"
port = {port}
user = "lagesbild"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return lean(demo(tmp_path))


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("pem"))


@pytest.fixture
def post(workspace: Path, pem: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """A workspace that sends to a server on loopback, whose certificate it trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(pem.parent / "cert.pem"))
    monkeypatch.setenv("BRIEFING_SMTP_PASSWORD", "hemligt-losenord")
    with smtp_server(pem) as server:
        configured(workspace, server)
        yield server


def configured(workspace: Path, server: Server, more: str = "") -> None:
    path = workspace / "briefing.toml"
    path.write_text(path.read_text(encoding="utf-8") + SETTINGS.format(port=server.port) + more, encoding="utf-8")


def without(workspace: Path, source: str) -> None:
    """A workspace where nothing has come of a source."""
    for path in (workspace / "sources" / source).iterdir():
        if path.name != "source.toml":
            path.unlink()


def subjects(server: Server) -> list[str]:
    return [str(each["Subject"]) for each in server.emails]


def ticks(workspace: Path, *days: str) -> None:
    for day in days:
        call = briefing(workspace, "tick", "--json", today=day)
        assert json.loads(call.out).get("unsent") == [], call


def test_reminders_come_28_14_and_3_days_before_the_cut_off_and_each_once(workspace: Path, post: Server) -> None:
    without(workspace, "polisen-lagesrapport")
    ticks(workspace, "2026-06-16")
    assert subjects(post) == []
    ticks(workspace, "2026-06-17", "2026-06-17", "2026-06-20", "2026-06-30", "2026-07-01", "2026-07-05", "2026-07-12", "2026-07-14")
    assert [each.split(": ")[1].split(",")[0] for each in subjects(post)] == ["28 dagar kvar", "14 dagar kvar", "3 dagar kvar"]
    last = post.emails[-1].get_content()
    assert "Polisens lägesrapport, från Lokalpolisområdet: ska komma senast 2026-07-14" in last
    assert "görs 2026-07-15" in last


def test_after_a_pause_only_the_reminder_of_that_time_is_sent_and_says_since_when_it_is_late(workspace: Path, post: Server) -> None:
    without(workspace, "polisen-lagesrapport")
    edited(workspace / "sources" / "polisen-lagesrapport" / "source.toml", "due_after_days = 14", "due_after_days = 5")
    ticks(workspace, "2026-07-13")
    assert len(post.emails) == 1
    assert "sen sedan 2026-07-05" in post.emails[0].get_content()


def test_while_an_edition_waits_what_it_waits_for_is_asked_for_again(workspace: Path, post: Server) -> None:
    rule = '[[calendar.edition]]\nkind = "kvartal"\nwait_for = ["polisen-lagesrapport"]\nwait_days = 10\n'
    edited(workspace / "briefing.toml", "# The register of areas", f"{rule}\n# The register of areas")
    without(workspace, "polisen-lagesrapport")
    ticks(workspace, "2026-07-12")
    assert "görs 2026-07-15. Saknas underlag då som den väntar på, görs den senast 2026-07-25." in post.emails[0].get_content()
    ticks(workspace, "2026-07-16", "2026-07-17", "2026-07-22", "2026-07-23")
    assert [str(each["Subject"]).split(": ")[1].split(",")[0] for each in post.emails] == [
        "3 dagar kvar",
        "9 dagar kvar",
        "3 dagar kvar",
    ]
    assert "sen sedan 2026-07-14" in post.emails[-1].get_content()


def test_an_edition_that_is_made_is_told_once_and_with_the_right_addresses(workspace: Path, post: Server) -> None:
    ticks(workspace, "2026-07-15", "2026-07-15", "2026-07-16")
    assert subjects(post) == ["Lägesbild 2480-kvartal-2026-K2 är gjord"]
    email = post.emails[0]
    assert (str(email["To"]), str(email["From"])) == ("trygghet@umea.example", "lagesbild@umea.example")
    assert str(email["Message-ID"]).endswith("@umea.example>")
    assert post.logins == [("lagesbild", "hemligt-losenord")]
    assert post.in_the_clear == []


def test_a_server_that_refuses_is_tried_again_and_the_notice_is_then_sent_once(workspace: Path, post: Server) -> None:
    post.refuses = True
    call = briefing(workspace, "tick", "--json", today="2026-07-15")
    assert call.code == 0
    assert "2480-kvartal-2026-K2" in json.loads(call.out)["unsent"][0]
    post.refuses = False
    ticks(workspace, "2026-07-15", "2026-07-15")
    assert len(post.emails) == 1
    assert [each.event for each in lines(workspace)] == ["paborjad", "misslyckad", "paborjad", "skickad"]


def test_a_certificate_that_nobody_vouches_for_gets_no_password_and_no_letter(
    workspace: Path, post: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    call = briefing(workspace, "tick", "--json", today="2026-07-15")
    assert "CERTIFICATE_VERIFY_FAILED" in json.loads(call.out)["unsent"][0]
    assert (post.emails, post.logins, post.in_the_clear) == ([], [], [])


def test_tls_from_the_start_works_too(workspace: Path, pem: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem.parent / "cert.pem"))
    (tmp_path / "password").write_text("ur-en-fil\n")
    with smtp_server(pem, is_tls=True) as server:
        configured(workspace, server, f'protection = "tls"\npassword_file = "{tmp_path / "password"}"\n')
        without(workspace, "polisen-lagesrapport")
        ticks(workspace, "2026-07-12")
    assert (len(server.emails), server.logins) == (1, [("lagesbild", "ur-en-fil")])


def test_the_deadlines_of_the_law_that_press_are_told_once_and_again_when_they_stand_otherwise(workspace: Path, post: Server) -> None:
    shutil.copytree(REPOSITORY / "sources" / "register-overenskommelser", workspace / "sources" / "register-overenskommelser")
    ticks(workspace, "2026-07-14", "2026-07-14", "2026-07-20")
    told = [each for each in post.emails if str(each["Subject"]).startswith("Lagens frister")]
    assert len(told) == 1
    assert "9 §: Överenskommelse A1 går ut 2026-12-31." in told[0].get_content()
    ticks(workspace, "2027-01-02")
    assert [str(each["Subject"]).startswith("Lagens frister") for each in post.emails].count(True) == 2


def test_without_settings_nothing_is_sent_and_everything_is_noted_once(workspace: Path) -> None:
    without(workspace, "polisen-lagesrapport")
    ticks(workspace, "2026-07-12", "2026-07-12")
    assert [(each.id, each.event) for each in lines(workspace)] == [("paminnelse-2480-kvartal-2026-K2-3", "noterad")]


def test_a_log_that_lost_half_a_line_still_counts_and_grows(workspace: Path) -> None:
    without(workspace, "polisen-lagesrapport")
    (workspace / "output").mkdir(exist_ok=True)
    (workspace / LOG).write_text('{"at": "2026-07-01", "id": "pamin')
    ticks(workspace, "2026-07-12", "2026-07-12")
    assert [each.event for each in lines(workspace)] == ["noterad"]


def test_a_judgement_of_the_police_that_changes_proposes_an_edition_and_tells_no_level(workspace: Path, post: Server) -> None:
    ticks(workspace, "2026-07-20")
    post.emails.clear()
    folder = workspace / "sources" / "polisen-lagesrapport"
    text = (folder / "2026-K2.toml").read_text(encoding="utf-8")
    (folder / "2026-08-03.toml").write_text(text, encoding="utf-8")
    changed = (folder / "2026-08-03.toml").read_text(encoding="utf-8")
    assert 'level = "forhojd"' in changed
    (folder / "2026-08-03.toml").write_text(changed.replace('level = "forhojd"', 'level = "mycket_hog"', 1), encoding="utf-8")
    edited(folder / "2026-08-03.toml", "2026-07-0", "2026-08-0")
    sources = load_workspace(workspace, FORMATS).sources
    register_arrivals(workspace, sources, date(2026, 8, 3), time.time() + SETTLED_AFTER)  # as a tick a minute later does
    ticks(workspace, "2026-08-04", "2026-08-05")
    assert subjects(post) == ["Ändrat läge i Umeå: överväg en särskild lägesbild"]
    said = post.emails[0].get_content()
    assert "- Polisens lägesrapport: " in said
    assert "mycket" not in said
    assert "briefing produce --kind radsbriefing --meeting 2026-08-04" in said


def test_a_run_that_fails_is_told_with_what_is_wrong(workspace: Path, post: Server) -> None:
    outline = workspace / "templates" / "texter" / "inledning.md.j2"
    outline.write_text(outline.read_text(encoding="utf-8") + "{{ finns_inte }}", encoding="utf-8")
    for _ in range(3):
        assert briefing(workspace, "tick", today="2026-07-15").code == 1
    assert subjects(post) == ["Lägesbild 2480-kvartal-2026-K2 kunde inte göras"]
    assert "finns_inte" in post.emails[0].get_content()


def test_a_run_that_fails_for_passing_reasons_is_told_at_the_third_time(workspace: Path, post: Server) -> None:
    (workspace / "output").mkdir(exist_ok=True)
    (workspace / "output" / "archive").write_text("this is no folder")
    for moment in ("2026-07-15T06:00", "2026-07-15T07:00"):
        briefing(workspace, "tick", today=moment)
    assert subjects(post) == []
    for moment in ("2026-07-15T09:00", "2026-07-15T14:00", "2026-07-16T14:00"):
        briefing(workspace, "tick", today=moment)
    assert subjects(post) == ["Lägesbild 2480-kvartal-2026-K2 kunde inte göras"]
    assert "på 3 försök" in post.emails[0].get_content()


def made() -> Notice:
    about = {"utgava": "2480-kvartal-2026-K2", "kommun": "Umeå", "period": "2026 kvartal 2", "dag": "2026-07-15", "arkiverad": True}
    return Notice("gjord-prov", "gjord", about)


def test_many_hosts_that_tell_the_same_at_once_send_one_letter(workspace: Path, post: Server) -> None:
    loaded, now = load_workspace(workspace, FORMATS), datetime(2026, 7, 15, tzinfo=UTC)
    telling = partial(tell, workspace, loaded.templates, loaded.configuration.notices, [made()], now)
    with ThreadPoolExecutor(8) as hosts:
        assert [said for each in [hosts.submit(telling) for _ in range(16)] for said in each.result()] == []
    assert len(post.emails) == 1


def test_a_host_that_was_killed_before_it_sent_leaves_its_letter_to_the_others(workspace: Path, post: Server) -> None:
    loaded, now = load_workspace(workspace, FORMATS), datetime(2026, 7, 15, tzinfo=UTC)
    with claimed(workspace, "gjord-prov"):
        (claim,) = (workspace / "output" / "schedule" / "notices").iterdir()
    claim.touch()  # as a killed process leaves it
    telling = partial(tell, workspace, loaded.templates, loaded.configuration.notices, [made()], now)
    telling()
    assert post.emails == []  # it may still be at it
    os.utime(claim, (time.time() - ABANDONED_AFTER - 1,) * 2)
    telling()
    telling()
    assert len(post.emails) == 1


def test_a_host_that_is_killed_when_the_letter_has_left_sends_it_again_as_the_same_letter_and_it_is_said(
    workspace: Path, post: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded, now = load_workspace(workspace, FORMATS), datetime(2026, 7, 15, tzinfo=UTC)
    telling = partial(tell, workspace, loaded.templates, loaded.configuration.notices, [made()], now)

    def killed(root: Path, line: Line, *rest: Any) -> None:
        if line.event == "skickad":
            raise KeyboardInterrupt
        add(root, line, *rest)

    with monkeypatch.context() as patch:
        patch.setattr("briefing.shell.notices.add", killed)
        with pytest.raises(KeyboardInterrupt):
            telling()
    said = briefing(workspace, "status", "--json", today="2026-07-15").json["notices_unknown"]
    assert said == ["gjord-prov"]
    assert "Det är inte känt om meddelandet gjord-prov kom fram" in briefing(workspace, "status", today="2026-07-15").out
    telling()
    assert [each.event for each in lines(workspace)] == ["paborjad", "okand", "paborjad", "skickad"]
    assert len({str(each["Message-ID"]) for each in post.emails}) == 1
    assert len(post.emails) == 2
    assert briefing(workspace, "status", "--json", today="2026-07-15").json["notices_unknown"] == []


def test_a_secret_in_briefing_toml_is_refused_and_never_repeated(workspace: Path) -> None:
    path = workspace / "briefing.toml"
    path.write_text(path.read_text(encoding="utf-8") + SETTINGS.format(port=25) + 'password = "hunter2"\n', encoding="utf-8")
    call = briefing(workspace, "check")
    assert call.code == 1
    assert "briefing.toml > notices > password: a secret may not stand in this file" in call.out + call.err
    assert "hunter2" not in call.out + call.err


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("trygghet@umea.example", "trygghet", "notices > to > item 1"),
        ('to = ["trygghet@umea.example"]', "to = []", "notices > to"),
        ("port = 25", "port = 0", "notices > port"),
        ("port = 25", "prot = 25", "notices > prot"),
        ("localhost", "smtp.umea.example; rm", "notices > server"),
    ],
)
def test_settings_that_cannot_work_are_named(workspace: Path, old: str, new: str, where: str) -> None:
    path = workspace / "briefing.toml"
    path.write_text(path.read_text(encoding="utf-8") + SETTINGS.format(port=25).replace(old, new), encoding="utf-8")
    call = briefing(workspace, "check")
    assert call.code == 1
    assert where in call.out + call.err


def test_whom_notices_go_to_makes_no_new_version(workspace: Path) -> None:
    briefing(workspace, "produce", "--period", "2026-K2", "--seal")
    path = workspace / "briefing.toml"
    path.write_text(path.read_text(encoding="utf-8") + SETTINGS.format(port=25), encoding="utf-8")
    edited(workspace / "templates" / "notiser" / "gjord.txt.j2", "Läs igenom", "Läs genast igenom")
    assert briefing(workspace, "produce", "--period", "2026-K2", "--seal", "--json").json["unchanged"] is True
