"""Figures for the tests, from Brå's figures of Umeå and its seven comparable municipalities."""

from __future__ import annotations

from dataclasses import replace
from statistics import quantiles

from briefing.document.figure import Axis, Chart, ChartKind, Figure, Interval, Panel, Panels, Trace, TraceRole

NBSP = "\u00a0"

# Anmälda brott i Umeå per kvartal, Brå (SOL).
COUNTS = """
2021  2662 2717 2867 2633
2022  2156 2948 2977 3082
2023  2731 3155 3240 2835
2024  2765 3218 3105 2896
2025  3063 3280 3067 3001
2026  2590 3132
"""
# Anmälda brott per 100 000 invånare, rullande fyra kvartal, 2023 kvartal 4 till 2026 kvartal 2, Brå (SOL).
ROLLING = """
Umeå        9016  9026  9056  8938  8968  9172  9198  9150  9210  8852  8733
Sundbyberg 12800 13122 13523 13840 14596 15044 15081 14853 14369 13472 13439
Linköping  11047 10908 10935 10849 11014 10962 10878 10658 10322 10074  9597
Jönköping  10555 10823 10751 10703 10394 10257 10211  9916  9782  9417  9263
Lund       10620 10636 11049 11339 11458 11516 11401 11263 11175 11141 11089
Karlstad    9346  9407  9460  9812  9883 10038 10191  9956  9959 10138 10244
Örebro     13688 13583 13296 13507 13881 14390 14750 14385 13914 13144 12759
Luleå      11204 10856 10318  9829 10130 10182 10408 10677 10494 10223  9984
"""


def trend_figure() -> Figure:
    """Umeå and seven comparable municipalities, rolling four quarters, the middle half as a band, two preliminary quarters."""
    series = {name: tuple(map(float, values)) for name, *values in map(str.split, ROLLING.strip().splitlines())}
    own = series.pop("Umeå")
    quarters = tuple(f"{2023 + (3 + index) // 4} kv{NBSP}{(3 + index) % 4 + 1}" for index in range(len(own)))
    halves = [quantiles(column, n=4, method="inclusive") for column in zip(*series.values(), strict=True)]
    chart = Chart(
        kind=ChartKind.TREND,
        categories=quarters,
        tick_labels=tuple(quarter[:4] if quarter.endswith("4") else "" for quarter in quarters),
        traces=(
            _trace("Nedre kvartil", TraceRole.KVARTIL_NEDRE, tuple(half[0] for half in halves)),
            _trace("Övre kvartil", TraceRole.KVARTIL_OVRE, tuple(half[2] for half in halves)),
            *(_trace(name, TraceRole.JAMFORBAR, values) for name, values in series.items()),
            _trace("Umeå", TraceRole.EGEN, own),
        ),
        axis=Axis(8000.0, 16000.0, tuple((float(tick), digits(tick)) for tick in range(8000, 16001, 2000))),
        legend=(
            (TraceRole.EGEN, "Umeå"),
            (TraceRole.JAMFORBAR, "en jämförbar kommun"),
            (TraceRole.KVARTIL_NEDRE, "mellersta hälften av de sju jämförbara kommunerna"),
        ),
        preliminary_label="preliminärt (p)",
    )
    return Figure(
        id="anmalda-brott-rullande",
        label="Figur 2",
        caption="Anmälda brott per 100 000 invånare, rullande fyra kvartal 2023–2026",
        picture=chart,
        alt=(
            "Linjediagram. Umeå gick från 9 016 anmälda brott per 100 000 invånare 2023 kvartal 4 till 8 733 2026 kvartal 2 (preliminärt). "
            "Högst 9 210 2025 kvartal 4, lägst 8 733. Umeå ligger under de sju jämförbara kommunerna hela tiden."
        ),
        notes=("Källa: Brå, anmälda brott (SOL), kvartal. Hämtad 2026-08-24. Axeln börjar vid 8 000. (p) preliminärt.",),
        sources=(("Umeå", "Brå, anmälda brott", "2023 kvartal 4–2026 kvartal 2", "2026-08-24", "2cdc452c"),),
    )


def bar_figure() -> Figure:
    """The second quarter of six years: five base years, the current one preliminary, and the expected range beside it."""
    counts = tuple(_quarters()[year, 2] for year in range(2021, 2027))
    chart = Chart(
        kind=ChartKind.STAPLAR,
        categories=tuple(str(year) for year in range(2021, 2027)),
        tick_labels=(*(str(year) for year in range(2021, 2026)), f"2026{NBSP}(p)"),
        traces=(replace(_trace("Umeå", TraceRole.EGEN, counts, preliminary=frozenset({5})), end_label=f"{digits(3132)}{NBSP}(p)"),),
        axis=Axis(0.0, 4000.0, tuple((float(tick), digits(tick)) for tick in range(0, 4001, 1000))),
        interval=Interval(2410.0, 3767.0, f"väntat lägst {digits(2410)}", f"väntat högst {digits(3767)}"),
        emphasised=frozenset(range(5)),
    )
    return Figure(
        id="anmalda-brott-kvartal-2",
        label="Figur 3",
        caption="Anmälda brott andra kvartalet, antal, 2021–2026",
        picture=chart,
        alt="Stapeldiagram. Anmälda brott andra kvartalet 2021–2026. Högst 3 280, lägst 2 717, senast 3 132 (väntat 2 410–3 767).",
        notes=("Källa: som figur 2. Mörka staplar: de fem år som det väntade intervallet bygger på. Randig stapel: preliminärt.",),
        sources=(("Umeå", "Brå, anmälda brott", "2021–2026, kvartal 2", "2026-08-24", "2cdc452c"),),
        height_mm=45.0,
    )


def skyline_figure() -> Figure:
    """The cover's figure: all quarters, the second ones darker, no axis."""
    quarters = _quarters()
    chart = Chart(
        kind=ChartKind.OMSLAG,
        categories=tuple(f"{year} kv{NBSP}{quarter}" for year, quarter in quarters),
        tick_labels=tuple(str(year) if quarter == 1 else "" for year, quarter in quarters),
        traces=(
            replace(
                _trace("Umeå", TraceRole.EGEN, tuple(quarters.values()), preliminary=frozenset({20, 21})),
                end_label=f"2026 kv{NBSP}2: {digits(3132)} anmälda brott{NBSP}(p)",
            ),
        ),
        axis=Axis(0.0, 3500.0, ()),
        emphasised=frozenset(index for index, (_, quarter) in enumerate(quarters) if quarter == 2),
    )
    return Figure(
        id="omslag",
        label="Figur 1",
        caption="Anmälda brott i Umeå kommun per kvartal",
        picture=chart,
        alt="Stapeldiagram. Anmälda brott i Umeå per kvartal 2021–2026. Högst 3 280, lägst 2 156, senast 3 132 (preliminärt).",
        notes=("Anmälda brott i Umeå kommun per kvartal. Andra kvartalen är mörkare. Randig stapel: preliminärt. Källa: Brå.",),
        height_mm=44.0,
    )


def digits(value: float) -> str:
    """`3 132`, with a no-break space."""
    return f"{value:,.0f}".replace(",", NBSP)


def _quarters() -> dict[tuple[int, int], float]:
    rows = (line.split() for line in COUNTS.strip().splitlines())
    return {(int(year), index): float(count) for year, *counts in rows for index, count in enumerate(counts, start=1)}


def _trace(label: str, role: TraceRole, values: tuple[float, ...], preliminary: frozenset[int] = frozenset({9, 10})) -> Trace:
    printed = tuple(digits(value) + (f"{NBSP}(p)" if index in preliminary else "") for index, value in enumerate(values))
    end = {TraceRole.EGEN: f"{label} {printed[-1]}", TraceRole.JAMFORBAR: f"{label} {digits(values[-1])}"}.get(role, "")
    return Trace(label, role, values, printed, preliminary, end, (f"historik:anmalda-brott:kvartal:{label}:per_100k:4",))


def chart_of(figure: Figure) -> Chart:
    """The chart that the figure shows."""
    assert isinstance(figure.picture, Chart)
    return figure.picture


def with_chart(figure: Figure, **changes: object) -> Figure:
    """The figure with something else in its chart."""
    return replace(figure, picture=replace(chart_of(figure), **changes))  # type: ignore[arg-type]


def panels_figure() -> Figure:
    """Two small charts beside each other: the own line over the middle half."""
    trend = chart_of(trend_figure())
    inner = tuple(trace for trace in trend.traces if trace.role is not TraceRole.JAMFORBAR)
    small = replace(trend, kind=ChartKind.RUTA, traces=inner, legend=(), preliminary_label="")
    titles = ("Anmälda brott", "därav & <andra>")
    panels = tuple(Panel(title, small, f"{title}. Senast {digits(8733)} (p).") for title in titles)
    alt = " ".join(panel.alt for panel in panels)
    return Figure("rutor", "Figur 4", "Två mått", Panels(panels), alt, ("Källa: Brå.",), height_mm=46.0)
