"""Labels of tables and figures, counted through the document in reading order, and the texts that refer to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefing.document import wording
from briefing.document.document import Block, Paragraph, Run, Section, Table, Text
from briefing.document.figure import Figure

_NOT_HERE = "underlag som inte finns i den här utgåvan"
_SENTENCE_ENDS = (".", "!", "?", ":")


def numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with "Tabell 1", "Figur 1" …, an id of its own for every table and figure, and references that say their labels.

    A reference is a link without words, `[](#trend-anmalda-brott-kvartal)` in a template: it reads "figur 2", with a capital first in a
    sentence. What it points to may be missing in one edition; then it says so and points nowhere.
    """
    counts: Counter[str] = Counter()
    labelled = tuple(replace(section, blocks=tuple(_labelled(block, counts) for block in section.blocks)) for section in sections)
    names = dict(_names(labelled))
    return tuple(replace(section, blocks=tuple(_referring(block, names) for block in section.blocks)) for section in labelled)


def _labelled(block: Block, counts: Counter[str]) -> Block:
    if not isinstance(block, Table | Figure):
        return block
    word = "Tabell" if isinstance(block, Table) else "Figur"
    counts[word] += 1
    counts[block.id] += 1
    own_id = block.id if counts[block.id] == 1 else f"{block.id}-{counts[block.id]}"
    return replace(block, id=own_id, label=f"{word} {counts[word]}")


def _names(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    """What a reference may point to, with how it is called: `Figur 2`, `Avsnitt 4.1`."""
    for section in sections:
        if section.number:
            yield f"#{section.id}", f"Avsnitt\u00a0{section.number}"
        for block in section.blocks:
            if isinstance(block, Table | Figure):
                yield f"#{block.id}", block.label.replace(" ", "\u00a0")


def _referring(block: Block, names: Mapping[str, str]) -> Block:
    if not isinstance(block, Text) or all(run.text for each in block.paragraphs for run in each.runs):
        return block
    return replace(block, paragraphs=tuple(_resolved(each, names) for each in block.paragraphs))


def _resolved(paragraph: Paragraph, names: Mapping[str, str]) -> Paragraph:
    runs: list[Run] = []
    for run in paragraph.runs:
        before = "".join(each.text for each in runs).rstrip()
        name = names.get(run.link, _NOT_HERE)
        opens = not before or before.endswith(_SENTENCE_ENDS)
        said = wording.sentence_case(name) if opens else wording.running(name)
        runs.append(run if run.text else replace(run, text=said, link=run.link if run.link in names else ""))
    return replace(paragraph, runs=tuple(runs))
