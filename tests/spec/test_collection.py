"""What services publish becomes deliveries by itself; a service that is dead, slow, changed or wrong never stops anything."""

from __future__ import annotations

import json
import os
import re
import shutil
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders_deliveries import point
from lean import OUTLINE
from played import BRA_PAGE, DAY, declare, events, kolada, play_all, polisen, pxweb_2, replied
from player import Asked, Clock, Player, Reply, network, playing, proxying
from workspaces import REPOSITORY, briefing, edited

from briefing.fetch.network import Network
from briefing.observations.readers import READERS
from briefing.shell.cli import run
from briefing.shell.commands.fetch import fetched
from briefing.shell.commands.result import Result
from briefing.workspace.deliveries import received
from briefing.workspace.load import load_workspace
from briefing.workspace.receipt import read_receipt

POLISEN = "polisen-handelser"
SEEN = """
[[section]]
number = "5"
heading = "Läget"
[[section.block]]
kind = "matris"
caption = "Läget i korthet"
indicators = ["anmalda-brott/kvartal", "anmalda-brott-kolada/ar"]
[[section.block]]
kind = "kallor"
caption = "Källor"
"""
SCB = "scb-folkmangd"


@pytest.fixture(scope="module")
def server() -> Iterator[Player]:
    with playing() as player:
        yield player


@pytest.fixture
def player(server: Player) -> Player:
    server.clear()
    play_all(server)
    return server


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("collection") / "umea"
    assert run(["init", str(root), "--kommun", "Umeå"]) == 0
    return declare(root)


@pytest.fixture
def umea(declared: Path, tmp_path: Path) -> Path:
    """A new workspace: nothing has come yet."""
    root = tmp_path / "umea"
    shutil.copytree(declared, root)
    return root


def few(root: Path, areas: str = 'areas = ["kommunen"]') -> None:
    """Kolada is asked for the municipality alone."""
    declaration = root / "sources" / "kolada" / "source.toml"
    text = declaration.read_text(encoding="utf-8")
    declaration.write_text(text.replace('areas = ["alla", "riket"]', areas).replace('first = "2015"', 'first = "2025"'), encoding="utf-8")


def collected(root: Path, player: Player, *ids: str, day: date = DAY, world: Network | None = None) -> Result:
    return fetched(root, ids, day, world or network(player.port), lambda line: None)


def outcome(root: Path, player: Player, source: str, **more: Any) -> dict[str, Any]:
    (found,) = collected(root, player, source, **more).data["sources"]
    result: dict[str, Any] = found
    return result


def sealed(root: Path, source: str) -> dict[str, bytes]:
    """Every delivered file of a source by its name; each must have its row in the register."""
    folder = root / "sources" / source
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("[12]*/*")}
    rows = {row.file for row in read_receipt(folder).rows.values() if (folder / row.file).is_file()}
    assert rows == set(found)
    return found


# Everything


def test_a_whole_workspace_is_collected_from_nothing_and_can_be_read(umea: Path, player: Player) -> None:
    few(umea, 'areas = ["kommunen", "jamforbara", "riket"]')
    result = collected(umea, player)
    assert {each["source"]: each["new"] for each in result.data["sources"]} == {
        "bra-anmalda-brott": ["2026-K2"],
        "bra-kommuntabell": ["2025"],
        "kolada": ["2025"],
        POLISEN: ["2026-11"],
        SCB: ["2025"],
        "scb-folkmangd-v1": ["2025"],
    }
    assert result.exit_code == 0
    workspace = load_workspace(umea, READERS)
    sources = {each.id: each for each in workspace.sources}
    came = received(umea, workspace.sources, DAY).deliveries
    assert len(came) == 6
    for delivery in came:
        reading = READERS[sources[delivery.source].format](delivery, sources[delivery.source])
        assert (reading.refusals, reading.rows_read > 0) == ((), True), delivery.id


def test_what_came_is_kept_byte_for_byte_and_the_register_says_how(umea: Path, player: Player) -> None:
    collected(umea, player, POLISEN)
    assert sealed(umea, POLISEN) == {"2026-11/2026-11-22.json": polisen(DAY)(Asked("", "", "", {}, b"")).body}
    (row,) = read_receipt(umea / "sources" / POLISEN).rows.values()
    assert (row.received_on, row.received_how) == (DAY, "hämtad av briefing från https://polisen.se/api/events")


def test_unchanged_content_makes_no_new_delivery(umea: Path, player: Player) -> None:
    few(umea)
    collected(umea, player)
    before = {source: sealed(umea, source) for source in ("kolada", SCB, POLISEN)}
    again = collected(umea, player, day=DAY + timedelta(days=1))
    assert [each["outcome"] for each in again.data["sources"]] == ["oforandrad"] * 6
    assert {source: sealed(umea, source) for source in before} == before


def test_changed_content_of_the_same_period_is_a_correction_beside_it(umea: Path, player: Player) -> None:
    collected(umea, player, SCB)
    before = sealed(umea, SCB)
    player.services["statistikdatabasen.scb.se"] = lambda asked: replace(
        pxweb_2(asked), body=pxweb_2(asked).body.replace(b"104505", b"104506")
    )
    assert outcome(umea, player, SCB)["new"] == ["2025.r2"]
    assert {name: content for name, content in sealed(umea, SCB).items() if name.startswith("2025/")} == before


def test_a_correction_that_was_deleted_gets_its_name_back_with_its_content_and_lends_it_to_no_other(umea: Path, player: Player) -> None:
    collected(umea, player, SCB)
    for inhabitants, name in (("104506", "2025.r2"), ("104506", "2025.r2"), ("104507", "2025.r3")):
        told = inhabitants.encode()
        player.services["statistikdatabasen.scb.se"] = lambda asked, told=told: replace(
            pxweb_2(asked), body=pxweb_2(asked).body.replace(b"104505", told)
        )
        assert outcome(umea, player, SCB)["new"] == [name]
        came = received(umea, load_workspace(umea, READERS).sources, DAY)
        assert (came.refusals, name in [each.name for each in came.deliveries]) == ((), True)
        if name == "2025.r2":
            shutil.rmtree(umea / "sources" / SCB / name)
            (umea / "output" / "hamtat" / f"{SCB}.json").unlink()


def test_a_source_that_is_not_declared_for_collection_is_named(umea: Path) -> None:
    called = briefing(umea, "fetch", "kommungranser")
    assert called.code == 1
    assert "has no [fetch]" in called.err
    assert "write kolada" in briefing(umea, "fetch", "kolade").err


def test_an_empty_workspace_is_collected_and_makes_its_lagesbild_from_what_came(tmp_path: Path, player: Player) -> None:
    """The demo as it is declared, without a single delivery."""
    root = tmp_path / "umea"
    assert run(["init", str(root), "--kommun", "Umeå"]) == 0
    result = collected(root, player)
    assert {each["source"]: each["new"] for each in result.data["sources"]} == {
        "bra-anmalda-brott": ["2026-K2"],
        "kolada": ["2025"],
        POLISEN: ["2026-11"],
    }
    (root / "templates" / "utgavor" / "kvartal.toml").write_text(OUTLINE + SEEN, encoding="utf-8")
    made = briefing(root, "produce", "--json", today=DAY.isoformat()).json
    record = json.loads(Path(made["files"]["2480-kvartal-2026-K2.json"]).read_text(encoding="utf-8"))
    assert all(each in json.dumps(record["citations"]) for each in ("bra-anmalda-brott/2026-K2", "kolada/2025"))
    html = Path(made["files"]["2480-kvartal-2026-K2.html"]).read_text(encoding="utf-8")
    assert "3\xa0132" in html
    assert "2026-11-22" in html, "when each delivery was received stands in the table of sources"


# Kolada


def test_kolada_is_asked_for_25_ids_at_a_time_and_page_by_page(umea: Path, player: Player) -> None:
    collected(umea, player, "kolada")
    data = [call for call in player.calls if "/data/" in call.path]
    assert max(len(word.split(",")) for call in player.calls for word in call.path.split("/")) <= 25
    municipalities = {each for call in data for each in call.path.split("?")[0].split("/")[6].split(",")}
    assert len(municipalities) == 291  # all of them, and the country
    player.services["api.kolada.se"] = lambda asked: replied(
        json.loads(kolada(asked).body) | {"next_url": f"https://api.kolada.se{asked.path}"}
    )
    assert "ring" in outcome(umea, player, "kolada")["problem"]


def test_pages_that_lead_to_another_host_are_not_followed(umea: Path, player: Player) -> None:
    player.services["api.kolada.se"] = lambda asked: replied(json.loads(kolada(asked).body) | {"next_url": "https://polisen.se/api/events"})
    assert "väntat en värd bland api.kolada.se" in outcome(umea, player, "kolada")["problem"]
    assert {call.host for call in player.calls} == {"api.kolada.se"}


def test_a_key_figure_with_another_title_is_told_and_the_others_are_used(umea: Path, player: Player) -> None:
    few(umea)
    player.services["api.kolada.se"] = lambda asked: replace(
        kolada(asked), body=kolada(asked).body.replace("Invånare totalt, antal".encode(), b"Hundar totalt, antal")
    )
    result = collected(umea, player, "kolada")
    (found,) = result.data["sources"]
    assert (found["new"], result.exit_code) == (["2025"], 1)
    assert found["to_mend"][0].startswith('Kolada kallar N01951 "Hundar totalt, antal", väntat "Invånare totalt, antal"')


def test_the_group_of_the_latest_year_is_found_by_the_beginning_of_its_title(umea: Path, player: Player) -> None:
    few(umea, 'areas = ["kommunen"]\ngroups = ["Liknande kommuner, övergripande, {kommun}"]')
    assert outcome(umea, player, "kolada")["new"] == ["2025"]
    (data,) = [call for call in player.calls if "/data/" in call.path]
    assert "/municipality/2480,G2/" in data.path
    assert {"2025/kpi.json", "2025/municipality-groups.json", "2025/data.json"} == set(sealed(umea, "kolada"))


def test_rows_of_municipalities_that_nobody_asked_for_are_refused(umea: Path, player: Player) -> None:
    player.services["api.kolada.se"] = lambda asked: replace(
        kolada(asked), body=re.sub(rb'"municipality": "0[0-9]{3}"', b'"municipality": "9999"', kolada(asked).body)
    )
    found = outcome(umea, player, "kolada")
    assert "uppgifter om kommunen 9999, som ingen frågade efter" in found["problem"]
    assert sealed(umea, "kolada") == {}


# PxWeb


def test_a_table_is_asked_for_in_parts_as_large_as_the_service_allows(umea: Path, player: Player) -> None:
    clock = Clock()
    collected(umea, player, SCB, "scb-folkmangd-v1", world=network(player.port, clock))
    asked = [json.loads(call.body)["selection"] for call in player.calls if call.method == "POST" and call.host.startswith("stat")]
    sizes = [
        len(part[0]["valueCodes"]) * len(part[1]["valueCodes"]) * len(part[2]["valueCodes"]) * len(part[3]["valueCodes"]) for part in asked
    ]
    assert sum(sizes) == 4 * 2 * 1 * 3
    assert max(sizes) <= 10
    assert sum(clock.slept) > 1.0  # 3 calls a second, 10 in ten seconds: the services say so themselves


def test_a_value_that_the_table_has_not_is_named_with_the_nearest(umea: Path, player: Player) -> None:
    declaration = umea / "sources" / SCB / "source.toml"
    declaration.write_text(declaration.read_text(encoding="utf-8").replace('"kommunen"', '"248"'), encoding="utf-8")
    result = collected(umea, player, SCB)
    assert '"248", som Region i tabellen TAB1 inte har, väntat till exempel 2480' in result.data["sources"][0]["problem"]
    assert result.exit_code == 1


def test_the_recorded_table_of_scb_is_asked_for_as_it_is_declared(umea: Path, player: Player, shared_data: Path) -> None:
    folder = shared_data / "scb_pxweb"
    answers = {
        name: (folder / f"v2_{file}.json").read_bytes() for name, file in {"config": "config", "metadata": "TAB6471_metadata"}.items()
    }
    data = (folder / "v2_TAB6471_data.json").read_bytes()
    player.services["statistikdatabasen.scb.se"] = lambda asked: Reply(answers.get(asked.path.split("?")[0].rpartition("/")[2], data))
    declaration = umea / "sources" / SCB / "source.toml"
    text = declaration.read_text(encoding="utf-8").replace("TAB1", "TAB6471")
    text = re.sub(r"Region = .*", 'Region = ["??"]\nAlder = ["*"]\nTid = ["from(2026M01)"]', text)
    declaration.write_text(text, encoding="utf-8")
    assert outcome(umea, player, SCB)["new"] == ["2026-04"]
    assert sealed(umea, SCB) == {"2026-04/TAB6471.json": data}


def test_rows_about_areas_that_nobody_asked_for_are_no_answer(umea: Path, player: Player) -> None:
    player.services["statistikdatabasen.scb.se"] = lambda asked: replace(
        pxweb_2(asked), body=pxweb_2(asked).body.replace(b'"2480"', b'"2482"') if asked.method == "POST" else pxweb_2(asked).body
    )
    assert "uppgifter om Region 2482, som ingen frågade efter" in outcome(umea, player, SCB)["problem"]


# Polisen


def test_a_day_of_notices_is_added_to_its_month_and_nothing_is_taken_away(umea: Path, player: Player) -> None:
    for day in (DAY - timedelta(days=3), DAY):
        player.services["polisen.se"] = polisen(day)
        collected(umea, player, POLISEN, day=day)
    assert sorted(sealed(umea, POLISEN)) == ["2026-11/2026-11-19.json", "2026-11/2026-11-22.json"]
    (source,) = [each for each in load_workspace(umea, READERS).sources if each.id == POLISEN]
    (delivery,) = received(umea, (source,), DAY).deliveries
    reading = READERS[POLISEN](delivery, source)
    assert (reading.rows_read, reading.duplicates, reading.rows_refused) == (64, 20, 0)


def test_one_answer_a_day_is_enough(umea: Path, player: Player) -> None:
    collected(umea, player, POLISEN)
    collected(umea, player, POLISEN)
    assert len(player.calls) == 1


def test_a_changed_notice_is_kept_beside_what_it_said_before(umea: Path, player: Player) -> None:
    collected(umea, player, POLISEN)
    changed = [each | {"type": "Rån"} if each["id"] == events(DAY)[0]["id"] else each for each in events(DAY)]
    player.services["polisen.se"] = lambda asked: replied(changed)
    assert outcome(umea, player, POLISEN, day=DAY + timedelta(days=1))["remarks"] == ["32 händelser i svaret: 0 nya, 1 ändrade."]
    assert len(sealed(umea, POLISEN)) == 2


def test_the_first_answer_after_a_month_closes_it(umea: Path, player: Player) -> None:
    for day in (date(2026, 11, 28), date(2026, 12, 1), date(2026, 12, 2)):
        player.services["polisen.se"] = polisen(day)
        collected(umea, player, POLISEN, day=day)
    assert sorted(sealed(umea, POLISEN)) == [
        "2026-11/2026-11-28.json",
        "2026-11/2026-12-01.json",
        "2026-12/2026-12-01.json",
        "2026-12/2026-12-02.json",
    ]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"", "ett tomt svar"),
        (b"[]", "ett tomt svar"),
        (json.dumps(events(DAY - timedelta(days=5))).encode(), "en gammal lista"),
        (json.dumps(events(DAY + timedelta(days=1), days=1)).encode(), "en kort lista med 4 händelser"),
        (json.dumps([{"id": each["id"], "published": each["datetime"]} for each in events(DAY)]).encode(), "poster som inte är händelser"),
        (b'{"message": "Too many requests"}', '"Too many requests"'),
    ],
)
def test_an_empty_old_short_or_changed_list_is_refused_and_what_is_kept_stays(umea: Path, player: Player, answer: bytes, told: str) -> None:
    collected(umea, player, POLISEN)
    before = sealed(umea, POLISEN)
    player.services["polisen.se"] = lambda asked: Reply(answer)
    found = outcome(umea, player, POLISEN, day=DAY + timedelta(days=1))
    assert told in found["problem"]
    assert sealed(umea, POLISEN) == before


@pytest.mark.parametrize(
    ("file", "day", "told"),
    [
        ("api_events_raw_2026-08-22", date(2026, 8, 22), ""),
        ("api_events_short_response_2025-12-26", date(2025, 12, 26), "en gles lista"),
        ("api_events_empty_body_2026-05-27", date(2026, 5, 27), "ett tomt svar"),
    ],
)
def test_recorded_answers_of_polisen_are_kept_or_refused(
    umea: Path, player: Player, shared_data: Path, file: str, day: date, told: str
) -> None:
    content = (shared_data / "polisen_events" / f"{file}.json").read_bytes()
    player.services["polisen.se"] = lambda asked: Reply(content)
    found = outcome(umea, player, POLISEN, day=day)
    assert told in found["problem"]
    assert bool(found["new"]) == (not told)


def test_what_was_counted_before_is_read_beside_what_is_collected(umea: Path, player: Player) -> None:
    for name in ("2026-06.csv", "mottaget.csv"):
        shutil.copy(REPOSITORY / "sources" / POLISEN / name, umea / "sources" / POLISEN)
    assert outcome(umea, player, POLISEN)["new"] == ["2026-11"]
    workspace = load_workspace(umea, READERS)
    source = next(each for each in workspace.sources if each.id == POLISEN)
    came = [each for each in received(umea, workspace.sources, DAY).deliveries if each.source == POLISEN]
    readings = {each.covers.code: READERS[source.format](each, source) for each in came}
    assert point(readings["2026-06"], "polisens-handelsenotiser", "2480", "2025-12").value == 34
    assert (readings["2026-11"].refusals, readings["2026-11"].rows_read) == ((), 32)


# Files on a page


def test_a_file_is_found_by_its_name_wherever_its_link_leads(umea: Path, player: Player) -> None:
    assert outcome(umea, player, "bra-kommuntabell")["new"] == ["2025"]
    player.services["bra.se"] = lambda asked: Reply(BRA_PAGE.replace("18.3b6b697b", "18.other").encode())
    found = outcome(umea, player, "bra-kommuntabell", day=DAY + timedelta(days=1))
    assert "en webbsida i stället för filen" in found["problem"]
    assert player.calls[-1].path.startswith("/download/18.other/")


def test_every_year_from_the_first_one_asked_for_is_a_delivery(umea: Path, player: Player) -> None:
    declaration = umea / "sources" / "bra-kommuntabell" / "source.toml"
    declaration.write_text(declaration.read_text(encoding="utf-8") + 'first = "2020"\n', encoding="utf-8")
    table = Reply(b"Kommun;Antal;Per 100 000 inv.\r\n")
    player.services["bra.se"] = lambda asked: table if "/download/" in asked.path else Reply(BRA_PAGE.encode())
    assert outcome(umea, player, "bra-kommuntabell")["new"] == ["2023", "2025"]


def test_a_link_that_is_gone_is_told_with_what_the_page_has(umea: Path, player: Player) -> None:
    player.services["bra.se"] = lambda asked: Reply(BRA_PAGE.replace("kommunerna", "per%20kommun").encode())
    result = collected(umea, player, "bra-kommuntabell")
    assert "närmast Anmälda brott per kommun 2025.csv" in result.data["sources"][0]["problem"]
    assert result.exit_code == 1


def test_what_has_not_changed_is_not_sent_again(umea: Path, player: Player) -> None:
    collected(umea, player, "bra-kommuntabell")
    before = sealed(umea, "bra-kommuntabell")
    assert outcome(umea, player, "bra-kommuntabell", day=DAY + timedelta(days=1))["outcome"] == "oforandrad"
    assert player.calls[-1].headers["if-none-match"] == '"2025"'
    (umea / "output" / "hamtat" / "bra-kommuntabell.json").unlink()
    assert outcome(umea, player, "bra-kommuntabell", day=DAY + timedelta(days=2))["outcome"] == "oforandrad"
    assert "if-none-match" not in player.calls[-1].headers
    assert sealed(umea, "bra-kommuntabell") == before


# Bad services


def html(asked: Asked) -> Reply:
    return Reply(b"<!DOCTYPE html><html><body>Tekniskt fel</body></html>")


BAD = {
    "slow": (lambda asked: Reply(b"[" + b" " * 5000 + b"]", pieces=40, pause=0.02), "svaret var inte klart efter 0 sekunder"),
    "slow from the first line": (lambda asked: Reply(b"[]", slow_head=0.02), "svaret var inte klart efter 0 sekunder"),
    "silent": (lambda asked: Reply(b"[]", pieces=2, pause=0.4), "tjänsten svarade inte i tid"),
    "web page": (html, "en webbsida"),
    "error text": (lambda asked: Reply(b'{"error": "database is down"}'), '"database is down"'),
    "no json": (lambda asked: Reply(b"Service unavailable"), "inte går att läsa som JSON"),
    "changed schema": (lambda asked: replied({"data": [], "meta": {}}), "JSON med data, meta"),
    "half": (lambda asked: replace(kolada(asked), cut=True), "svaret tog slut innan det var helt"),
    "refusal": (lambda asked: Reply(b'{"message": "no"}', 403), "svaret 403"),
    "broken": (lambda asked: Reply(b"", 503), "svarade 503 (2 försök)"),
    "elsewhere": (
        lambda asked: Reply(status=302, headers={"Location": "https://polisen.se/api/events"}),
        "en hänvisning till en annan värd",
    ),
    "unsafe": (lambda asked: Reply(status=301, headers={"Location": "http://api.kolada.se/v3"}), "väntat en adress som börjar med https"),
    "in a ring": (lambda asked: Reply(status=302, headers={"Location": asked.path}), "hänvisningar i ring"),
    "too large": (lambda asked: Reply(b" " * (2 * 1024 * 1024)), "ett svar som är större än 1 MB"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_service_is_told_of_and_the_last_delivery_is_used(umea: Path, player: Player, fault: str) -> None:
    few(umea)
    collected(umea, player, "kolada")
    before = sealed(umea, "kolada")
    player.services["api.kolada.se"], told = BAD[fault]
    result = collected(umea, player, "kolada", POLISEN, day=DAY + timedelta(days=3))
    bad, other = result.data["sources"]
    assert told in bad["problem"]
    assert (bad["outcome"], bad["last"], bad["age_days"], other["outcome"]) == ("misslyckad", "kolada/2025", 3, "ny")
    assert "Den senaste leveransen används: kolada/2025 togs emot 2026-11-22 (3 dagar gammal)." in "\n".join(result.lines)
    assert sealed(umea, "kolada") == before
    player.services["api.kolada.se"] = kolada
    assert outcome(umea, player, "kolada", day=DAY + timedelta(days=3))["outcome"] == "oforandrad"


def test_a_service_that_answers_in_pieces_is_read_whole(umea: Path, player: Player) -> None:
    player.services["polisen.se"] = lambda asked: replace(polisen(DAY)(asked), pieces=20, pause=0.01)
    assert outcome(umea, player, POLISEN)["new"] == ["2026-11"]


def test_a_dead_service_without_an_earlier_delivery_is_for_somebody_to_see(umea: Path, player: Player) -> None:
    player.services["polisen.se"] = BAD["broken"][0]
    result = collected(umea, player, POLISEN)
    assert result.exit_code == 1
    assert "Det finns ingen tidigare leverans att använda." in "\n".join(result.lines)


def test_retry_after_is_obeyed(umea: Path, player: Player) -> None:
    clock, answers = Clock(), iter([Reply(status=429, headers={"Retry-After": "17"}), polisen(DAY)(Asked("", "", "", {}, b""))])
    player.services["polisen.se"] = lambda asked: next(answers)
    assert outcome(umea, player, POLISEN, world=network(player.port, clock))["new"] == ["2026-11"]
    assert 17.0 in clock.slept


def test_a_long_pause_that_a_service_asks_for_is_left_for_the_next_run(umea: Path, player: Player) -> None:
    player.services["polisen.se"] = lambda asked: Reply(status=429, headers={"Retry-After": "3600"})
    assert "ber oss vänta 3600 sekunder" in outcome(umea, player, POLISEN)["problem"]
    assert len(player.calls) == 1


def test_ten_seconds_pass_between_two_calls_to_polisen(umea: Path, player: Player) -> None:
    clock, answers = Clock(), iter([Reply(status=500), polisen(DAY)(Asked("", "", "", {}, b""))])
    player.services["polisen.se"] = lambda asked: next(answers)
    collected(umea, player, POLISEN, world=network(player.port, clock))
    assert sum(clock.slept) >= 9.9


def test_a_certificate_that_is_not_trusted_ends_it(umea: Path, player: Player) -> None:
    strict = replace(network(player.port), certificates=ssl.create_default_context)
    assert "ett certifikat som inte går att lita på" in outcome(umea, player, POLISEN, world=strict)["problem"]
    assert player.calls == []


def test_a_certificate_of_another_host_ends_it(umea: Path, player: Player) -> None:
    declaration = umea / "sources" / POLISEN / "source.toml"
    declaration.write_text(declaration.read_text(encoding="utf-8").replace("polisen.se", "polisen.example.se"), encoding="utf-8")
    assert "ett certifikat som inte går att lita på" in outcome(umea, player, POLISEN)["problem"]
    assert player.calls == []


def test_a_host_at_a_private_address_is_never_called(umea: Path) -> None:
    declaration = umea / "sources" / POLISEN / "source.toml"
    declaration.write_text(declaration.read_text(encoding="utf-8").replace("polisen.se", "localhost"), encoding="utf-8")
    called = briefing(umea, "fetch", POLISEN, "--json")
    assert "den privata adressen" in called.json["sources"][0]["problem"]


def test_the_program_says_who_asks(umea: Path, player: Player) -> None:
    collected(umea, player, POLISEN)
    assert re.fullmatch(r"briefing/\S+ \(lagesbild; Umea kommun, 2480\)", player.calls[0].headers["user-agent"])


def test_long_work_is_told_of_while_it_goes_on(umea: Path, player: Player) -> None:
    told: list[str] = []
    player.services["polisen.se"] = BAD["broken"][0]
    fetched(umea, (POLISEN,), DAY, network(player.port), told.append)
    assert told[0] == "Hämtar Polisen, händelsenotiser …"
    assert any("försöker igen om 1 s" in line for line in told)


@pytest.mark.skipif(not os.environ.get("BRIEFING_LONG"), reason="makes two editions; runs in make test-long")
def test_how_it_is_collected_makes_no_new_version_of_an_edition(workspace: Path) -> None:
    briefing(workspace, "produce", "--period", "2026-K2", "--seal")
    declaration = workspace / "sources" / "kolada" / "source.toml"
    declaration.write_text(declaration.read_text(encoding="utf-8").replace('first = "2015"', 'first = "2010"'), encoding="utf-8")
    edited(workspace / "briefing.toml", "collect = false", "collect = true")
    again = briefing(workspace, "produce", "--period", "2026-K2", "--seal", "--json").json
    assert again["version"] == "v1"


def test_where_the_way_out_is_a_proxy_the_certificate_is_still_that_of_the_host(umea: Path, player: Player) -> None:
    with proxying(player) as (proxy, asked):
        through = replace(network(player.port), proxy=proxy, resolve=lambda host: pytest.fail("the proxy looks names up"))
        assert outcome(umea, player, POLISEN, world=through)["new"] == ["2026-11"]
        assert asked == ["polisen.se:443"]
        strict = replace(through, certificates=ssl.create_default_context)
        assert "ett certifikat" in outcome(umea, player, POLISEN, world=strict, day=DAY + timedelta(days=1))["problem"]
