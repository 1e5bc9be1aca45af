"""What a person is asked at the terminal, in Swedish. Whoever breaks off has answered nothing, and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

import click

from briefing.shell.printing import print_result

if TYPE_CHECKING:
    from briefing.document.adoption import TextOutcome
    from briefing.document.marked import Spans
    from briefing.shell.commands.adopt import Asking
    from briefing.shell.commands.result import Result

Answer = TypeVar("Answer")

_YES = {**dict.fromkeys(("ja", "j", "yes", "y"), True), **dict.fromkeys(("nej", "n", "no", ""), False)}
_SIDES = {
    **dict.fromkeys(("filen", "f", "mine"), "mine"),
    **dict.fromkeys(("arbetsytan", "a", "theirs"), "theirs"),
    **dict.fromkeys(("ingen", "i"), ""),
}


def adopt_asking() -> Asking:
    """What `briefing adopt` asks: whether to keep, which of two texts counts, who stands for a new one."""
    from briefing.shell.commands.adopt import Asking

    return Asking(lambda shown: confirmed(shown, "Ska texterna behållas?"), _side, _signer)


def confirmed(result: Result, question: str) -> bool:
    """Whether a person who has seen the result says yes; no answer is no."""
    print_result(result)
    return _answered(f"{question} [ja/NEJ]", _YES, "Svara ja eller nej.")


def _side(text: TextOutcome) -> str:
    """The side that counts; empty for neither: the workspace's text stands, and the file's is kept beside."""
    from briefing.shell.commands.result import Result, Sheet

    print_result(Result({}, (text.detail,), sheets=(Sheet(text.control, ("", "Text"), _three(text)),)))
    question = "Vilken gäller: filen, arbetsytan eller ingen (avgörs senare)"
    return _answered(question, _SIDES, "Svara filen, arbetsytan eller ingen.")


def _three(text: TextOutcome) -> tuple[tuple[str, Spans], ...]:
    """The text as it was built, and what the file and the workspace have made of it since."""
    from briefing.document.marked import Span

    built = "(det går inte att se)" if text.base is None else text.base_shown or "(tom)"
    return ("När utkastet gjordes", (Span(built),)), ("Filen", text.words), ("Arbetsytan", text.theirs or (Span("(tom)"),))


def _signer(controls: tuple[str, ...]) -> tuple[str, str]:
    """The body and the role that stand for texts that nobody has signed before."""
    click.echo(f"Ingen har undertecknat {', '.join(f'”{each}”' for each in controls)} förut.")
    body = ""
    while not body:
        body = _line("Vilket organ står för texten (till exempel Samordningsfunktionen)")
    return body, _line("I vilken funktion (till exempel samordnare; tomt om ingen)")


def _answered(question: str, meanings: Mapping[str, Answer], again: str) -> Answer:
    """What the answer means; asked again until it means something."""
    while (answer := _line(question).casefold()) not in meanings:
        click.echo(again)
    return meanings[answer]


def _line(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False)).strip()
