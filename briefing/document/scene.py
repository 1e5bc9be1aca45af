"""`Scene`: what every composer of a block is given. `Composed`: what it gives back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from briefing.document import wording
from briefing.document.document import Block, Origin, Paragraph, Run, Text, Unwritten
from briefing.document.law import Law
from briefing.document.outline import Outline
from briefing.document.prose import Prose
from briefing.findings.earlier import Earlier
from briefing.findings.finding import Findings, Subject
from briefing.findings.withheld import too_sensitive
from briefing.observations.reading import Material
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Indicator
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity, highest


@dataclass(frozen=True)
class Composed:
    """The blocks that an outline's block became, the gaps found instead, and how sensitive what was used is."""

    blocks: tuple[Block, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sensitivity: Sensitivity = Sensitivity.OPPEN


@dataclass(frozen=True)
class Scene:
    """All that one edition is composed from. `law` is there where the outline prints its matrix."""

    request: Request
    material: Material
    findings: Findings
    outline: Outline
    earlier: Earlier | None
    prose: Prose
    law: Law | None = None

    def indicator(self, subject: Subject) -> Indicator:
        """The catalogue's indicator; the outline has been checked, so it is there."""
        found = self.request.indicator(subject.indicator)
        assert found is not None
        return found

    def has_value(self, subject: Subject) -> bool:
        """Whether there is anything to show of an indicator: of the municipality, of all areas, or of parts of the municipality."""
        found = self.findings
        return any(each is not None for each in (found.level(subject), found.spread(subject), found.funnel(subject)))

    def is_part_of_a_part(self, indicator: Indicator) -> bool:
        """Whether the indicator is a part of an indicator that is itself a part: a row "därav" under another."""
        whole = self.request.indicator(indicator.part_of)
        return whole is not None and bool(whole.part_of)

    def sources_of(self, *citations: Citation) -> tuple[str, ...]:
        """The titles of the sources that the citations name, each once."""
        return tuple(dict.fromkeys(self.material.source_of(citation).title for citation in citations))

    def sensitivity_of(self, *citations: Citation) -> Sensitivity:
        """How sensitive the sources are that the citations name."""
        return highest(*(self.material.source_of(citation).sensitivity for citation in citations))

    def is_synthetic(self, *citations: Citation) -> bool:
        """Whether any of the sources that the citations name is invented for the example."""
        return any(self.material.source_of(citation).synthetic for citation in citations)

    def not_delivered(self, subject: Subject) -> Gap:
        """The gap of an indicator without a value in this edition."""
        label = self.indicator(subject).label
        if refused := self._refused_for(subject.indicator):
            return Gap(GapReason.EJ_LASBAR, f"{label}: {refused} har kommit men kunde inte användas.", subject.indicator)
        return self._gap_of(subject.indicator) or Gap(GapReason.EJ_LEVERERAD, f"{label} har inte kommit.", subject.indicator)

    def none_delivered(self, subjects: Iterable[Subject]) -> Gap:
        """The gap of several indicators of which none has a value."""
        labels = wording.listed(dict.fromkeys(wording.running(self.indicator(each).label) for each in subjects))
        return Gap(GapReason.EJ_LEVERERAD, f"Uppgifter har inte kommit om {labels}.", "utveckling")

    def withheld(self, what: str, name: str) -> Gap | None:
        """The gap of something told that may not be shown here; None where nothing of that name is held back."""
        return too_sensitive(what, name, self.request) if name in self.material.withheld else None

    def values(self, **more: Any) -> dict[str, Any]:
        """What every template may use: municipality, period, peers, council, contact, the nämnd that the edition is for."""
        request = self.request
        return {
            "kommun": request.municipality.name,
            "kommunen": request.municipality.bra_name,
            "period": wording.period(request.period),
            "utgava": str(request.edition),
            "rad": request.council,
            "kontakt": request.contact,
            "publik": request.public,
            "sannolikhetsord": tuple(f"{word} ({meaning})" for word, meaning in request.likelihood.items()),
            "namnd": request.committee.name if request.committee else "",
            "namnd_id": request.committee.id if request.committee else "",
            "jamforbara": tuple(area.name for area in request.peers),
            "jamforbara_ar": request.peers_year,
            **more,
        }

    def _refused_for(self, indicator: str) -> str:
        """The delivery that was refused whole and should have had the indicator; empty where there is none."""
        whole = (each.delivery for each in self.material.refusals if not each.place)
        mapped = {source.id: source.indicators.values() for source in self.material.sources}
        return next((each for each in whole if indicator in mapped.get(each.partition("/")[0], ())), "")

    def _gap_of(self, indicator: str) -> Gap | None:
        return next((gap for gap in self.findings.gaps if gap.subject == indicator), None)


def data_text(paragraph: Paragraph, **changes: Any) -> Text:
    """A computed text with its label."""
    return replace(Text(Origin.DATA, wording.ORIGINS[Origin.DATA], (paragraph,)), **changes)


def gap_text(*gaps: Gap, scene: Scene, left_out: str = "", because: Iterable[Gap] = ()) -> Text:
    """One paragraph that names all that is missing; it ends by saying that missing is not the same as absent.

    `left_out` is a sentence of its own, and `because` the gaps that it rests on.
    """
    of_indicators = [gap for gap in gaps if scene.request.indicator(gap.subject)]
    withheld = [gap for gap in of_indicators if gap.reason.is_withheld]
    not_come = [gap for gap in of_indicators if gap not in withheld]
    hidden = "Uppgifter visas inte i den publika versionen, eftersom källan inte är öppen: {}."
    details = [
        *_together("Uppgifter har inte kommit om {}.", not_come, scene),
        *_together(hidden if scene.request.public else "Uppgifter är för känsliga för utgåvan: {}.", withheld, scene),
        *(gap.detail for gap in gaps if gap not in of_indicators),
    ]
    runs = (Run(" ".join(filter(None, [*dict.fromkeys(details), left_out, wording.MISSING_IS_NOT_ABSENT]))),)
    basis = tuple(dict.fromkeys(gap.id for gap in (*gaps, *because)))
    unwritten = () if scene.request.public else tuple(dict.fromkeys(_unwritten((*gaps, *because), scene)))
    return Text(Origin.LUCKA, wording.ORIGINS[Origin.LUCKA], (Paragraph(runs, basis),), unwritten=unwritten)


def _unwritten(gaps: Iterable[Gap], scene: Scene) -> Iterator[Unwritten]:
    """The municipality's own texts among the gaps; what others tell, and what is told of a part, has a name with a colon."""
    told = {source.id for source in scene.material.sources}
    for gap in gaps:
        if gap.reason is GapReason.EJ_BEDOMD and gap.subject and not (":" in gap.subject or gap.subject in told):
            yield Unwritten(gap.subject, gap.detail.partition(":")[0])


def _together(sentence: str, gaps: list[Gap], scene: Scene) -> list[str]:
    """The gaps of several indicators in one sentence; a single one keeps its own."""
    if len(gaps) < 2:
        return [gap.detail for gap in gaps]
    labels = [indicator.label for gap in gaps if (indicator := scene.request.indicator(gap.subject))]
    return [sentence.format(wording.listed(wording.running(label) for label in labels))]
