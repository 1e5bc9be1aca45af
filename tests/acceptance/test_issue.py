"""From a new workspace to a Slutlig lägesbild that can be made again, through the real command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from signed_workspace import QUARTER, WHO, signed_workspace
from workspaces import briefing


def test_a_new_municipality_reaches_slutlig_and_anyone_can_make_it_again(tmp_path: Path) -> None:
    root = signed_workspace(tmp_path)
    assert briefing(root, "produce", "--period", "2026-K2").code == 0
    reviewed = briefing(root, "issue", QUARTER, "--to", "granskad", *WHO, "--json")
    assert (reviewed.code, reviewed.json["version"], reviewed.json["status"]) == (0, "v1", "granskad")
    final = briefing(root, "issue", QUARTER, *WHO, "--decision", "§ 12", "--json")
    assert (final.code, final.json["version"], final.json["status"]) == (0, "v2", "slutlig")
    shutil.rmtree(root / "sources")
    shutil.rmtree(root / "templates")
    again = briefing(root, "reproduce", QUARTER, "--json")
    assert (again.code, again.json["version"], again.json["differing"]) == (0, "v2", [])
    [listed] = briefing(root, "list", "--json").json["editions"]
    assert (listed["version"], listed["status"], listed["origin"], listed["dnr"]) == ("v2", "slutlig", "framstalld", "KS-2026/00123")
    assert [act["kind"] for act in briefing(root, "show", QUARTER, "--json").json["log"]] == ["framstalld", "granskad", "slutlig"]
    verified = briefing(root, "verify", "--json")
    assert (verified.code, verified.json["faults"]) == (0, [])
    record = json.loads(Path(final.json["files"][f"{QUARTER}.json"]).read_text(encoding="utf-8"))
    assert record["edition"]["status"] == "slutlig"
    assert "synthetic" not in record["document"]
    said = {row[0]["text"]: row[1]["text"] for row in record["document"]["frame"]["facts"]["rows"]}
    assert said["Status"].startswith("Slutlig, steg 4 av 4")
    assert (said["Diarienummer"], said["Beslut"], said["Ersätter"]) == ("KS-2026/00123", "§ 12", f"{QUARTER} v1")
