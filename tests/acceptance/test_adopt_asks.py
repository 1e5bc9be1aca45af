"""`briefing adopt` at a terminal: every answer that a person can give, and that nothing is lost by any of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders_edited import changed, control, replaced
from council_draft import FILE, OLD, SIGNED, THEIRS, UNSIGNED, council_draft, sign, written
from docx.document import Document as WordDocument
from terminal import BREAK, END, conversation
from workspaces import briefing

KEEP, SIDE, BODY, ROLE = "Ska texterna behållas?", "Vilken gäller", "Vilket organ", "I vilken funktion"
SPEECH, QUESTION = "Börja med besluten.", "Ska stödet utökas redan i vinter?"
Answers = tuple[tuple[str, str], ...]
SIGNER: Answers = ((BODY, "Samordningsfunktionen"), (ROLE, "samordnare"))


def edits(word: WordDocument) -> None:
    """One text that the workspace has changed too, one that only the file changes, and one that nobody has signed before."""
    paragraph = next(each for each in control(word, "kort-sagt") if OLD in each.text)
    replaced(paragraph, OLD, FILE)
    replaced(control(word, "fragor-till-radet")[0], SIGNED["fragor-till-radet"], QUESTION)
    written(word, UNSIGNED, SPEECH)


@pytest.fixture
def both_sides(tmp_path: Path) -> tuple[Path, Path]:
    """The workspace and the edited draft, after the workspace has got another text of the same name."""
    root, file = council_draft(tmp_path)
    changed(file, edits)
    sign(root, "2026-12-03.r2", {"kort-sagt": f"Polisen bedömer att {THEIRS}."})
    return root, file


def everything(root: Path) -> dict[Path, bytes]:
    """All that somebody has made, or that has come: not what is kept to be quicker."""
    files = (path for path in root.rglob("*") if path.is_file() and path.name != "mottaget.csv")
    return {path: path.read_bytes() for path in files if "cache" not in path.parts}


def added(root: Path, before: dict[Path, bytes]) -> str:
    """What has been written; all that there was is there, byte for byte."""
    after = everything(root)
    assert {path: after.get(path) for path in before} == before
    return "\n".join(content.decode() for path, content in sorted(after.items()) if path not in before)


def assert_kept(new: str, *, speech: bool = True) -> None:
    """Every text of the file stands in the new delivery, or in the file beside it."""
    assert all(each in new for each in (FILE, QUESTION, *([SPEECH] if speech else [])))


PATHS: dict[str, tuple[Answers, int, str, bool]] = {
    "the file": (((KEEP, "ja"), (SIDE, "filen"), *SIGNER), 0, FILE, True),
    "the workspace": (((KEEP, "j"), (SIDE, "arbetsytan"), *SIGNER), 0, THEIRS, True),
    "neither": (((KEEP, "Ja"), (SIDE, "ingen"), *SIGNER), 1, THEIRS, True),
    "no": (((KEEP, "nej"),), 0, THEIRS, False),
    "no answer is no": (((KEEP, ""),), 0, THEIRS, False),
    "broken off at the first question": (((KEEP, BREAK),), 1, THEIRS, False),
    "broken off between the texts": (((KEEP, "ja"), (SIDE, BREAK)), 1, THEIRS, False),
    "ended at the signature": (((KEEP, "ja"), (SIDE, "filen"), (BODY, END)), 1, THEIRS, False),
}  # fmt: skip


@pytest.mark.parametrize(("answers", "code", "stands", "writes"), PATHS.values(), ids=PATHS.keys())
def test_every_answer_is_done_and_nothing_is_lost(
    both_sides: tuple[Path, Path], answers: Answers, code: int, stands: str, writes: bool
) -> None:
    root, file = both_sides
    before = everything(root)
    said = conversation(root, ("adopt", str(file)), answers)
    assert said.code == code, said.out
    new = added(root, before)
    if writes:
        assert_kept(new)
    else:
        assert new == ""
    again = briefing(root, "adopt", str(file), "--json").json["texts"]
    now = next(each for each in again if each["control"] == "kort-sagt")
    assert now["outcome"] == ("redan" if stands == FILE else "krock")


def test_a_person_sees_three_texts_and_is_asked_again_until_the_answer_means_something(both_sides: tuple[Path, Path]) -> None:
    root, file = both_sides
    odd = ((KEEP, "kanske"), ("Svara ja eller nej", "ja"), (SIDE, "min"), ("Svara filen", "f"), (BODY, " "), (BODY, "Rådet"), (ROLE, ""))
    said = conversation(root, ("adopt", str(file)), odd, afresh=True)
    assert said.code == 0, said.out
    for each in ("När utkastet gjordes", "Filen", "Arbetsytan", OLD, "årskurs 4", "äldre ungdomar"):
        assert each in said.out
    written = "\n".join(path.read_text(encoding="utf-8") for path in (root / "sources" / "bedomningar").glob("2026-12-03.r3.toml"))
    assert_kept(written)
    assert written.count('body = "Rådet"') == 1
    assert written.count('body = "Samordningsfunktionen"') == 2


def test_who_signs_is_not_asked_when_it_has_been_said_nor_the_side_when_it_was_taken(both_sides: tuple[Path, Path]) -> None:
    root, file = both_sides
    said = conversation(root, ("adopt", str(file), "--by", "Rådet", "--take", "mine"), ((KEEP, "ja"),))
    assert said.code == 0, said.out
    assert SIDE not in said.out
    assert BODY not in said.out


def test_nothing_is_asked_where_nothing_is_to_be_kept(tmp_path: Path) -> None:
    root, file = council_draft(tmp_path)
    said = conversation(root, ("adopt", str(file)), ())
    assert (said.code, KEEP in said.out) == (0, False)
    assert "Inga texter var nya" in said.out


FLAGS: dict[str, tuple[tuple[str, ...], int, bool, str]] = {
    "shown only": ((), 0, False, THEIRS),
    "kept": (("--yes", "--by", "Rådet"), 1, True, THEIRS),
    "kept, the file counts": (("--yes", "--by", "Rådet", "--take", "mine"), 0, True, FILE),
    "kept, the workspace counts": (("--yes", "--by", "Rådet", "--take", "theirs"), 0, True, THEIRS),
    "unsigned": (("--yes", "--take", "mine"), 1, False, THEIRS),
    "shown only, the file would count": (("--take", "mine"), 0, False, THEIRS),
}


@pytest.mark.parametrize(("flags", "code", "writes", "stands"), FLAGS.values(), ids=FLAGS.keys())
def test_every_flag_does_the_same_without_a_question(
    both_sides: tuple[Path, Path], flags: tuple[str, ...], code: int, writes: bool, stands: str
) -> None:
    root, file = both_sides
    before = everything(root)
    call = briefing(root, "adopt", str(file), "--json", *flags)
    assert call.code == code, call.out
    new = added(root, before)
    if writes:
        assert_kept(new)
        assert {*call.json["adopted"]} == {"fragor-till-radet", UNSIGNED, *(["kort-sagt"] if stands == FILE else [])}
    else:
        assert new == ""
    if "texts" in call.json:
        clash = next(each for each in call.json["texts"] if each["control"] == "kort-sagt")
        assert clash["outcome"] == "krock"
        assert "äldre ungdomar" in "".join(each["text"] for each in clash["theirs"])
