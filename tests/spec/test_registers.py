"""Registers tie problem, cause, measure, indicator and owner together; what does not hang together is said, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders_deliveries import assert_accounted_for, delivery, part
from editions import Made

from briefing.document.document import Document, Table
from briefing.errors import DeclarationError
from briefing.observations.reading import Reading
from briefing.observations.register import read
from briefing.observations.register_checks import Registers, loose_ends, register_doubts
from briefing.sources.declaration import parse_source
from briefing.sources.register import FieldKind, RegisterField, RegisterLayout
from briefing.sources.source import Source

PROBLEMS = Source(
    id="register-problem",
    register=RegisterLayout(
        name="problem",
        row="problem",
        owner="agare",
        state="status",
        ended=("avslutat",),
        fields={
            "problem": RegisterField("Vad", required=True),
            "agare": RegisterField("Ägare", expected=True),
            "status": RegisterField("Status", FieldKind.VAL, values={"pagar": "pågår", "avslutat": "avslutat"}),
        },
    ),
)
MEASURES = Source(
    id="register-atgarder",
    register=RegisterLayout(
        name="atgard",
        row="åtgärd",
        state="status",
        ended=("genomford",),
        fields={
            "atgard": RegisterField("Åtgärd", required=True),
            "problem": RegisterField("Problem", FieldKind.POST, expected=True, register="problem", orphans="ett problem utan åtgärd"),
            "indikator": RegisterField("Indikator", FieldKind.INDIKATOR, expected=True),
            "borjar": RegisterField("Börjar", FieldKind.DATUM),
            "slutar": RegisterField("Slutar", FieldKind.DATUM, not_before="borjar"),
            "beslutat": RegisterField("Beslutat", FieldKind.BELOPP),
            "anvant": RegisterField("Använt", FieldKind.BELOPP, at_most="beslutat"),
            "status": RegisterField("Status", FieldKind.VAL, values={"pagar": "pågår", "genomford": "genomförd"}),
        },
    ),
)


def read_toml(text: str, source: Source = PROBLEMS) -> Reading:
    reading = read(delivery(part("2026-K2.toml", text), source=source.id), source)
    assert_accounted_for(reading)
    return reading


def remarks(problems: str, measures: str) -> list[str]:
    """What is said of two registers, in their order."""
    entries = (*read_toml(problems).entries, *read_toml(measures, MEASURES).entries)
    return [end.text for end in loose_ends(Registers(entries, (PROBLEMS, MEASURES)), ["brott"])]


P1 = '[[problem]]\nid = "P1"\nproblem = "Skadegörelse"\nagare = "Tekniska nämnden"\nstatus = "pagar"\n'
SOUND = '[[atgard]]\nid = "Å1"\natgard = "Ljus"\nproblem = "P1"\nindikator = "brott"\n'


def test_a_row_is_an_entry_with_its_place() -> None:
    entry = read_toml(P1).entries[0]
    assert (entry.register, entry.id, entry.citation.place) == ("problem", "P1", "problem 1 (P1)")
    assert entry.fields == {"problem": "Skadegörelse", "agare": "Tekniska nämnden", "status": "pagar"}


def test_a_csv_file_with_labels_or_ids_as_headings_says_the_same_as_toml() -> None:
    text = "Id;Vad;agare;Status\nP1;Skadegörelse;Tekniska nämnden;pagar\n\nP2;Hot;;\n"
    reading = read(delivery(part("2026-K2.csv", text)), PROBLEMS)
    assert_accounted_for(reading)
    assert reading.entries[0].fields == read_toml(P1).entries[0].fields
    assert (reading.entries[1].fields, reading.entries[1].citation.place) == ({"problem": "Hot"}, "rad 4")


def test_amounts_days_and_several_ids_are_kept_as_plain_text() -> None:
    row = 'problem = ["P1", "P2"]\nborjar = 2026-01-15\nbeslutat = "1 800 000"\nanvant = 620000\n'
    entry = read_toml(f'[[atgard]]\nid = "Å1"\natgard = "Ljus"\n{row}', MEASURES).entries[0]
    assert entry.fields == {"atgard": "Ljus", "problem": "P1, P2", "borjar": "2026-01-15", "beslutat": "1800000", "anvant": "620000"}


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        ('id = "P1"', "problem", "ingenting"),
        ('problem = "Hot"', "id", "ingenting"),
        ('id = "P 1!"\nproblem = "Hot"', "id", '"P 1!"'),
        ('id = "P1"\nproblem = "Hot"\nstatus = "klart"', "status", '"klart"'),
        ('id = "P1"\nproblem = "Hot"\nagaren = "Nämnden"', "", 'nyckeln "agaren"'),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_field(row: str, column: str, found: str) -> None:
    reading = read_toml(f"[[problem]]\n{row}\n")
    assert reading.entries == ()
    (refusal,) = reading.refusals
    assert refusal.found == found
    assert refusal.place.endswith(f", {column}" if column else ")")


@pytest.mark.parametrize("amount", ['"många"', "-5", "1.5", "true", '"1.500.000"'])
def test_an_amount_is_a_whole_number_of_kronor(amount: str) -> None:
    (refusal,) = read_toml(f'[[atgard]]\nid = "Å1"\natgard = "Ljus"\nbeslutat = {amount}\n', MEASURES).refusals
    assert refusal.expected == "ett belopp i hela kronor"


def test_an_id_that_stands_twice_is_kept_once_or_refused() -> None:
    assert (len(read_toml(P1 + P1).entries), read_toml(P1 + P1).duplicates) == (1, 1)
    reading = read_toml(P1 + P1.replace("Skadegörelse", "Hot"))
    assert len(reading.entries) == 1
    assert "det finns i problem 1 (P1)" in reading.refusals[0].text


def test_a_heading_that_nobody_knows_refuses_the_file_and_names_the_nearest() -> None:
    reading = read(delivery(part("2026-K2.csv", "id;Vad;Ägaren\nP1;Hot;Nämnden\nP2;Hot;Nämnden\n")), PROBLEMS)
    assert (reading.rows_read, reading.rows_refused) == (2, 2)
    assert '"ägare"' in reading.refusals[0].expected


def test_registers_that_hang_together_say_nothing() -> None:
    assert remarks(P1, SOUND) == []


@pytest.mark.parametrize(
    ("problems", "measures", "expected"),
    [
        (P1, SOUND.replace('problem = "P1"\n', ""), ["Å1 saknar problem.", "P1 är ett problem utan åtgärd."]),
        (P1, SOUND.replace('indikator = "brott"', ""), ["Å1 saknar indikator."]),
        (P1.replace('agare = "Tekniska nämnden"', ""), SOUND, ["P1 saknar ägare."]),
        (P1, SOUND.replace("brott", "brotten"), ["Å1 nämner indikatorn brotten, som inte finns i indicators.toml."]),
        (P1, SOUND + "borjar = 2026-05-01\nslutar = 2026-04-01\n", ["Å1 har 2026-04-01 under Slutar, före 2026-05-01 under Börjar."]),
        (
            P1,
            SOUND + "beslutat = 1000\nanvant = 2000\n",
            ["Å1 har 2\u00a0000\u00a0kr under Använt, mer än 1\u00a0000\u00a0kr under Beslutat."],
        ),
        (P1.replace("pagar", "avslutat"), SOUND, ["Å1 pågår, men problem P1 har avslutats."]),
        (P1.replace("pagar", "avslutat"), SOUND + 'status = "genomford"\n', []),
        (
            P1,
            SOUND.replace('"P1"', '["P1", "P9"]'),
            ["Å1 pekar på problem P9, som inte finns."],
        ),
    ],
)
def test_what_does_not_hang_together_is_said_in_one_sentence(problems: str, measures: str, expected: list[str]) -> None:
    assert remarks(problems, measures) == expected


@pytest.mark.parametrize(("text", "what"), [("Ring 090-12 34 56.", "ett telefonnummer"), ("Bor på Storgatan 12.", "en adress")])
def test_a_text_of_a_row_that_points_out_a_person_is_left_out_and_said_masked(text: str, what: str) -> None:
    reading = read_toml(P1.replace('agare = "Tekniska nämnden"', f'agare = "{text}"'), PROBLEMS)
    (refusal,), (row,) = reading.refusals, reading.entries
    assert refusal.found.startswith(what)
    assert not any(letter.isdigit() for letter in refusal.found)
    assert "agare" not in row.fields
    assert (reading.rows_read, reading.rows_refused) == (1, 0)


def test_a_register_that_nobody_has_delivered_makes_no_loose_ends() -> None:
    entries = read_toml(SOUND, MEASURES).entries
    assert loose_ends(Registers(entries, (PROBLEMS, MEASURES)), ["brott"]) == ()


def test_the_remarks_on_one_delivery_are_one_doubt() -> None:
    entries = read_toml(SOUND.replace('problem = "P1"\n', "") + SOUND.replace("Å1", "Å2").replace("brott", "x"), MEASURES).entries
    (doubt,) = register_doubts(Registers(entries, (MEASURES,)), ["brott"])
    assert doubt.subject == "register-atgarder/2026-K2"
    assert doubt.text.count("Å1") == doubt.text.count("Å2") == 1


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('state = "status"', 'state = "tillstand"', "'tillstand' is not a field"),
        ('not_before = "fran"', 'not_before = "fron"', "'fron' is not a field"),
        ('kind = "val", values = { a = "A" }', 'kind = "val"', "the key is missing"),
        ('ended = ["a"]', 'ended = ["b"]', "'b' is not a word"),
        ('name = "avtal"', 'name = "Avtal!"', "'Avtal!' is not an id"),
    ],
)
def test_a_register_that_is_declared_wrongly_is_said_at_once(old: str, new: str, problem: str) -> None:
    text = """
format = "register"
title = "Avtal"
producer = "Kommunen"
sensitivity = "intern"
[register]
name = "avtal"
row = "avtal"
state = "status"
ended = ["a"]
[register.fields]
fran = { label = "Från", kind = "datum" }
till = { label = "Till", kind = "datum", not_before = "fran" }
status = { label = "Status", kind = "val", values = { a = "A" } }
"""
    assert parse_source(text, "avtal", [], {}, ["register"]).register is not None
    with pytest.raises(DeclarationError) as error:
        parse_source(text.replace(old, new), "avtal", [], {}, ["register"])
    assert problem in str(error.value)


def tables(document: Document, register: str) -> list[Table]:
    return [block for block in document.blocks() if isinstance(block, Table) and block.id.startswith(f"register-{register}-")]


def test_the_full_lagesbild_has_the_problems_with_goal_indicator_and_owner(fullstandig: Made) -> None:
    what, who = tables(fullstandig.document, "problem")
    assert [row[0].text for row in what.rows] == [row[0].text for row in who.rows] == ["P1", "P2", "P3"]
    assert [column.heading for column in who.columns] == ["Problem", "Mål", "Indikator", "Ägare"]
    assert who.rows[1][2].text == "Våld mot barn och unga utomhus"


def test_money_is_added_up_for_every_namnd_and_a_missing_amount_is_never_nought(fullstandig: Made) -> None:
    (money,) = [each for each in tables(fullstandig.document, "atgard") if each.id.endswith("-agare")]
    planned = {row[0].text: row[3] for row in money.rows}
    assert planned["Tekniska nämnden"].value is None
    assert (planned["Summa"].value, planned["Summa"].note) == (4_500_000, "uppgift saknas för 1 av 4")
    assert {row[0].text: row[2].value for row in money.rows}["Summa"] == 5_400_000


def test_an_amount_that_a_measure_lacks_is_missing_in_the_row_and_in_the_sum_with_the_same_words(fullstandig: Made) -> None:
    money = [each for each in tables(fullstandig.document, "atgard") if "pengar" in each.caption]
    of_rows, of_committees = ({row[0].text: row[3].text for row in table.rows} for table in money)
    assert (of_rows["Å4"], of_committees["Tekniska nämnden"]) == ("uppgift saknas", "uppgift saknas")
    [decided] = [row for table in tables(fullstandig.document, "beslut") for row in table.rows if row[0].text == "B2"]
    assert "–" in [cell.text for cell in decided]  # a decision about a goal has no amount to lack


def test_a_row_without_what_is_expected_is_printed_as_a_loose_end(fullstandig: Made) -> None:
    (ends,) = tables(fullstandig.document, "kopplingar")
    assert [(row[0].text, row[1].text) for row in ends.rows] == [("Åtgärd Å4", "Saknar problem.")]


def test_every_cell_of_a_register_points_to_its_row(fullstandig: Made) -> None:
    known = {f"post:{each.register}:{each.id}" for each in fullstandig.material.entries}
    shown = [each for name in ("problem", "atgard", "beslut") for each in tables(fullstandig.document, name)]
    cells = [cell for each in shown for row in each.rows for cell in row]
    assert cells
    assert {basis for cell in cells for basis in cell.basis} <= known
    assert all(cell.basis for cell in cells)


def test_a_later_delivery_replaces_the_whole_register(fullstandig: Made) -> None:
    material, request = fullstandig.material, fullstandig.request
    later = replace(material.delivery(material.entries[0].citation), revision=2)
    first = [each for each in material.entries if each.citation.delivery == material.entries[0].citation.delivery]
    moved = replace(first[0], citation=replace(first[0].citation, delivery=later.id))
    both = replace(material, entries=(*material.entries, moved), deliveries=(*material.deliveries, later)).for_edition(
        request, ["register:"]
    )
    assert [each.id for each in both.entries if each.register == first[0].register] == [first[0].id]
    assert len(first) > 1
