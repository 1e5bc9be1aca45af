"""Tables on a terminal: nothing of them is left out, however narrow it is."""

from __future__ import annotations

import pytest

from briefing.shell.commands.result import Result, Sheet
from briefing.shell.printing import print_result

ROW = ("2026 kvartal 2", "12 345,6 (p)", "+1 234", "2480-fullstandig-2026-K2@v12", "2026-08-15", "i 3 utgåvor till")
HEADING = ("Period", "Värde", "Ändring", "Först i", "Förseglad", "Oförändrat")


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_no_column_is_cut_in_a_narrow_terminal(columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("FORCE_COLOR", "1")
    print_result(Result({}, sheets=(Sheet("Antal", HEADING, (ROW,), frozenset({1, 2}), frozenset({0, 3, 4, 5})),)))
    printed = capsys.readouterr().out
    assert all(word in printed for word in (*ROW, *HEADING))
