"""Figures for the tests, from Brå's figures of Umeå and its seven comparable municipalities."""

from __future__ import annotations

from dataclasses import replace
from math import log, sqrt
from statistics import quantiles

from briefing.document.figure import (
    AreaMap,
    Axis,
    Chart,
    ChartKind,
    Figure,
    Funnel,
    Interval,
    Mark,
    Panel,
    Panels,
    Region,
    Spine,
    SpineRow,
    Spot,
    Trace,
    TraceRole,
)

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


# Kommunerna i landet 2025, Kolada: decimaler; lägst, nedre kvartil, median, övre kvartil, högst; Umeå; de sju jämförbara.
COUNTRY = """
lagre | Anmälda brott | per 100 000 inv., 2025 | 0 | 4740 8103 9786 11291 19159 | 9210 | 9597 9984 10244 11089 9263 12759 13439
hogre | Behöriga till yrkesprogram | åk 9, andel %, 2025 | 1 | 64.3 77.4 82.0 85.5 98.2 | 87.9 | 84.1 85.2 90.3 86.0 85.9 82.7 91.0
tolkas | Invånare | antal, 2025 (log-skala) | 0 | 2241 9747 16237 36042 999239 | 135273 | 55211 80345 97034 131121 147034
tolkas | Befolkningsprognos, 5 år | förändring %, 2024 | 1 | -9.1 -2.8 -0.9 0.9 6.3 | 2.6 | 1.5 2.8 1.4 3.1 0.2 1.9 5.1
"""
_GROUPS = {"lagre": "Lägre är bättre", "hogre": "Högre är bättre", "tolkas": "Bakgrund – tolkas inte som bättre eller sämre"}


def spine_figure() -> Figure:
    """Umeå among 290 municipalities on four indicators; those between the printed quartiles are spread evenly, for the drawing only."""
    rows: dict[str, list[SpineRow]] = {heading: [] for heading in _GROUPS.values()}
    for line in COUNTRY.strip().splitlines():
        group, label, note, decimals, *numbers = (each.strip() for each in line.split("|"))
        rows[_GROUPS[group]].append(_spine_row(label, note, int(decimals), [float(each) for each in " ".join(numbers).split()]))
    words = {
        "own": "Umeå",
        "interval": f"95{NBSP}% intervall",
        "peer": "jämförbar kommun",
        "everyone": "en kommun",
        "median": "kommunmedian",
        "quartiles": "mellersta hälften av kommunerna",
        "lowest": "◄ lägst i landet",
        "highest": "högst i landet ►",
    }
    return Figure(
        id="landet",
        label="Figur 5",
        caption="Umeås läge bland landets 290 kommuner, senaste tillgängliga år",
        picture=Spine(tuple((heading, tuple(each)) for heading, each in rows.items()), tuple(words.items())),
        alt="Ryggradsdiagram med fyra nyckeltal. Anmälda brott: Umeå 9 210, lägst 4 740, median 9 786, högst 19 159.",
        notes=("Källa: Kolada. Medianen är ovägd: hälften av kommunerna ligger under den.",),
        sources=(("Kolada", "Kolada, nyckeltal", "2025", "2026-06-15", "c22b1594"),),
        height_mm=80.0,
    )


def _spine_row(label: str, note: str, decimals: int, numbers: list[float]) -> SpineRow:
    low, q1, median, q3, high, own, *peers = numbers
    is_log = "log" in note

    def mark(value: float) -> Mark:
        share = (log(value / low) / log(high / low)) if is_log else (value - low) / (high - low)
        text = f"{value:,.{decimals}f}".replace(",", NBSP).replace(".", ",").replace("-", "−")
        return Mark(value, share, text)

    parts = ((low, q1), (q1, median), (median, q3), (q3, high))
    everyone = tuple(mark(start + (end - start) * step / 72) for start, end in parts for step in range(72))
    interval = (mark(own * 0.982), mark(own * 1.018)) if "brott" in label else None
    ends = {"lowest": mark(low).label, "highest": mark(high).label}
    marks = {"peers": tuple(map(mark, peers)), "quartiles": (mark(q1), mark(q3)), "median": mark(median), "own": mark(own)}
    return SpineRow(label, note, everyone, **marks, **ends, basis=(f"landet:{label}",), interval=interval)  # type: ignore[arg-type]


# Anmälda brott per område: namn, väntat antal, anmält antal. Områdena finns inte på riktigt.
AREAS = """
Norrtorp        38   41
Söderängen      52   35
Västra hamnen   75   92
Åsbacken       101   88
Mariedal       130  131
Östra staden   166  248
Centrum        402  377
Tallmon         24   30
Björknäs        61   70
Hagalund       210  160
Ön              12    9
"""


def funnel_figure() -> Figure:
    """Eleven areas that do not exist: crimes beside what is expected from their populations, with limits of chance (Poisson)."""
    spots = []
    for name, expected, count in (row.rsplit(maxsplit=2) for row in AREAS.strip().splitlines()):
        x, y = float(expected), float(count) / float(expected)
        outside = "högre" if (y - 1) * sqrt(x) > 3.09 else "lägre" if (y - 1) * sqrt(x) < -3.09 else ""
        spots.append(Spot(name.strip(), x, y, expected, f"{y:.2f}".replace(".", ","), outside, (f"omrade:{name.strip()}",)))
    xs = [10 * 1.08**step for step in range(50)]
    limits = tuple(
        (name, tuple((x, 1 - z / sqrt(x)) for x in xs), tuple((x, 1 + z / sqrt(x)) for x in xs))
        for name, z in ((f"95{NBSP}%", 1.96), (f"99,8{NBSP}%", 3.09))
    )
    ticks = tuple((tick / 2, f"{tick / 2:.1f}".replace(".", ",")) for tick in range(5))
    return Figure(
        id="omraden",
        label="Figur 6",
        caption="Anmälda brott per område mot väntat antal, 2025",
        picture=Funnel(
            spots=tuple(spots),
            limits=limits,
            centre=1.0,
            centre_label="som väntat",
            x_axis=Axis(0.0, 450.0, tuple((float(tick), str(tick)) for tick in range(0, 451, 50))),
            y_axis=Axis(0.0, 2.0, ticks),
            x_title="väntat antal",
            y_title="anmälda brott i förhållande till väntat antal",
        ),
        alt="Trattdiagram med elva områden. Östra staden ligger över gränserna, Hagalund under. De andra ligger inom dem.",
        notes=("Källa: påhittade uppgifter. Utanför den yttre gränsen hamnar två av tusen områden av en slump.",),
        sources=(("Områden", "Exempel", "2025", "2026-08-24", "2cdc452c"),),
        height_mm=90.0,
        synthetic=True,
    )


def map_figure() -> Figure:
    """Four areas that do not exist, in three classes; one has no value, one is the own municipality."""

    def square(code: str, label: str, place: tuple[float, float], level: int, value: float | None, *, is_own: bool = False) -> Region:
        x, y = place
        ring = ((x, y), (x + 30, y), (x + 30, y + 25), (x, y + 25), (x, y))
        text = "" if value is None else digits(value)
        return Region(code, label, (ring,), (x + 15, y + 12), level, value, text, (f"karta:{code}",), is_own=is_own)

    areas = (
        square("1", "Norrtorp", (5, 5), 0, 812.0),
        square("2", "Centrum & <Ön>", (35, 5), 2, 12411.0, is_own=True),
        square("3", "Hagalund", (5, 30), 1, 4210.0),
        square("4", "Tallmon", (35, 30), -1, None),
    )
    return Figure(
        id="karta",
        label="Figur 7",
        caption="Anmälda brott per 100 000 invånare efter område",
        picture=AreaMap(areas, ("under 1 000", "1 000–9 999", "10 000 och fler"), "uppgift saknas"),
        alt="Karta med fyra områden. Högst i Centrum, 12 411. Lägst i Norrtorp, 812. Tallmon saknar uppgift.",
        notes=("Källa: påhittade uppgifter.",),
        height_mm=60.0,
        synthetic=True,
    )
