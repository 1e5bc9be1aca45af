"""What is said of a dimension that a source has told nothing of: right in Swedish whatever the dimension is called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_edition import sample_material, sample_request

from briefing.document.outline import BlockKind, BlockOutline, Outline, SectionOutline
from briefing.document.police import dimensions
from briefing.document.prose import Prose
from briefing.document.scene import Scene
from briefing.document.sentences import told
from briefing.document.templates import Templates
from briefing.findings.finding import Findings
from briefing.sources.source import Source
from briefing.terms.period import Quarter

_LABELS = ("Platser", "Läget i och kring skolorna", "Skyddsfaktorer: familj, stöd och ekonomisk stabilitet")


@pytest.mark.parametrize("label", _LABELS)
def test_what_has_not_been_told_is_named_as_a_heading(label: str) -> None:
    source = Source("polisen-lagesrapport", "uppgifter", "Polisens lägesrapport", dimensions={"rekrytering": "Rekrytering", "annat": label})
    block = BlockOutline(BlockKind.UPPGIFT, caption="Tabell", source=source.id, dimension="annat")
    outline = Outline("t", "s", "g", (SectionOutline("A", block=(block,)),))
    material = replace(sample_material(), sources=(source,))
    asked = replace(sample_request(), period=Quarter(2026, 3))
    scene = Scene(asked, material, Findings((), ()), outline, None, Prose(Templates({}, {})))
    [gap] = told(block, scene).gaps
    assert gap.detail == f"Den senaste rapporten säger inget under rubriken ”{label}”."
    [gap] = dimensions(block, scene).gaps
    assert gap.detail == f"Polisens lägesrapport har ingen bedömning av ”{label}”."
