"""An open source that nobody has published may stand in a public edition, and gives nobody away there (statistics.md rule 9)."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from editions import Made, produced
from public_areas import AREAS, EDITION, INTERNAL, areas_workspace
from workspaces import briefing

from briefing.document.figure_table import figure_table
from briefing.document.publication import Publication, published
from briefing.findings.disclosure import PublishedCount, PublishedTable
from briefing.findings.disclosure_linked import total
from briefing.observations.readers import READERS
from briefing.outputs.file import File
from briefing.outputs.gate import GateReason, refusals
from briefing.outputs.passages import passages
from briefing.outputs.proof import proof
from briefing.production import read_material
from briefing.terms.period import Quarter
from briefing.workspace.deliveries import received
from briefing.workspace.load import load_workspace

LATEST = "2026-K2"


@dataclass(frozen=True)
class Both:
    """A public edition and the internal one with the same outline, as the core makes them, and what the public one hides."""

    public: Made
    internal: Made
    publication: Publication

    @property
    def hidden(self) -> set[tuple[str, str, str]]:
        return {(each.indicator, each.area, each.period) for each in self.publication.suppressions}

    def count(self, indicator: str, area: str, period: str) -> int:
        """The true count of a hidden value."""
        frame = self.internal.material.observations.frame
        keys = zip(frame["indicator"], frame["area"], frame["period"], frame["measure"], strict=True)
        return next(int(value) for key, value in zip(keys, frame["value"], strict=True) if key == (indicator, area, period, "antal"))


def both(folder: Path, seed: int = 1, mean: float = 9.0) -> Both:
    root = areas_workspace(folder, seed, mean=mean)
    workspace = load_workspace(root, READERS)
    came = received(root, workspace.sources, date(2026, 11, 22))
    everything = read_material(came.deliveries, workspace.sources)
    made = {}
    for kind in ("publik", "helhet"):
        request = workspace.configuration.request(kind, Quarter(2026, 2), workspace.indicators, public=kind == "publik")
        made[kind] = produced(workspace, request, everything)
    public = made["publik"]
    return Both(public, made["helhet"], published(public.material, public.request))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return both(tmp_path_factory.mktemp("omraden"))


def canaries(both: Both) -> set[str]:
    """The hidden counts that are large enough to be found by their digits, as a file may write them."""
    counts = {both.count(*key) for key in both.hidden if key[0] != "mar-bra"}
    shown = {each["count"] for table in both.public.record["published"] for each in table["counts"] if "count" in each}
    return {str(each) for each in counts if each >= 1_000 and each not in shown}


def text_of(file: File) -> str:
    """Every text in a file, with the blanks inside numbers taken away."""
    return re.sub(r"(?<=\d)[\u00a0\u202f ](?=\d{3})", "", "\n".join(each.text or "" for each in passages(file.name, file.content)))


def test_an_open_source_that_is_not_published_is_shown_with_what_is_large_enough(made: Both) -> None:
    assert made.public.production.refusals == ()
    text = text_of(made.public.file(".html"))
    assert "Orosanmälningar, eget register" in text
    assert str(made.count("anmalningar", "2480", LATEST)) in text


def test_small_counts_are_hidden_and_what_would_give_them_away(made: Both) -> None:
    small = {key for key in made.hidden if key[0] == "anmalningar-flickor" and key[1] != "2480" and made.count(*key) < 5}
    assert small
    assert canaries(made)
    assert {key for key in made.hidden if key[0] == "anmalningar-pojkar"}, "the boys give the girls away, since the whole is shown"


def test_no_hidden_count_stands_in_any_text_of_any_file(made: Both) -> None:
    for file in made.public.production.files:
        if not file.name.endswith(".pdf"):
            assert [each for each in canaries(made) if re.search(rf"(?<!\d){each}(?!\d)", text_of(file))] == [], file.name
    pages = "\n".join(
        each.text or ""
        for each in passages("x.pdf", made.public.file(".pdf").content)
        if each.place.endswith("löptext") or ", sida " in each.place
    )
    assert [
        each for each in canaries(made) if re.search(rf"(?<!\d){each}(?!\d)", re.sub(r"(?<=\d)[\u00a0\u202f ](?=\d{3})", "", pages))
    ] == []


def test_a_hidden_value_is_a_sign_with_its_reason_in_tables_figures_maps_and_funnels(made: Both) -> None:
    hidden = [name for place, name in enumerate(AREAS) if ("anmalningar-flickor", f"2480-{place + 1:02d}", LATEST) in made.hidden]
    assert hidden
    figures = {block.id: block for block in made.public.document.blocks() if hasattr(block, "picture")}
    for name in ("karta-anmalningar-flickor", "tratt-anmalningar-flickor"):
        rows = {row[0].text: row for row in figure_table(figures[name]).rows}
        assert all(rows[each][1].symbol == "×" and rows[each][1].value is None for each in hidden)
        assert figures[name].notes[-1] == "× betyder färre än 5, eller dold för att skydda en sådan uppgift."
    assert all(each in figures["karta-anmalningar-flickor"].alt.partition("Skyddad uppgift för")[2] for each in hidden)
    said = {gap.id: gap.detail for gap in made.public.production.gaps}
    place = AREAS.index(hidden[0]) + 1
    assert "är skyddad, så att den inte röjer enskilda" in said[f"lucka:anmalningar-flickor:2480-{place:02d}"]


def test_the_same_words_are_in_the_open_data(made: Both) -> None:
    with zipfile.ZipFile(io.BytesIO(made.public.file(".data.zip").content)) as package:
        [name] = [each for each in package.namelist() if "karta" in each]
        assert "skyddad uppgift" in package.read(name).decode()


def test_an_edition_of_small_areas_is_proved(made: Both) -> None:
    found = proof(made.public.production.files, made.internal.record, 5)
    assert found.refusals == ()
    assert found.hidden == len([key for key in made.hidden if key[0] != "mar-bra"]) + len(
        [key for key in made.hidden if key[0] == "mar-bra"]
    )


def inside(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        assert name in old.namelist()
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == name else old.read(each))
    return stream.getvalue()


def replaced(text: bytes, old: str, new: str) -> bytes:
    assert old.encode() in text
    return text.replace(old.encode(), new.encode(), 1)


def in_workbook(content: bytes) -> bytes:
    """A number in the row of the first period."""
    change = lambda sheet: replaced(sheet, '<row r="2">', '<row r="2"><c r="Q2"><v>3</v></c>')  # noqa: E731
    return inside(content, "word/embeddings/diagram1.xlsx", lambda book: inside(book, "xl/worksheets/sheet1.xml", change))


def in_alt_text(content: bytes) -> bytes:
    return inside(content, "word/document.xml", lambda part: replaced(part, 'descr="Linjediagram.', 'descr="3 flickor. Linjediagram.'))


def in_page(content: bytes) -> bytes:
    return replaced(content, "Skyddad uppgift för", "Skyddad uppgift (3) för")


def in_data(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        [name] = [each for each in package.namelist() if "karta" in each]
        row = next(line for line in package.read(name).decode().splitlines() if "skyddad" in line)
    return inside(content, name, lambda part: replaced(part, row, row.replace(",,", ",3,", 1)))


PLANTED = [(".docx", in_workbook), (".docx", in_alt_text), (".html", in_page), (".data.zip", in_data)]


@pytest.mark.parametrize(("ending", "plant"), PLANTED)
def test_a_value_planted_in_one_file_stops_the_gate_and_the_proof(made: Both, ending: str, plant: Callable[[bytes], bytes]) -> None:
    files = tuple(
        File(each.name, each.media_type, plant(each.content)) if each.name.endswith(ending) else each
        for each in made.public.production.files
    )
    gate = refusals(files, made.public.document, truth=made.publication.truth)
    assert GateReason.ROJBAR in {each.reason for each in gate}
    proved = proof(files, made.internal.record, 5).refusals
    assert GateReason.ROJBAR in {each.reason for each in proved}


def with_record(made: Both, change: Callable[[dict[str, Any]], None]) -> tuple[File, ...]:
    record = made.public.record
    change(record)
    content = json.dumps(record, ensure_ascii=False).encode()
    return tuple(
        File(each.name, each.media_type, content) if each.name.endswith(".json") else each for each in made.public.production.files
    )


def tell_the_boys(made: Both) -> Callable[[dict[str, Any]], None]:
    """The complement of a small count as told, so that the whole gives the small one back."""
    indicator, area, period = next(key for key in sorted(made.hidden) if key[0] == "anmalningar-pojkar" and key[1] != "2480")
    count = made.count(indicator, area, period)

    def tell(record: dict[str, Any]) -> None:
        [table] = record["published"]
        for each in table["counts"]:
            if each["key"].startswith((f"{indicator}|{area}|{period}", f"anmalningar|{area}|{period}")):
                each["count"] = count if "pojkar" in each["key"] else each.get("count")

    return tell


def tell_in_words(record: dict[str, Any]) -> None:
    """A hidden count in the alternative text of a figure about the girls; the record and the page agree."""
    figure = next(
        block for section in record["document"]["sections"] for block in section["blocks"] if block.get("id") == "karta-anmalningar-flickor"
    )
    figure["picture"]["regions"][0]["value"] = 3


@pytest.mark.parametrize("what", ["total", "drawn"])
def test_a_record_that_lets_a_count_be_computed_stops_the_gate_and_the_proof(made: Both, what: str) -> None:
    files = with_record(made, tell_the_boys(made) if what == "total" else tell_in_words)
    proved = {each.reason for each in proof(files, made.internal.record, 5).refusals}
    assert proved & {GateReason.ROJBAR, GateReason.FINNS_INTE}
    if what == "total":
        gate = {each.reason for each in refusals(files, made.public.document, truth=made.publication.truth)}
        assert GateReason.ROJBAR in gate


def test_what_an_earlier_public_edition_told_is_held_against_this_one(made: Both) -> None:
    indicator, area, period = next(key for key in sorted(made.hidden) if key[0] == "anmalningar-pojkar" and key[1] != "2480")
    boys, girls, whole = (f"{name}|{area}|{period}|" for name in (indicator, "anmalningar-flickor", "anmalningar"))
    told = PublishedTable(
        "2480-annan-2026-K1",
        (PublishedCount(boys, made.count(indicator, area, period), settled=True),),
        (total(whole, (boys, girls)),),
    )
    found = proof(made.public.production.files, made.internal.record, 5, [told]).refusals
    assert {each.reason for each in found} == {GateReason.ROJBAR}, "the whole that this edition shows gives the girls away now"
    careful = published(made.public.material, made.public.request, [told])
    hidden = {(each.indicator, each.area, each.period) for each in careful.suppressions}
    assert ("anmalningar", area, period) in hidden, "so the whole is what must be hidden"


def test_the_command_line_seals_and_proves_it(tmp_path: Path) -> None:
    root = areas_workspace(tmp_path, 3)
    for kind in ("publik", "helhet"):
        call = briefing(root, "produce", "--kind", kind, "--seal")
        assert call.code == 0, call.out + call.err
    call = briefing(root, "prove", EDITION, INTERNAL)
    assert call.code == 0, call.out
    assert "går inte att räkna ut" in call.out
    shutil.rmtree(root)
