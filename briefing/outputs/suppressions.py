"""The log of what a public edition does not publish (röjandekontroll): kept with it for the municipality alone, never given out."""

from __future__ import annotations

import json

from briefing.document.publication import Suppression
from briefing.outputs.file import File
from briefing.terms.edition import EditionId

SUPPRESSIONS = "intern/suppressions.json"


def render_suppressions(edition: EditionId, threshold: int, suppressions: tuple[Suppression, ...]) -> File:
    """Each value that is not published: its rule and its cell, never the value. The same suppressions give the same bytes."""
    cells = [
        {"rule": each.rule.value, "indicator": each.indicator, "area": each.area, "period": each.period, "group": each.group}
        for each in suppressions
    ]
    content = {"edition": str(edition), "threshold": threshold, "suppressions": cells}
    return File(SUPPRESSIONS, "application/json", (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
