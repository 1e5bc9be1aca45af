"""The whole chain on real files: forms out, filled in, in, a draft made, edited, adopted, made again and issued as Slutlig.

`saved` is what happens to every file that people fill in or edit before it comes back: nothing, or another program that saves it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from builders_edited import changed
from builders_forms import in_word
from council_draft import written
from docx.document import Document as WordDocument
from workspaces import Call, briefing

EDITION = "1286-kvartal-2026-K3"
ASKED, CAME, LATE = "2026-09-20", "2026-10-12", "2026-10-20"  # forms are due on 14 October, the cut-off is the 15th
WHO = ("--by", "Kommunstyrelsen", "--role", "ordförande", "--dnr", "KS-2026/00123")
POLICE = {
    ("rekrytering", "level"): "mycket hög",
    ("rekrytering", "direction"): "försämrad",
    ("rekrytering", "confidence"): "hög",
    ("rekrytering", "text"): "Åtta skolor berättar om värvning på nätet.",
    ("samlad-bild", "text"): "Yngre dras in än förut.",
    ("forvantad-utveckling", "text"): "Vi väntar oss mer av samma slag.",
    ("", "dated"): "2026-10-10",
    ("", "body"): "Lokalpolisområde Ystad",
}
DIMENSIONS = {"rekrytering": "Rekrytering", "samlad-bild": "Samlad bild", "forvantad-utveckling": "Förväntad utveckling"}
KEYS = {"level": "Nivå", "direction": "Riktning", "confidence": "Säkerhet", "text": "Beskrivning", "dated": "Datum", "body": "Lämnas av"}
OWN = {
    "prioriterade-problem": "Värvning av elever på högstadiet.",
    "fragor-till-radet": "Ska det sociala insatsteamet utökas?",
    "samlad-bedomning": "Läget är allvarligare än i våras; ”vi ser det i skolan”.",
}
LATE_TEXT = "Oron på skolorna har ökat efter höstlovet."
Saved = Callable[[Path], Path]


def whole_chain(folder: Path, saved: Saved) -> None:
    """Every step through the command line; what must hold at each is asserted here."""
    root = folder / "ystad"
    briefing(folder, "init", str(root), "--kommun", "Ystad")
    forms = briefing(root, "forms", "make", "--period", "2026-K3", "--json", today=ASKED).json["files"]
    deliver(root, "polisen-lagesrapport", saved(filled_in_word(Path(forms["polisen-lagesrapport-2026-K3.docx"]))))
    draft = produced(root)
    refused = issue(root, "--to", "slutlig")
    missing = [each for each in refused.json["hindrances"] if each.startswith("En text som krävs saknas.")]
    assert refused.code == 1, refused.out
    assert [name in " ".join(missing) for name in ("Prioriterade problem", "Frågor till rådet", "Samlad bedömning")] == [True] * 3, missing
    assert len(missing) == 3, "what the police wrote stands"
    adopt_all(root, saved(changed(draft, write_all, folder / "Lägesbild (1).docx")))
    printed = page(produced(root))
    assert [text for text in (*OWN.values(), *texts_of_police()) if text not in printed] == []
    assert issue(root, "--to", "granskad").json["status"] == "granskad"
    final = issue(root, "--decision", "§ 12")
    assert (final.code, final.json["version"], final.json["status"]) == (0, "v2", "slutlig"), final.out
    late_answer(root, saved(filled_in_excel(Path(forms["forvaltning-skola-2026-K3.xlsx"]))))
    assert briefing(root, "verify", "--json").json["faults"] == []


def late_answer(root: Path, form: Path) -> None:
    """It comes after the cut-off, when the edition is final: a new version of it, with a reason, and only so."""
    deliver(root, "forvaltning-skola", form)
    stands = briefing(root, "forms", "status", "--period", "2026-K3", "--json", today=LATE).json["forms"]
    school = next(each for each in stands if each["source"] == "forvaltning-skola")
    assert (school["state"], school["days_late"], school["answered"]) == ("sen", 6, "1 av 6")
    again = ("produce", "--period", "2026-K3", "--seal", "--json")
    unexplained = briefing(root, *again, today=LATE)
    assert (unexplained.code, "--reason" in unexplained.out) == (1, True)
    made = briefing(root, *again, "--reason", "Skolförvaltningens underlag kom sent", today=LATE)
    assert (made.code, made.json["version"], made.json["status"]) == (0, "v3", "utkast"), made.out


def filled_in_word(form: Path) -> Path:
    form.write_bytes(in_word(POLICE, form.read_bytes()))
    return form


def filled_in_excel(form: Path) -> Path:
    """The school's form with one answer."""
    book = openpyxl.load_workbook(form)
    sheet: Any = book.active
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    columns = {sheet.cell(rows["Uppgift"], column).value: column for column in range(1, sheet.max_column + 1)}
    sheet.cell(rows["Datum"], 2).value = LATE
    at = rows["Läget i och kring skolorna"]
    for heading, said in (("Nivå", "hög"), ("Riktning", "försämrad"), ("Säkerhet", "medel"), ("Beskrivning", LATE_TEXT)):
        sheet.cell(at, columns[heading]).value = said
    book.save(form)
    return form


def deliver(root: Path, source: str, form: Path) -> None:
    (root / "sources" / source / f"2026-K3{form.suffix}").write_bytes(form.read_bytes())


def produced(root: Path) -> Path:
    call = briefing(root, "produce", "--period", "2026-K3", "--json", today=CAME)
    assert call.code == 0, call.out
    return Path(call.json["files"][f"{EDITION}.docx"])


def issue(root: Path, *more: str) -> Call:
    return briefing(root, "issue", EDITION, *WHO, "--json", *more, today=CAME)


def write_all(word: WordDocument) -> None:
    """The coordinator writes every text that is missing."""
    for name, text in OWN.items():
        written(word, name, text)


def adopt_all(root: Path, file: Path) -> None:
    call = briefing(root, "adopt", str(file), "--yes", "--by", "Samordningsfunktionen", "--role", "samordnare", "--json", today=CAME)
    assert (call.code, {*call.json["adopted"]}) == (0, {*OWN}), call.out


def page(draft: Path) -> str:
    return draft.with_suffix(".html").read_text(encoding="utf-8")


def texts_of_police() -> list[str]:
    return [text for (dimension, key), text in POLICE.items() if dimension and key == "text"]
