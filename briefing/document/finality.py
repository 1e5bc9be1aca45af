"""What keeps an edition from becoming Slutlig: human texts that nobody has written (R-04e), and what is invented for the example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.document.compose import is_synthetic
from briefing.document.document import Block, Document, Section, Text
from briefing.terms.gap import Gap


def not_final(document: Document, unwritten: Iterable[Gap]) -> tuple[str, ...]:
    """Every hindrance as a Swedish sentence, all at once; empty where there is none. `unwritten` are the gaps of required human texts."""
    missing = (f"En text som krävs saknas. {gap.detail}" for gap in unwritten)
    return tuple(dict.fromkeys((*missing, *_invented(document))))


def _invented(document: Document) -> Iterator[str]:
    """A sentence for each section that shows invented content, with what it is."""
    number = ""
    for section in document.sections:
        number = section.number or number
        names = dict.fromkeys(_name(block) for block in section.blocks if is_synthetic(block))
        if names:
            yield f"{_place(section, number)} visar påhittade uppgifter (EXEMPEL): {', '.join(names)}."


def _place(section: Section, number: str) -> str:
    """`Avsnitt 5 Polisens lägesbild`; a part without a number of its own stands under the number before it."""
    return f"Avsnitt {number} {section.heading}" if number else f"Avsnittet {section.heading}"


def _name(block: Block) -> str:
    if isinstance(block, Text):
        return f"text från {block.label.lower()}" if block.control else "mening ur underlaget"
    return f"”{block.caption}”"
