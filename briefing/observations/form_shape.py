"""The shape of a source's form: what its fields are called, the words that may be chosen, and the rows that it asks about one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefing.observations.form_fields import TOP_LABELS, WORDS, folded
from briefing.sources.asked import JUDGED_FORMAT
from briefing.sources.source import Source

_ROW = re.compile(r"\A(?P<label>.+): (?P<id>\S+)\s*\Z")


def words_of(source: Source, key: str) -> tuple[str, ...]:
    """The words that may be chosen in a field; none for free text."""
    return source.likelihood if key == "likelihood" else WORDS.get(key, ())


def top_labels(source: Source) -> Mapping[str, str]:
    """What is answered once for the whole form: a judgement is signed with a function too."""
    keys = TOP_LABELS if source.format == JUDGED_FORMAT else [key for key in TOP_LABELS if key != "role"]
    return {key: TOP_LABELS[key] for key in keys}


def row_dimension(dimension: str, row: str) -> str:
    """The subject of a judgement of one row of a register: `orsaksanalys-p1`."""
    return f"{dimension}-{folded(row).replace('_', '-')}"


def row_label(label: str, row: str) -> str:
    """What a dimension is called when it is asked about one row of a register."""
    return f"{label}: {row}"


def with_rows(source: Source, texts: Iterable[str]) -> Source:
    """The source with a dimension for every row that the texts of a form ask about, in the place of the one that is asked for each."""
    if not source.each:
        return source
    told = [found for text in texts if (found := _ROW.match(" ".join(text.split())))]
    dimensions: dict[str, str] = {}
    for dimension, label in source.dimensions.items():
        if dimension not in source.each:
            dimensions[dimension] = label
        rows = [found["id"] for found in told if folded(found["label"]) == folded(label)] if dimension in source.each else []
        dimensions |= {row_dimension(dimension, each): row_label(label, each) for each in rows}
    return replace(source, dimensions=dimensions)
