"""Lagkravsmatris: what the law asks, and what the edition's own material shows. What nobody has delivered cannot be judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from editions import Made

from briefing.document.document import Cell, Table
from briefing.document.law import Fulfilment, Requirement, law_of
from briefing.document.law_matrix import FULFILMENTS, fulfilment
from briefing.document.templates import Templates
from briefing.errors import DeclarationError
from briefing.production import Composed, composed, produce
from briefing.terms.edition import IssuedEdition, Logged

OWN, NOBODY = Fulfilment.INTE_UPPFYLLT, Fulfilment.GAR_INTE_ATT_BEDOMA
FIRST = ["R-03", "R-04a", "R-04c", "R-04b", "R-04d", "R-04e"]
REST = ["R-05", "R-05b", "R-06a", "R-06b", "R-07", "R-09", "R-10", "R-11", "R-12", "R-13", "R-14"]


def matrix(made: Made | Composed) -> dict[str, tuple[Cell, ...]]:
    table = next(block for block in made.document.blocks() if isinstance(block, Table) and block.id == "lagkrav")
    return {row[0].text: row for row in table.rows}


def states(made: Made | Composed) -> dict[str, str]:
    return {requirement: row[2].text for requirement, row in matrix(made).items()}


@pytest.fixture(params=["kf_rapport", "fullstandig"])
def edition(request: pytest.FixtureRequest) -> Made:
    made: Made = request.getfixturevalue(request.param)
    return made


@pytest.mark.parametrize(
    ("evidence", "missing_means", "expected"),
    [
        ([(1, 1, True)], OWN, Fulfilment.UPPFYLLT),
        ([(1, 1, True), (3, 3, True)], OWN, Fulfilment.UPPFYLLT),
        ([(5, 13, True)], OWN, Fulfilment.DELVIS),
        ([(1, 1, True), (0, 1, True)], NOBODY, Fulfilment.DELVIS),
        ([(0, 1, True)], OWN, Fulfilment.INTE_UPPFYLLT),
        ([(0, 1, True)], NOBODY, Fulfilment.GAR_INTE_ATT_BEDOMA),
        ([(0, 1, False)], OWN, Fulfilment.GAR_INTE_ATT_BEDOMA),
        ([(1, 1, True), (0, 1, False)], OWN, Fulfilment.GAR_INTE_ATT_BEDOMA),
        ([(0, 1, True), (0, 1, False)], OWN, Fulfilment.GAR_INTE_ATT_BEDOMA),
        ([(1, 2, True), (0, 1, False)], OWN, Fulfilment.DELVIS),
        ([], OWN, Fulfilment.GAR_INTE_ATT_BEDOMA),
    ],
)
def test_a_requirement_is_met_when_every_need_is(
    evidence: list[tuple[int, int, bool]], missing_means: Fulfilment, expected: Fulfilment
) -> None:
    assert fulfilment(Requirement("R-1", "1 §", "Krav", missing_means=missing_means), evidence) is expected


def test_every_requirement_of_the_law_has_a_row(edition: Made) -> None:
    assert list(matrix(edition)) == FIRST + REST
    assert set(states(edition).values()) <= set(FULFILMENTS.values())


def test_a_sign_never_stands_without_its_word(edition: Made) -> None:
    signs = {row[2].text: row[2].symbol for row in matrix(edition).values()}
    known = {"uppfyllt": "■■", "delvis uppfyllt": "■□", "inte uppfyllt": "□□", "går inte att bedöma": "○"}
    assert signs.items() <= known.items()


def test_the_demo_stands_where_its_deliveries_put_it(fullstandig: Made) -> None:
    found = states(fullstandig)
    assert found["R-03"] == "uppfyllt"
    assert {found[each] for each in ("R-04a", "R-04d", "R-04e")} == {"delvis uppfyllt"}
    assert {found[each] for each in ("R-04b", "R-04c")} == {"inte uppfyllt"}
    assert {found[each] for each in ("R-07", "R-09", "R-10", "R-11", "R-13", "R-14")} == {"uppfyllt"}
    assert {found[each] for each in ("R-05", "R-06b")} == {"delvis uppfyllt"}
    assert {found[each] for each in ("R-05b", "R-06a", "R-12")} == {"går inte att bedöma"}


def test_nothing_is_met_without_evidence(edition: Made) -> None:
    for row in matrix(edition).values():
        has_evidence = row[3].text != "inget underlag"
        assert has_evidence or row[2].text in ("inte uppfyllt", "går inte att bedöma")
        assert all(cell.basis for cell in row if any(letter.isdigit() for letter in cell.text + cell.note))


def test_evidence_has_the_day_on_which_it_came(fullstandig: Made) -> None:
    rows = matrix(fullstandig)
    assert rows["R-04a"][3].text == "Uppgifter om 5 av 13 områden"
    assert rows["R-04a"][3].note == "avsnitt 4"
    assert rows["R-04a"][4].text == "2026-07-10"
    assert "leverans:bra-anmalda-brott/2026-K2" in rows["R-04a"][4].basis
    assert rows["R-04e"][4].text == "2026-07-13"


def test_what_an_edition_does_not_show_is_not_called_missing(kf_rapport: Made, fullstandig: Made) -> None:
    assert (states(fullstandig)["R-04c"], states(kf_rapport)["R-04c"]) == ("inte uppfyllt", "går inte att bedöma")
    assert matrix(kf_rapport)["R-04a"][3].note == "", "chapter 4 is not in the report"


def test_the_analysis_is_there_when_every_problem_has_its_own(fullstandig: Made) -> None:
    material, templates = fullstandig.material, fullstandig.workspace.templates
    text = next(each for each in material.assessments if each.subject == "samlad-bedomning")
    causes = tuple(replace(text, subject=f"orsaksanalys-{problem}") for problem in ("p1", "p2", "p3"))
    with_some, with_all = (
        composed(fullstandig.request, replace(material, assessments=(*material.assessments, *texts)), templates)
        for texts in (causes[:2], causes)
    )
    assert [states(each)["R-04e"] for each in (fullstandig, with_some, with_all)] == ["delvis uppfyllt", "delvis uppfyllt", "uppfyllt"]
    assert "orsaksanalys av 2 av 3 problem" in matrix(with_some)["R-04e"][3].text
    missing = [each.detail for each in with_some.made.gaps if "Orsaksanalys" in each.detail]
    assert missing == ["Orsaksanalys av P3: texten är inte skriven för 2026 kvartal\u00a02."]


@pytest.mark.parametrize(
    ("published", "state", "words"),
    [
        ((), "går inte att bedöma", "Ingen lägesbild är utgiven tidigare"),
        ((False,), "inte uppfyllt", "Utgivna lägesbilder med en publik version: 0 av 1"),
        ((True, False), "delvis uppfyllt", "Utgivna lägesbilder med en publik version: 1 av 2"),
        ((True, True), "uppfyllt", "Utgivna lägesbilder med en publik version: 2 av 2"),
    ],
)
def test_residents_are_informed_by_a_public_edition_of_every_issued_one(
    fullstandig: Made, published: tuple[bool, ...], state: str, words: str
) -> None:
    days = (date(2026, 2, 1), date(2026, 5, 1))
    issued = tuple(IssuedEdition(f"2480-kvartal-2026-K{n} v2", days[n - 1], each) for n, each in enumerate(published, start=1))
    made = composed(replace(fullstandig.request, issued=issued), fullstandig.material, fullstandig.workspace.templates)
    row = matrix(made)["R-12"]
    assert (row[2].text, row[3].text) == (state, words)
    assert row[4].text == (days[len(issued) - 1].isoformat() if issued else "–")


def test_the_log_of_the_edition_stands_in_its_appendix(fullstandig: Made) -> None:
    log = (
        Logged("v1", date(2026, 10, 1), "framställd"),
        Logged("v2", date(2026, 10, 9), "slutlig", "Kommunstyrelsen, ordförande", "dnr KS-2026/1; beslut § 12"),
    )
    production = produce(replace(fullstandig.request, log=log), fullstandig.material, fullstandig.workspace.templates, None)
    assert production.refusals == ()
    table = next(block for block in production.document.blocks() if isinstance(block, Table) and block.id == "andringslogg")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["v1", "2026-10-01", "framställd", "–", "–"],
        ["v2", "2026-10-09", "slutlig", "Kommunstyrelsen, ordförande", "dnr KS-2026/1; beslut § 12"],
    ]
    (section,) = [each for each in fullstandig.document.sections if each.heading == "Ändringslogg"]
    assert "ligger inte i arkivet än" in str(section.blocks)


def test_the_matrix_says_that_unknown_is_not_unmet(edition: Made) -> None:
    table = next(block for block in edition.document.blocks() if isinstance(block, Table) and block.id == "lagkrav")
    assert "Går inte att bedöma betyder inte att kravet inte är uppfyllt." in " ".join(table.notes)


def test_another_law_is_another_template(kf_rapport: Made) -> None:
    law = 'name = "Lokal ordning"\n[[requirement]]\nid = "L-1"\nparagraph = "1 kap."\ntext = "Kontakt finns"\ncontact = true\n'
    templates = replace(kf_rapport.workspace.templates, texts={**kf_rapport.workspace.templates.texts, "lagkrav.toml": law})
    production = produce(kf_rapport.request, kf_rapport.material, templates, None)
    made = replace(kf_rapport, production=production)
    assert states(made) == {"L-1": "uppfyllt"}
    assert production.refusals == ()


def test_a_broken_law_is_refused_with_every_problem() -> None:
    row = '[[requirement]]\nid = "R-1"\nparagraph = "1 §"\ntext = "Krav"\n'
    with pytest.raises(DeclarationError, match="stands here twice"):
        law_of(Templates({"lagkrav.toml": 'name = "L"\n' + row + row}, {}))
    with pytest.raises(DeclarationError) as raised:
        law_of(Templates({"lagkrav.toml": 'name = "L"\n' + row + 'problem_areas = ["brott"]\nsektioner = ["1"]\n'}, {}))
    assert len(raised.value.problems) == 2
