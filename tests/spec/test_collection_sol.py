"""Brå's quarterly figures for a municipality come only from a form: it is filled in as a person would, and its answer held to account."""

from __future__ import annotations

import shutil
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import point
from played import DAY
from played_sol import ABOVE, QUARTERLY, YEARLY, Sol, page
from player import CERTIFICATE, Clock, Player, Reply, network, playing
from workspaces import edited

from briefing.fetch import bra_sol
from briefing.fetch.sol_menu import menu_of
from briefing.observations.readers import READERS
from briefing.shell.cli import run
from briefing.shell.commands.fetch import fetched
from briefing.shell.formats import FORMATS
from briefing.terms.period import Month, Quarter, Year
from briefing.workspace.deliveries import received
from briefing.workspace.load import load_workspace

BRA = "bra-anmalda-brott"
HOST = "statistik.bra.se"


@pytest.fixture(scope="module")
def server() -> Iterator[Player]:
    with playing() as player:
        yield player


@pytest.fixture
def sol(server: Player) -> Sol:
    server.clear()
    service = Sol()
    server.services[HOST] = service
    return service


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sol") / "umea"
    assert run(["init", str(root), "--kommun", "Umeå"]) == 0
    return root


@pytest.fixture
def umea(declared: Path, tmp_path: Path) -> Path:
    root = tmp_path / "umea"
    shutil.copytree(declared, root)
    return root


def outcome(root: Path, server: Player, **more: Any) -> dict[str, Any]:
    (found,) = fetched(root, (BRA,), DAY, more.get("world") or network(server.port), lambda line: None).data["sources"]
    result: dict[str, Any] = found
    return result


def changed(sol: Sol, step: str, reply: Any) -> Any:
    """The service with another answer at one of its steps."""
    return lambda asked: reply(sol(asked)) if asked.path.partition("?")[0].endswith(step) else sol(asked)


def test_the_form_gives_what_bra_has_published_and_it_is_read(umea: Path, server: Player, sol: Sol) -> None:
    found = outcome(umea, server)
    assert (found["new"], found["to_mend"]) == (["2026-K2"], [])
    workspace = load_workspace(umea, FORMATS)
    came = received(umea, workspace.sources, DAY)
    (delivery,) = [each for each in came.deliveries if each.source == BRA]
    reading = READERS["bra-sol-dbfil"](delivery, next(each for each in workspace.sources if each.id == BRA))
    assert reading.refusals == ()
    assert point(reading, "anmalda-brott", "2480", "2026-K2").value == 3132
    assert point(reading, "anmalda-brott", "2480", "2025").value == 12411
    assert point(reading, "bostadsinbrott", "2580", "2025").status == "slutlig"
    assert point(reading, "tillgreppsbrott", "2480", "2025").value == 2401  # said once with a value, and echoed without
    raw = (umea / "sources" / BRA / "2026-K2" / "01-meny-101.txt").read_bytes()
    assert "Umeå kommun".encode("latin-1") in raw


def test_each_menu_has_a_session_of_its_own_and_a_second_passes_between_calls(umea: Path, server: Player, sol: Sol) -> None:
    clock = Clock()
    outcome(umea, server, world=network(server.port, clock))
    steps = [call.path.partition("action/")[2].rpartition("/")[2].partition("?")[0] for call in server.calls]
    assert steps == ["start", "urval", "vantapopup", "sok", "dbfil"] * 2
    assert [call.headers.get("cookie") for call in server.calls] == [None, *["JSESSIONID=S1"] * 4, None, *["JSESSIONID=S2"] * 4]
    assert sum(clock.slept) > 8
    assert not set(sol.asked[0]["brottstyp"]) & set(sol.asked[1]["brottstyp"])


def test_a_second_run_with_the_same_answers_makes_nothing_new(umea: Path, server: Player, sol: Sol) -> None:
    outcome(umea, server)
    assert outcome(umea, server)["outcome"] == "oforandrad"


def test_what_was_cut_off_between_two_questions_goes_on_with_the_second(umea: Path, server: Player, sol: Sol) -> None:
    server.services[HOST] = lambda asked: Reply(status=503) if sol.asked and asked.path.endswith("start?menykatalogid=1") else sol(asked)
    assert "503" in outcome(umea, server)["problem"]
    server.services[HOST] = sol
    assert outcome(umea, server)["new"] == ["2026-K2"]
    assert len(sol.asked) == 2


def test_more_than_ten_thousand_cells_are_asked_for_in_parts(umea: Path, server: Player, sol: Sol, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bra_sol, "MOST_CELLS", 1000)
    monkeypatch.setattr("played_sol.MOST", 1000)
    assert outcome(umea, server)["new"] == ["2026-K2"]
    assert len(sol.asked) > 2


BAD = {
    "ids dropped": (
        "dbfil",
        lambda good: replace(good, body=good.body.replace(b"3-7 kap. Brott mot person", b"Annat")),
        "som ingen frågade",
    ),
    "one offence missing": (
        "dbfil",
        lambda good: replace(good, body=b"".join(line for line in good.body.splitlines(True) if b"12 kap" not in line)),
        'ett svar utan "12 kap. Skadegörelsebrott"',
    ),
    "another municipality": (
        "dbfil",
        lambda good: replace(good, body=good.body + "Malå kommun;Totalt antal brott;År;2025;1;1;\n".encode("latin-1")),
        "uppgifter om Malå kommun, som ingen frågade efter",
    ),
    "a page for a file": ("dbfil", lambda good: Reply(b"<html>Tekniskt fel</html>"), "en webbsida"),
    "another header": ("dbfil", lambda good: replace(good, body=good.body.replace("År".encode("latin-1"), b"Tid")), "rubriken"),
    "half a row": ("dbfil", lambda good: replace(good, body=good.body[:-30]), "kolumner"),
    "half a body": ("dbfil", lambda good: replace(good, cut=True), "innan det var helt"),
    "a fault on a page": (
        "sok",
        lambda good: Reply(b"<html>Fel/Error Felmeddelande: Databasen svarar inte<br></html>"),
        "Databasen svarar inte",
    ),
    "no session": ("urval", lambda good: Reply(b"<html>En obefintlig menyrad har valts</html>"), "menyn inte finns"),
    "another page": ("urval", lambda good: Reply(b"<html>Ny statistikdatabas</html>"), "en sida utan brott"),
    "elsewhere": ("sok", lambda good: Reply(status=302, headers={"Location": "https://bra.se/"}), "en hänvisning till en annan värd"),
    "in a ring": ("sok", lambda good: Reply(status=302, headers={"Location": "sok"}), "hänvisningar i ring"),
    "refused": ("vantapopup", lambda good: Reply(b"nej", 403), "svaret 403"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_form_that_has_changed_is_told_of_and_nothing_is_taken_in(umea: Path, server: Player, sol: Sol, fault: str) -> None:
    step, reply, told = BAD[fault]
    server.services[HOST] = changed(sol, step, reply)
    found = outcome(umea, server)
    assert told in found["problem"]
    assert not list((umea / "sources" / BRA).glob("20*"))


def test_a_form_that_sends_on_as_browsers_follow_is_followed(umea: Path, server: Player, sol: Sol) -> None:
    server.services[HOST] = changed(sol, "vantapopup", lambda good: Reply(status=302, headers={"Location": "minaval"}))
    sol.minaval = lambda session, asked, query: Reply(b"<html></html>")  # type: ignore[attr-defined]
    assert outcome(umea, server)["new"] == ["2026-K2"]


def test_another_municipality_asks_about_itself(tmp_path: Path, server: Player, sol: Sol) -> None:
    root = tmp_path / "lulea"
    assert run(["init", str(root), "--kommun", "Luleå"]) == 0
    assert "en sida utan " in outcome(root, server)["problem"], "its comparable municipalities are not played"
    edited(root / "sources" / BRA / "source.toml", '["kommunen", "jamforbara"]', '["kommunen"]')
    assert outcome(root, server)["new"] == ["2026-K2"]
    text = (root / "sources" / BRA / "2026-K2" / "02-meny-90.txt").read_bytes().decode("latin-1")
    assert {line.split(";")[0] for line in text.splitlines()[1:]} == {"Luleå kommun"}


def test_an_offence_that_sol_calls_otherwise_is_told_with_the_nearest_and_the_others_are_used(umea: Path, server: Player, sol: Sol) -> None:
    edited(umea / "sources" / BRA / "source.toml", '    "12 kap. Skadegörelsebrott",\n', '    "12 kap. Skadegörelse",\n')
    found = outcome(umea, server)
    assert found["new"] == ["2026-K2"]
    assert 'inget brott "12 kap. Skadegörelse" i menyn 101, närmast 12 kap. Skadegörelsebrott' in found["to_mend"][0]


def test_a_name_in_two_places_of_the_tree_needs_its_whole_path() -> None:
    menu = menu_of(
        b'arrayNivatva[0] = "1*Internationell anknytning*9*Penningtv\xe4tt, Internationell anknytning"'
        b'arrayNivatva[1] = "2*Internationell anknytning*9*Bedr\xe4geri, Internationell anknytning"'
    )
    assert "skriv hela vägen" in bra_sol._told("Internationell anknytning", menu.offences, menu, YEARLY)


def test_a_page_is_read_with_its_escapes_and_every_kind_of_period() -> None:
    menu = menu_of(
        page(QUARTERLY).encode("latin-1")
        + b"arrayPeriod[9] = '7*Aug*1*2026 Aug prel.*2'; arrayPeriod[10] = \"8*2026 prel.*1*2026 prel.*0\""
    )
    assert {each.period for each in menu.periods} >= {Quarter(2026, 2), Month(2026, 8), Year(2026)}
    assert [each.name for each in menu_of(page(YEARLY).encode("latin-1")).offences] == list(ABOVE)
    assert menu_of(b'arrayNivatva[0] = "1*\\xA0En \\"grov\\" totalt*1*x"').offences[0].name == 'En "grov"'


def test_a_certificate_that_the_service_leaves_out_is_trusted_from_its_declared_file_and_for_its_host_alone(umea: Path) -> None:
    """The player shows a leaf alone; the machine knows the root, and the certificate between them lies beside source.toml."""

    def root_only() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(CERTIFICATE / "root.pem")
        return context

    file = umea / "sources" / BRA / "digicert-ev-rsa-ca-g2.pem"
    with playing("leaf") as player:
        player.services[HOST] = Sol()
        world = replace(network(player.port), certificates=root_only)
        found = outcome(umea, player, world=world)
        assert "ett certifikat som inte går att lita på" in found["problem"]
        assert f"lägg det som sources/{BRA}/digicert-ev-rsa-ca-g2.pem" in found["remedy"]
        file.write_text("inget certifikat", encoding="ascii")
        assert "är inget certifikat" in outcome(umea, player, world=world)["problem"]
        shutil.copy(CERTIFICATE / "intermediate.pem", file)
        assert outcome(umea, player, world=world)["new"] == ["2026-K2"]
        sources = load_workspace(umea, FORMATS).sources
        assert not [each for each in received(umea, sources, DAY).doubts if ".pem" in each.text], "it is no delivery"
        assert outcome(umea, player)["problem"], "what the file has is no root: without the machine's own it leads nowhere"
