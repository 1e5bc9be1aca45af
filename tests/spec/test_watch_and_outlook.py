"""What the findings say together: the watch list, protective factors, and the outlook, which is never a point."""

from __future__ import annotations

import re

from editions import Made

from briefing.document.document import Table, Text


def table(made: Made, name: str) -> Table:
    return next(block for block in made.document.blocks() if isinstance(block, Table) and block.id == name)


def test_an_empty_watch_list_says_how_many_indicators_were_tried(kvartal: Made) -> None:
    (said,) = [
        paragraph
        for block in kvartal.document.blocks()
        if isinstance(block, Text)
        for paragraph in block.paragraphs
        if paragraph.text.startswith("Bevakningslista")
    ]
    found = kvartal.production.findings.watch_list
    assert found is not None
    assert not found.entries
    assert len(found.judged) == 4
    assert "ingen indikator är både sämre än jämförbara kommuner och på väg åt fel håll. Fyra indikatorer har prövats." in said.text
    assert "bevakningslista" in said.basis


def test_protective_factors_are_a_profile_in_which_what_is_missing_has_its_row(kvartal: Made) -> None:
    rows = {row[0].text: row for row in table(kvartal, "skyddsfaktorer").rows}
    assert list(rows) == ["Skolresultat", "Meningsfull fritid", "Ekonomisk stabilitet"]
    assert rows["Skolresultat"][2].value == 87.9
    assert all(rows[name][1].muted and rows[name][1].value is None for name in ("Meningsfull fritid", "Ekonomisk stabilitet"))


def test_an_outlook_is_always_a_range_with_its_method_and_its_limits(fullstandig: Made) -> None:
    outlook = table(fullstandig, "utblick-anmalda-brott")
    assert len(outlook.rows) == 4
    assert all(re.fullmatch(r"[\d\u00a0]+–[\d\u00a0]+", row[2].text) for row in outlook.rows)
    notes = " ".join(outlook.notes)
    assert "40 kvartal" in notes
    assert "ingen bedömning" in notes
    assert "inget av scenarierna" in notes
