"""Words of likelihood (sannolikhetsord): the scale in which people say how likely they judge something to be. The program computes none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefing.errors import Problem

LIKELIHOOD: Mapping[str, str] = {
    "mycket osannolikt": "under 10 procent",
    "osannolikt": "10–35 procent",
    "möjligt": "35–65 procent",
    "troligt": "65–90 procent",
    "mycket troligt": "över 90 procent",
}
"""What holds where briefing.toml has no list of its own: five steps, since more cannot be told apart by those who judge."""
_SEPARATORS = ",;\n"
_LONGEST = 255  # characters of all words together: the limit of a drop-down in Excel


def likelihood_faults(words: Mapping[str, str], *where: str) -> Iterator[Problem]:
    """Every problem of the workspace's own list."""
    if not words:
        yield Problem(where, "the list is empty", 'write at least one word and what it means, for example "troligt" = "65–90 procent"')
    for word in words:
        if not word.strip() or any(each in word for each in _SEPARATORS):
            yield Problem((*where, word), "it is no word for a list", "write it without comma, semicolon and line break")
    if sum(len(word) + 1 for word in words) > _LONGEST:
        yield Problem(where, f"the words are longer than {_LONGEST} characters together", "write fewer or shorter words")
