"""How long all findings take: one municipality, and the 290, on invented series of the size that the speed is promised for."""

from __future__ import annotations

import time
from datetime import date

import numpy as np

from briefing.findings.analysis import analyse, analyse_many
from briefing.findings.finding import Subject
from briefing.observations.observations import Observations, observations_of
from briefing.terms.area import Area, Municipality
from briefing.terms.edition import EditionId
from briefing.terms.indicator import Comparator, Indicator, Polarity, ProblemArea, Unit
from briefing.terms.period import Frequency, Quarter
from briefing.terms.request import Request

INDICATORS, QUARTERS, COMPARATORS, MUNICIPALITIES = 70, 60, 8, 290
LAST = Quarter(2026, 2)
PROMISED_ONE, PROMISED_ALL = 0.3, 10.0  # seconds


def main() -> None:
    """Prints the processor seconds (one core) of all findings of one municipality, best of three, and of the 290."""
    observations, requests = invented(COMPARATORS + 1)
    runs = [timed_one(observations, requests[0]) for _ in range(3)]
    size = f"{INDICATORS} indicators, {QUARTERS} periods, {COMPARATORS} comparators"
    print(f"one municipality, all findings: {min(run[0] for run in runs):.2f} s (promised {PROMISED_ONE} s); {size}")
    print(f"one municipality, every history of it made too: {min(sum(run) for run in runs):.2f} s")
    print(f"{MUNICIPALITIES} municipalities: {timed_many(*invented(MUNICIPALITIES)):.2f} s (promised {PROMISED_ALL} s); {size}")


def timed_one(observations: Observations, asked: Request) -> tuple[float, float]:
    """Seconds to make all findings of a request, and to make every history of it, which an edition does only of those that it draws."""
    start = time.process_time()
    found = analyse(observations, asked, subjects())
    middle = time.process_time()
    assert len(found.all) > len(found.judged)
    return middle - start, time.process_time() - middle


def timed_many(observations: Observations, requests: tuple[Request, ...]) -> float:
    """Seconds to make all findings of every request together."""
    start = time.process_time()
    assert len(analyse_many(observations, requests, subjects())) == len(requests)
    return time.process_time() - start


def invented(municipalities: int) -> tuple[Observations, tuple[Request, ...]]:
    """Quarterly counts and rates of every indicator in so many municipalities, and a request for each of them with its comparators."""
    generator = np.random.default_rng(2026)
    shape = (INDICATORS, municipalities, QUARTERS)
    population = generator.integers(8_000, 250_000, municipalities)[None, :, None] * np.linspace(0.95, 1.05, QUARTERS)
    mean = 10 ** generator.uniform(1.5, 3.2, INDICATORS)[:, None, None] * population / 100_000
    season = 1 + 0.15 * np.sin(np.arange(QUARTERS) * np.pi / 2)
    counts = generator.negative_binomial(20, 20 / (20 + mean * season), shape).astype(float)
    rates = np.round(counts / population * 100_000, 1)
    index = np.indices(shape).reshape(3, -1)
    periods = [LAST.shifted(each - QUARTERS + 1).code for each in range(QUARTERS)]
    one = {
        "indicator": np.array([f"indikator-{each:02d}" for each in range(INDICATORS)], dtype=object)[index[0]],
        "area": np.array([code(each) for each in range(municipalities)], dtype=object)[index[1]],
        "period": np.array(periods, dtype=object)[index[2]],
    }
    columns = {name: np.concatenate([values, values]) for name, values in one.items()}
    half = len(index[0])
    observations = observations_of(
        {
            **columns,
            "frequency": Frequency.KVARTAL.value,
            "measure": np.repeat(np.array([Unit.ANTAL.value, Unit.PER_100K.value], dtype=object), half),
            "value": np.concatenate([counts.ravel(), rates.ravel()]),
            "received_on": date(2026, 8, 14),
            "delivery": "bra-anmalda-brott/2026-K2",
            "place": np.array([f"rad {each}" for each in range(2 * half)], dtype=object),
        }
    )
    return observations, tuple(request(each, municipalities) for each in range(municipalities))


def subjects() -> tuple[Subject, ...]:
    """What an outline would ask about."""
    return tuple(Subject(each.id, Frequency.KVARTAL) for each in CATALOGUE)


def code(number: int) -> str:
    """A four-digit code that is no real municipality's."""
    return f"{5000 + number}"


def request(number: int, municipalities: int) -> Request:
    """The request of one municipality, compared with those next to it in order."""
    near = [(number + step) % municipalities for step in range(1, COMPARATORS + 1)]
    peers = tuple(Area(code(each), code(each)) for each in near if each != number)
    own = Municipality(code(number), code(number), code(number), "50", tuple(each.code for each in peers), 2025)
    return Request(EditionId(own.code, "kvartal", LAST.code), LAST, own, peers, 2025, CATALOGUE)


CATALOGUE = tuple(
    Indicator(
        f"indikator-{each:02d}",
        f"Indikator {each}",
        "",
        Unit.ANTAL,
        Polarity.LAGRE_BATTRE,
        ProblemArea.BROTT_TOTALT,
        "R-04a",
        (Comparator.LIKNANDE,),
    )
    for each in range(INDICATORS)
)


if __name__ == "__main__":
    main()
