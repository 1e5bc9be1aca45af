"""Rules of the quality checks: a remark on a delivery comes before a finding about the world."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders_deliveries import delivery, from_folder

from briefing.observations.doubt import Doubt
from briefing.observations.observations import Observations, joined, observations_of
from briefing.observations.quality import doubts, expected_period
from briefing.observations.readers import READERS
from briefing.sources.source import Delivery, Source
from briefing.terms.area import Area, Municipality
from briefing.terms.edition import EditionId
from briefing.terms.period import Day, Frequency, Period, Quarter, parse_period
from briefing.terms.request import Request

PEERS = ("0183", "0580", "0680", "1281", "1780", "1880", "2580")
UMEA = Municipality("2480", "Umeå", "Umeå kommun", "Västerbottens län", PEERS, 2025)
REQUEST = Request(
    EditionId("2480", "kvartal", "2026-K2"), Quarter(2026, 2), UMEA, tuple(Area(code, f"kommun {code}") for code in PEERS), 2025, ()
)
THIRD = replace(REQUEST, period=Quarter(2026, 3))
BRA = Source(id="bra", title="Brå, anmälda brott", covers=Frequency.KVARTAL, due_after_days=14)
EVEN = (2500, 2600, 2550, 2480, 2610, 2530, 2570, 2590, 2520, 2560)


def quarters(
    values: tuple[float, ...], *, area: str = "2480", delivered: str = "bra/2026-K2", received: date = date(2026, 7, 10)
) -> Observations:
    """Second quarters up to 2026, one value each."""
    first = 2027 - len(values)
    return observations_of(
        {
            "indicator": "anmalda-brott",
            "area": area,
            "period": [f"{first + number}-K2" for number in range(len(values))],
            "frequency": "kvartal",
            "measure": "antal",
            "value": list(values),
            "received_on": received,
            "delivery": delivered,
            "place": [f"rad {number + 2}" for number in range(len(values))],
        }
    )


def of_bra(covers: str, revision: int = 1) -> Delivery:
    return delivery(source="bra", covers=covers, revision=revision)


def raised(observations: Observations, *deliveries: Delivery, source: Source = BRA, request: Request = REQUEST) -> tuple[Doubt, ...]:
    return doubts(observations, deliveries or (of_bra("2026-K2"),), (source,), request)


def test_an_even_series_raises_no_doubt() -> None:
    assert raised(quarters(EVEN)) == ()


@pytest.mark.parametrize("strange", [25_300, 253, 0, 5_300])
@pytest.mark.parametrize("position", [0, 4, 9])
def test_a_value_far_outside_its_series_is_a_doubt_that_quotes_value_place_and_what_is_usual(strange: int, position: int) -> None:
    values = list(EVEN)
    values[position] = strange
    (doubt,) = raised(quarters(tuple(values)))
    assert doubt.id == "rimlighet:bra/2026-K2"
    printed = f"{strange:,}".replace(",", "\u00a0")
    assert f"anmalda-brott i Umeå {2017 + position} kvartal\u00a02 är {printed} (rad {position + 2}), där 2\u00a0" in doubt.text


def test_small_counts_may_swing_as_chance_makes_them() -> None:
    assert raised(quarters((3, 0, 5, 2, 4, 1, 6, 3, 9))) == ()


def test_only_the_municipality_and_its_peers_are_judged() -> None:
    strange = (*EVEN, 99_000)
    assert raised(quarters(strange, area="0114")) == ()
    assert len(raised(quarters(strange, area="0183"))) == 1


def test_a_series_too_short_to_know_what_is_usual_is_not_judged() -> None:
    assert raised(quarters((10, 2000, 30, 4000))) == ()


def test_a_value_that_was_corrected_is_judged_as_corrected() -> None:
    wrong, right = quarters((*EVEN, 99_000)), quarters((*EVEN, 2_555), delivered="bra/2026-K2.r2", received=date(2026, 7, 20))
    assert raised(joined((wrong, right)), of_bra("2026-K2"), of_bra("2026-K2", 2)) == ()


def test_what_came_about_a_later_quarter_is_not_judged_in_an_earlier_edition() -> None:
    earlier = replace(REQUEST, period=Quarter(2026, 1))
    assert raised(quarters((*EVEN, 99_000)), of_bra("2026-K1"), of_bra("2026-K2"), request=earlier) == ()


def test_a_category_that_the_source_has_renamed_is_a_doubt_and_its_old_values_do_not_stand_in_silence() -> None:
    kept = quarters(EVEN)
    other = replace(kept, frame=kept.frame.assign(indicator="skadegorelse"))
    later = quarters(EVEN, delivered="bra/2026-K3")
    (doubt,) = raised(joined((kept, other, later)), of_bra("2026-K2"), of_bra("2026-K3"), request=THIRD)
    assert doubt.id == "volym:bra/2026-K3"
    assert doubt.text == "bra/2026-K3 har inget om skadegorelse, som fanns i leveransen före, bra/2026-K2. Källan kan ha bytt namn på det."


def test_a_delivery_of_its_own_months_only_lacks_nothing_that_was_of_other_months() -> None:
    kept = quarters(EVEN)
    other = replace(kept, frame=kept.frame.assign(indicator="skadegorelse"))
    later = quarters(EVEN, delivered="bra/2026-K3")
    later = replace(later, frame=later.frame.assign(period=[f"{2017 + number}-K3" for number in range(len(EVEN))]))
    assert raised(joined((kept, other, later)), of_bra("2026-K2"), of_bra("2026-K3"), request=THIRD) == ()


def test_a_delivery_about_an_older_period_than_the_edition_is_a_doubt() -> None:
    (doubt,) = raised(quarters(EVEN, delivered="bra/2026-K1"), of_bra("2026-K1"))
    assert doubt.id == "aktualitet:bra"
    assert doubt.text == "Den senaste leveransen från Brå, anmälda brott gäller 2026 kvartal\u00a01; utgåvan borde ha 2026 kvartal\u00a02."


def test_nothing_delivered_is_a_gap_and_no_doubt() -> None:
    assert doubts(observations_of({}), (), (BRA,), REQUEST) == ()


def test_a_source_without_set_times_is_never_too_old() -> None:
    assert raised(quarters(EVEN, delivered="bra/2019"), of_bra("2019"), source=replace(BRA, covers=None)) == ()


@pytest.mark.parametrize(
    ("period", "frequency", "due_after_days", "expected"),
    [
        (Quarter(2026, 2), Frequency.KVARTAL, 14, "2026-K2"),
        (Quarter(2026, 2), Frequency.MANAD, 14, "2026-06"),
        (Quarter(2026, 2), Frequency.AR, 181, "2025"),
        (Quarter(2026, 1), Frequency.AR, 181, "2024"),
        (Quarter(2026, 4), Frequency.AR, 0, "2026"),
        (Day(date(2026, 10, 20)), Frequency.KVARTAL, 14, "2026-K3"),
        (Day(date(2026, 10, 10)), Frequency.KVARTAL, 14, "2026-K2"),
    ],
)
def test_what_an_edition_can_be_expected_to_have(period: Quarter | Day, frequency: Frequency, due_after_days: int, expected: str) -> None:
    wanted: Period = parse_period(expected)
    assert expected_period(replace(BRA, covers=frequency, due_after_days=due_after_days), replace(REQUEST, period=period)) == wanted


def test_a_delivery_with_far_fewer_values_than_the_one_before_is_a_doubt() -> None:
    before, now = quarters(EVEN, delivered="bra/2026-K1", received=date(2026, 4, 10)), quarters(EVEN[:4])
    (doubt,) = raised(joined((before, now)), of_bra("2026-K1"), of_bra("2026-K2"))
    assert doubt.id == "volym:bra/2026-K2"
    assert doubt.text == "bra/2026-K2 har 4 värden för 1 område; leveransen före, bra/2026-K1, hade 10 för 1."


def test_a_delivery_that_lost_a_municipality_is_a_doubt_though_it_has_as_many_values() -> None:
    before = joined(quarters(EVEN[:5], area=area, delivered="bra/2026-K1", received=date(2026, 4, 10)) for area in ("2480", "0183"))
    (doubt,) = raised(joined((before, quarters(EVEN))), of_bra("2026-K1"), of_bra("2026-K2"))
    assert doubt.id == "volym:bra/2026-K2"


def test_the_demo_raises_one_doubt_about_a_peer_and_none_about_umea(repository: Path) -> None:
    folder = repository / "sources/bra-anmalda-brott/2026-K2"
    names = sorted({line.split(";")[0] for line in (folder / "kvartal.txt").read_text("cp1252").splitlines()[1:]})
    codes = {"Umeå kommun": "2480", **{name: code for name in names for code in PEERS if name.startswith(PEER_NAMES[code])}}
    rows = (folder / "ar.txt").read_text("cp1252").splitlines()[1:]
    source = replace(BRA, areas=codes, indicators={category: category for category in {row.split(";")[1] for row in rows}})
    read = from_folder(folder, "bra", "2026-K2")
    (doubt,) = raised(READERS["bra-sol-dbfil"](read, source).observations, read, source=source)
    assert doubt.text.count("är vanligt") == 1
    assert "i kommun 0183 2025 är 1\u00a0276" in doubt.text  # Sundbyberg, drugs and weapons: 330-892 the years before


PEER_NAMES = dict(zip(PEERS, ("Sundbyberg", "Linköping", "Jönköping", "Lund", "Karlstad", "Örebro", "Luleå"), strict=True))
