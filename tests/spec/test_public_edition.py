"""The edition for everyone to read takes öppna values and öppen texts, and says of all else that it is not shown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from editions import Made, delivered, indicators_of, produced

from briefing.document.document import Origin, Text
from briefing.document.wording import PUBLIC
from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.observations import Observations
from briefing.observations.reading import Material
from briefing.outputs.gate import GateReason, GateRefusal
from briefing.outputs.gate import refusals as gate_refusals
from briefing.production import produce
from briefing.terms.period import Quarter
from briefing.terms.sensitivity import Sensitivity

INTERNAL = ("polisen-lagesrapport", "bedomningar")


def open_sources() -> set[str]:
    """The ids of the demo's open sources."""
    _, everything = delivered()
    return {source.id for source in everything.sources if source.sensitivity is Sensitivity.OPPEN}


def with_source(source_id: str, **changes: object) -> tuple[Made, Material]:
    """The demo's public edition where one source is declared otherwise, and what was delivered."""
    workspace, everything = delivered()
    sources = tuple(replace(each, **changes) if each.id == source_id else each for each in everything.sources)  # type: ignore[arg-type]
    everything = replace(everything, sources=sources)
    request = workspace.configuration.request("publik", Quarter(2026, 2), workspace.indicators, public=True)
    return produced(workspace, request, everything), everything


def with_closed(source_id: str) -> tuple[Made, Material]:
    """The demo's public edition where one source, and all that was read from it, is intern."""
    workspace, everything = delivered()
    sources = tuple(replace(each, sensitivity=Sensitivity.INTERN) if each.id == source_id else each for each in everything.sources)
    frame = everything.observations.frame
    is_its = frame["delivery"].str.startswith(f"{source_id}/")
    closed = Observations(frame.assign(sensitivity=frame["sensitivity"].mask(is_its, Sensitivity.INTERN.value)))
    everything = replace(everything, sources=sources, observations=closed)
    request = workspace.configuration.request("publik", Quarter(2026, 2), workspace.indicators, public=True)
    return produced(workspace, request, everything), everything


def with_texts(sensitivity: Sensitivity, *subjects: str) -> Made:
    """The demo's public edition where what was signed of those subjects is as sensitive as given."""
    workspace, everything = delivered()
    texts = (replace(each, sensitivity=sensitivity) if each.subject in subjects else each for each in everything.assessments)
    request = workspace.configuration.request("publik", Quarter(2026, 2), workspace.indicators, public=True)
    return produced(workspace, request, replace(everything, assessments=tuple(texts)))


def gaps(made: Made) -> str:
    texts = [each for each in made.document.blocks() if isinstance(each, Text) and each.origin is Origin.LUCKA]
    return " ".join(paragraph.text for text in texts for paragraph in text.paragraphs)


def planted(made: Made, everything: Material) -> list[GateReason]:
    """The reasons of the gate where the public outline is filled with all that was delivered, as if nobody had sorted it."""
    return [each.reason for each in planted_refusals(made, everything)]


def planted_texts(made: Made, everything: Material) -> set[str]:
    return {each.text for each in planted_refusals(made, everything)}


def planted_refusals(made: Made, everything: Material) -> tuple[GateRefusal, ...]:
    request = replace(made.request, public=False, ceiling=Sensitivity.INTERN)
    return produce(request, everything.for_edition(request), made.workspace.templates, None).refusals


def test_a_public_edition_is_open_whatever_the_workspace_allows(publik: Made) -> None:
    assert publik.workspace.configuration.ceiling is Sensitivity.INTERN
    assert publik.request.ceiling is Sensitivity.OPPEN
    assert publik.document.sensitivity is Sensitivity.OPPEN


def test_it_says_on_every_page_that_nobody_has_reviewed_it(publik: Made) -> None:
    assert PUBLIC == "Publik version – ej sekretessprövad"
    assert publik.document.frame.status_line.startswith(PUBLIC)
    assert PUBLIC in publik.document.frame.footer
    assert PUBLIC in publik.file(".html").content.decode()
    assert publik.bytes_of_files().decode(errors="ignore").count(PUBLIC) >= 4


def test_what_is_not_open_is_a_gap_that_says_so(publik: Made) -> None:
    said = gaps(publik)
    assert "Polisens lägesrapport: texten visas inte i den publika versionen, eftersom den inte är öppen." in said
    assert "Samlad bedömning: texten visas inte i den publika versionen, eftersom den inte är öppen." in said
    assert "har inte kommit" not in said


def test_no_word_that_was_told_in_confidence_is_in_any_file(publik: Made) -> None:
    _, everything = delivered()
    told = [each.text for each in (*everything.statements, *everything.assessments)]
    sentences = [sentence for text in told for sentence in re.split(r"[.\n*]", text) if len(sentence) > 20]
    files = publik.bytes_of_files().decode(errors="ignore")
    assert len(sentences) > 20
    assert [each for each in sentences if each.strip() in files] == []


def test_no_delivery_of_an_internal_source_is_named_in_any_file(publik: Made) -> None:
    _, everything = delivered()
    names = [each.id for each in everything.deliveries if each.source in INTERNAL]
    seals = [part.sha512[:8] for each in everything.deliveries if each.source in INTERNAL for part in each.parts]
    files = publik.bytes_of_files().decode(errors="ignore")
    assert len(names) == 4
    assert [each for each in (*names, *seals) if each in files] == []


def test_remarks_on_internal_deliveries_stay_inside(publik: Made) -> None:
    workspace, everything = delivered()
    doubt = Doubt(Check.RIMLIGHET, "polisen-lagesrapport/2026-K2", "Polisens rapport är märklig.")
    refusal = Refusal("bedomningar/2026-K2", "bedömning 4", "Kvarteret Kvasten", "en bedömning", "rätta")
    noisy = replace(everything, doubts=(*everything.doubts, doubt), refusals=(*everything.refusals, refusal))
    files = produced(workspace, publik.request, noisy).bytes_of_files().decode(errors="ignore")
    assert "märklig" not in files
    assert "Kvasten" not in files


def test_an_open_value_is_shown_though_nobody_has_published_it() -> None:
    made, _ = with_source("bra-anmalda-brott", published=False)
    files = made.bytes_of_files().decode(errors="ignore")
    assert "3\u00a0132" in files
    assert made.production.suppressions == (), "no count of the municipality is small, and nothing gives one away"
    assert made.record["published"][0]["counts"], "what is shown of an unpublished source is known to the editions to come"
    assert made.production.refusals == ()


def test_no_value_that_is_not_open_is_in_any_file() -> None:
    made, _ = with_closed("bra-anmalda-brott")
    files = made.bytes_of_files().decode(errors="ignore")
    assert [each for each in ("3132", "3\u00a0132", "12411", "12\u00a0411", "11790") if each in files] == []
    assert {each.source for each in made.material.deliveries} <= open_sources() - {"bra-anmalda-brott"}
    assert "Sju uppgifter visas inte, eftersom källan inte är öppen: anmälda brott (kvartal), anmälda brott (år)" in gaps(made)
    assert "Anmälda brott visas inte i den publika versionen, eftersom källan inte är öppen." in {
        gap.detail for gap in made.production.gaps
    }
    assert made.production.refusals == ()


def test_a_value_that_is_not_open_is_not_shown_though_its_source_is_published() -> None:
    workspace, everything = delivered()
    frame = everything.observations.frame
    closed = frame.assign(sensitivity=frame["sensitivity"].where(frame["indicator"] != "skadegorelse", "intern"))
    request = workspace.configuration.request("publik", Quarter(2026, 2), workspace.indicators, public=True)
    made = produced(workspace, request, replace(everything, observations=type(everything.observations)(closed)))
    assert "skadegorelse" not in indicators_of(made)


def test_an_open_text_is_shown_and_its_invented_content_marked() -> None:
    made = with_texts(Sensitivity.OPPEN, "samlad-bedomning")
    shown = [each for each in made.document.blocks() if isinstance(each, Text) and each.origin.is_human]
    assert [(text.control, text.synthetic) for text in shown] == [("samlad-bedomning", True)]
    assert "EXEMPEL" in made.file(".html").content.decode()
    assert "Prioriterade problem: texten visas inte" in gaps(made)
    assert made.production.refusals == ()


def test_a_text_that_nobody_has_written_is_not_called_secret() -> None:
    workspace, everything = delivered()
    others = tuple(each for each in everything.assessments if each.subject != "samlad-bedomning")
    request = workspace.configuration.request("publik", Quarter(2026, 2), workspace.indicators, public=True)
    made = produced(workspace, request, replace(everything, assessments=others))
    assert "Samlad bedömning: texten är inte skriven för 2026 kvartal" in gaps(made)


def test_police_texts_that_are_cleared_one_by_one_are_shown_and_the_others_said_to_be_held_back() -> None:
    workspace, everything = delivered()
    told = (replace(each, sensitivity=Sensitivity.OPPEN) if each.dimension != "rekrytering" else each for each in everything.statements)
    request = workspace.configuration.request("kvartal", Quarter(2026, 2), workspace.indicators)
    open_only = replace(request, ceiling=Sensitivity.OPPEN)
    made = produced(workspace, open_only, replace(everything, statements=tuple(told)))
    table = next(each for each in made.document.blocks() if getattr(each, "id", "") == "dimensioner")
    assert "Rekrytering" not in [row[0].text for row in table.rows]  # type: ignore[union-attr]
    assert "Rekrytering: texten visas inte, eftersom den är känsligare än utgåvan får vara (oppen)." in gaps(made)


@pytest.mark.parametrize("source", INTERNAL)
def test_the_source_table_says_which_sources_are_left_out(publik: Made, source: str) -> None:
    title = next(each.title for each in publik.material.sources if each.id == source)
    rows = [row for each in publik.document.blocks() if getattr(each, "id", "") == "kallor" for row in each.rows]  # type: ignore[union-attr]
    assert [row[1].text for row in rows if row[0].text == title] == ["ingår inte: inte öppen"]


def test_the_gate_refuses_a_public_edition_with_anything_above_open(publik: Made) -> None:
    _, everything = delivered()
    assert set(planted(publik, everything)) == {GateReason.FOR_KANSLIG}


def test_the_gate_refuses_a_public_edition_that_rests_on_a_source_that_is_not_open() -> None:
    made, everything = with_closed("bra-anmalda-brott")
    silent = replace(everything, statements=(), assessments=())
    said = planted_texts(made, silent)
    assert "Utgåvan bygger på bra-anmalda-brott/2026-K2, och den källan är inte öppen." in said


def test_the_gate_looks_into_the_record_of_a_public_edition(publik: Made) -> None:
    said = gate_refusals(publik.production.files, publik.document, Sensitivity.OPPEN, open_sources() - {"kolada"})
    assert [(each.reason, each.text) for each in said] == [
        (GateReason.FOR_KANSLIG, "Utgåvan bygger på kolada/2025, och den källan är inte öppen.")
    ]
    assert gate_refusals(publik.production.files, publik.document, Sensitivity.OPPEN, open_sources()) == ()
