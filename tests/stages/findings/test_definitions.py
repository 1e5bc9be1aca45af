"""What an indicator meant in an edition, and what there was any figure of."""

from __future__ import annotations

from dataclasses import replace

from builders_observations import indicator, request, rows

from briefing.findings.coverage import coverage
from briefing.findings.definitions import Definition, definitions
from briefing.observations.observations import joined
from briefing.sources.source import Source
from briefing.terms.indicator import Break, Polarity, Tolerance, Unit
from briefing.terms.period import Year


def test_the_definitions_are_those_of_the_indicators_in_use_in_the_order_of_the_catalogue() -> None:
    robbery = replace(
        indicator("ran", unit=Unit.ANDEL, breaks=(Break(Year(2015), "Ny metod."),), tolerance=Tolerance(absolute=2.0)),
        definition="8 kap. BrB",
    )
    source = Source("bra", "tabell", "Brå", indicators={"rån": "ran", "stöld": "stold"})
    found = definitions([robbery, indicator("stold"), indicator("hot")], {"hot", "ran"}, [source])
    assert found == (
        Definition("ran", "Ran", "8 kap. BrB", Unit.ANDEL, Polarity.LAGRE_BATTRE, robbery.breaks, "Brå", Tolerance(absolute=2.0)),
        Definition("hot", "Hot", "", Unit.ANTAL, Polarity.LAGRE_BATTRE, (), "", None),
    )


def test_there_is_a_figure_of_what_has_a_value_of_the_municipality_in_a_period_that_has_ended() -> None:
    observations = joined(
        [
            rows({"2024": 1, "2025": 2}, about="ran", delivery="b/2025"),
            rows({"2023": 1}, about="ran", delivery="a/2023"),
            rows({"2022": "saknas"}, about="ran", delivery="c/2022"),
            rows({"2026": 1}, about="ran", delivery="d/2026"),
            rows({"2025": 1}, about="ran", area="0580", delivery="e/2025"),
            rows({"2025": "sekretess"}, about="hot"),
            rows({"2026-K2": 5}, about="brand"),
        ]
    )
    assert coverage(observations, request("2026-K2")) == {"brand": ("bra-anmalda-brott/2026-K2",), "ran": ("a/2023", "b/2025")}
