from __future__ import annotations

from builders_observations import counted, indicator, request, rows

from briefing.findings.analysis import analyse
from briefing.findings.everywhere import with_all_areas
from briefing.findings.method_use import MethodId
from briefing.findings.methods import methods
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import joined
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency

YEAR, MEAN, NOBODY = (Subject(each, Frequency.AR) for each in ("anmalda-brott", "medelvarde", "ran"))
CATALOGUE = (indicator(), indicator("medelvarde", unit=Unit.MEDEL), indicator("ran"))


def test_spreads_and_funnels_stand_after_what_was_found_before_and_their_methods_with_them() -> None:
    observations = joined(
        [
            rows({"2025": 4.0}, about="medelvarde", measure=Unit.MEDEL),
            *(rows({"2025": value}, area=f"300{value}", about="medelvarde", measure=Unit.MEDEL) for value in (1, 2, 3)),
            *(counted({"2025": 90}, area=f"2480{number}") for number in (1, 2, 3)),
        ]
    )
    asked = request(indicators=CATALOGUE)
    before = analyse(observations, asked, (YEAR, MEAN, NOBODY))
    found = with_all_areas(before, observations, asked, [NOBODY, MEAN], [NOBODY, YEAR])
    assert found.judged[: len(before.judged)] == before.judged
    assert [each.id for each in found.judged[len(before.judged) :]] == ["fordelning:medelvarde:ar", "tratt:anmalda-brott:ar"]
    assert [each.subject for each in before.gaps if each.reason is GapReason.EJ_LEVERERAD] == ["anmalda-brott", "ran"]
    assert found.gaps == tuple(each for each in before.gaps if each.subject != "anmalda-brott")
    assert found.methods == methods(found.judged)
    assert MethodId.TRATT in {each.id for each in found.methods} - {each.id for each in before.methods}
    assert found.drawn is before.drawn
    assert [each.id for each in with_all_areas(before, observations, asked, [MEAN], []).judged[len(before.judged) :]] == [
        "fordelning:medelvarde:ar"
    ]
