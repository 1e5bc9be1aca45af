"""What a person wrote in a draft and that found no place, as a text to keep beside the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.document.adoption import AroundChange, Outcome, TextOutcome, masked
from briefing.observations.edited_draft import EditedDraft

_KEPT = {
    Outcome.KROCK: "ändrad på båda håll, arbetsytans text gäller",
    Outcome.SPARAD: "har spårade ändringar",
    Outcome.ANNANS: "någon annans ord",
    Outcome.PERSON: "har personuppgifter, som är maskade här",
}


def unplaced(draft: EditedDraft, texts: Iterable[TextOutcome], around: Iterable[AroundChange]) -> str:
    """Markdown with a heading for each; empty where all found its place. What points out a person is masked: it stands in the Word file."""
    parts = [*_texts(texts), *_tracked(draft), *_comments(draft), *_around(around)]
    head = f"# Text ur {draft.edition} som inte fick plats\n\nSkriven av den som redigerade filen. Inget av det är med i lägesbilden.\n"
    return masked("\n".join((head, *parts))) if parts else ""


def _texts(texts: Iterable[TextOutcome]) -> Iterator[str]:
    for each in texts:
        if each.outcome in _KEPT and each.edited:
            yield f"## {each.control} ({_KEPT[each.outcome]})\n\n{each.edited}\n"


def _tracked(draft: EditedDraft) -> Iterator[str]:
    if draft.tracked:
        yield "## Spårade ändringar\n"
        yield from (f"- {each.kind} ({each.control or 'utanför texterna'}): {each.text}" for each in draft.tracked)


def _comments(draft: EditedDraft) -> Iterator[str]:
    if draft.comments:
        yield "\n## Kommentarer och fotnoter\n"
        yield from (f"- {each}" for each in draft.comments)


def _around(around: Iterable[AroundChange]) -> Iterator[str]:
    changes = tuple(around)
    if changes:
        yield "\n## Ändrat utanför texterna\n"
        yield from (f"- Före: {each.before or '(inget)'}\n  Efter: {each.now or '(borttaget)'}" for each in changes)
