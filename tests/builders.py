"""Domain objects for the tests, from text that a statistician would write.

`sample_document` is a small quarterly lägesbild with every kind of block. Brå's figures in it are real (Umeå and its seven comparable
municipalities, 2021–2026); what the police and the co-ordinators say is invented, and marked so.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import quantiles
from typing import Any

from briefing.document.document import (
    Align,
    Axis,
    Block,
    Cell,
    Column,
    Document,
    Figure,
    FigureKind,
    Frame,
    Interval,
    Origin,
    Paragraph,
    Role,
    Run,
    Section,
    Table,
    Text,
    Trace,
    TraceRole,
)
from briefing.terms.edition import EditionId, Status
from briefing.terms.sensitivity import Sensitivity

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
LEVEL, DEVELOPMENT, COMPARISON = (f"{kind}:anmalda-brott:kvartal" for kind in ("niva", "utveckling", "jamforelse"))
POLICE = "uppgift:polisen-lagesrapport/2026-08-14:rekrytering"
OVERALL = "bedomning:bedomningar/2026-K2:samlad-bedomning"
PRIORITIES = "bedomning:bedomningar/2026-K2:prioriterade-problem"
GAP = "lucka:otrygghet"
EDITION = EditionId("2480", "kvartal", "2026-K2")


def sample_document(**changes: Any) -> Document:
    """A small lägesbild for Umeå, 2026 kvartal 2, with every kind of block; `changes` replace fields of the document."""
    document = Document(
        edition=EDITION,
        version="v1",
        status=Status.UTKAST,
        sensitivity=Sensitivity.INTERN,
        frame=_frame(),
        sections=(
            _summary(),
            _situation(),
            Section("avsnitt-4", "4", "Kartläggning: brottslighetens omfattning", 1, (), starts_page=True),
            _crime(),
            _police(),
            Section("avsnitt-9", "9", "Analys", 1, ()),
            _analysis(),
        ),
        description="Lägesbild över brott och trygghet i Umeå kommun, 2026 kvartal 2.",
        keywords=("lägesbild", "Umeå", "2026 kvartal 2"),
        synthetic=True,
    )
    return replace(document, **changes)


def with_block(document: Document, block: Block) -> Document:
    """The document with one more block at the end of its last section."""
    *others, last = document.sections
    return replace(document, sections=(*others, replace(last, blocks=(*last.blocks, block))))


def paragraph(*runs: str | Run, basis: tuple[str, ...] = (), list_number: int = 0) -> Paragraph:
    """A paragraph of plain texts and runs."""
    return Paragraph(tuple(run if isinstance(run, Run) else Run(run) for run in runs), basis, list_number)


def digits(value: float) -> str:
    """`3 132`, with a no-break space."""
    return f"{value:,.0f}".replace(",", NBSP)


def trend_figure() -> Figure:
    """Umeå and seven comparable municipalities, rolling four quarters, the middle half as a band, two preliminary quarters."""
    series = {name: tuple(map(float, values)) for name, *values in map(str.split, ROLLING.strip().splitlines())}
    own = series.pop("Umeå")
    quarters = tuple(f"{2023 + (3 + index) // 4} kv{NBSP}{(3 + index) % 4 + 1}" for index in range(len(own)))
    halves = [quantiles(column, n=4, method="inclusive") for column in zip(*series.values(), strict=True)]
    return Figure(
        id="anmalda-brott-rullande",
        label="Figur 2",
        caption="Anmälda brott per 100 000 invånare, rullande fyra kvartal 2023–2026",
        kind=FigureKind.TREND,
        categories=quarters,
        tick_labels=tuple(quarter[:4] if quarter.endswith("4") else "" for quarter in quarters),
        traces=(
            _trace("Nedre kvartil", TraceRole.KVARTIL_NEDRE, tuple(half[0] for half in halves)),
            _trace("Övre kvartil", TraceRole.KVARTIL_OVRE, tuple(half[2] for half in halves)),
            *(_trace(name, TraceRole.JAMFORBAR, values) for name, values in series.items()),
            _trace("Umeå", TraceRole.EGEN, own),
        ),
        axis=Axis(8000.0, 16000.0, tuple((float(tick), digits(tick)) for tick in range(8000, 16001, 2000))),
        alt=(
            "Linjediagram. Umeå gick från 9 016 anmälda brott per 100 000 invånare 2023 kvartal 4 till 8 733 2026 kvartal 2 (preliminärt). "
            "Högst 9 210 2025 kvartal 4, lägst 8 733. Umeå ligger under de sju jämförbara kommunerna hela tiden."
        ),
        legend=(
            (TraceRole.EGEN, "Umeå"),
            (TraceRole.JAMFORBAR, "en jämförbar kommun"),
            (TraceRole.KVARTIL_NEDRE, "mellersta hälften av de sju jämförbara kommunerna"),
        ),
        preliminary_label="preliminärt (p)",
        notes=("Källa: Brå, anmälda brott (SOL), kvartal. Hämtad 2026-08-24. Axeln börjar vid 8 000. (p) preliminärt.",),
        sources=(("Umeå", "Brå, anmälda brott", "2023 kvartal 4–2026 kvartal 2", "2026-08-24", "2cdc452c"),),
    )


def bar_figure() -> Figure:
    """The second quarter of six years: five base years, the current one preliminary, and the expected range beside it."""
    counts = tuple(_quarters()[year, 2] for year in range(2021, 2027))
    return Figure(
        id="anmalda-brott-kvartal-2",
        label="Figur 3",
        caption="Anmälda brott andra kvartalet, antal, 2021–2026",
        kind=FigureKind.STAPLAR,
        categories=tuple(str(year) for year in range(2021, 2027)),
        tick_labels=(*(str(year) for year in range(2021, 2026)), f"2026{NBSP}(p)"),
        traces=(replace(_trace("Umeå", TraceRole.EGEN, counts, preliminary=frozenset({5})), end_label=f"{digits(3132)}{NBSP}(p)"),),
        axis=Axis(0.0, 4000.0, tuple((float(tick), digits(tick)) for tick in range(0, 4001, 1000))),
        alt="Stapeldiagram. Anmälda brott andra kvartalet 2021–2026. Högst 3 280, lägst 2 717, senast 3 132 (väntat 2 410–3 767).",
        interval=Interval(2410.0, 3767.0, f"väntat lägst {digits(2410)}", f"väntat högst {digits(3767)}"),
        emphasised=frozenset(range(5)),
        notes=("Källa: som figur 2. Mörka staplar: de fem år som det väntade intervallet bygger på. Randig stapel: preliminärt.",),
        sources=(("Umeå", "Brå, anmälda brott", "2021–2026, kvartal 2", "2026-08-24", "2cdc452c"),),
        height_mm=45.0,
    )


def skyline_figure() -> Figure:
    """The cover's figure: all quarters, the second ones darker, no axis."""
    quarters = _quarters()
    return Figure(
        id="omslag",
        label="Figur 1",
        caption="Anmälda brott i Umeå kommun per kvartal",
        kind=FigureKind.STAPLAR,
        categories=tuple(f"{year} kv{NBSP}{quarter}" for year, quarter in quarters),
        tick_labels=tuple(str(year) if quarter == 1 else "" for year, quarter in quarters),
        traces=(
            replace(
                _trace("Umeå", TraceRole.EGEN, tuple(quarters.values()), preliminary=frozenset({20, 21})),
                end_label=f"2026 kv{NBSP}2: {digits(3132)} anmälda brott{NBSP}(p)",
            ),
        ),
        axis=Axis(0.0, 3500.0, ()),
        alt="Stapeldiagram. Anmälda brott i Umeå per kvartal 2021–2026. Högst 3 280, lägst 2 156, senast 3 132 (preliminärt).",
        emphasised=frozenset(index for index, (_, quarter) in enumerate(quarters) if quarter == 2),
        notes=("Anmälda brott i Umeå kommun per kvartal. Andra kvartalen är mörkare. Randig stapel: preliminärt. Källa: Brå.",),
        height_mm=44.0,
    )


def _quarters() -> dict[tuple[int, int], float]:
    rows = (line.split() for line in COUNTS.strip().splitlines())
    return {(int(year), index): float(count) for year, *counts in rows for index, count in enumerate(counts, start=1)}


def _trace(label: str, role: TraceRole, values: tuple[float, ...], preliminary: frozenset[int] = frozenset({9, 10})) -> Trace:
    printed = tuple(digits(value) + (f"{NBSP}(p)" if index in preliminary else "") for index, value in enumerate(values))
    end = {TraceRole.EGEN: f"{label} {printed[-1]}", TraceRole.JAMFORBAR: f"{label} {digits(values[-1])}"}.get(role, "")
    return Trace(label, role, values, printed, preliminary, end, (f"historik:anmalda-brott:kvartal:{label}:per_100k:4",))


def _frame() -> Frame:
    facts = Table(
        id="dokumentuppgifter",
        label="",
        caption="Dokumentuppgifter",
        columns=(Column("Uppgift", width_mm=50.0), Column("Innehåll", width_mm=116.0)),
        rows=(
            (Cell("Status"), Cell("Utkast")),
            (Cell("Känslighet"), Cell("Intern. Styrs av den känsligaste texten: polisens lägesbild (avsnitt 5).")),
            (Cell("Uppgifter till och med"), Cell("2026-06-30. Brottsstatistiken för 2026 är preliminär och märks (p).")),
            (Cell("Utgåva"), Cell("2480-kvartal-2026-K2 v1")),
            (Cell("Diarienummer"), Cell("KS-2026/00000", synthetic=True)),
            (Cell("Kontakt"), Cell("Samordningsfunktionen, Umeå kommun")),
        ),
        description="Dokumentuppgifter: status, känslighet, utgåva och kontakt.",
    )
    return Frame(
        owner="Umeå kommun · Umebrå",
        title="Lägesbild Umeå",
        subtitle="2026 kvartal 2",
        tagline="Kvartalsutgåva till strategiska rådet",
        status_line="Utkast · Intern",
        header="Lägesbild Umeå · 2026 kvartal 2",
        footer="Umeå kommun · 2480-kvartal-2026-K2 v1",
        page_words=("Sida", "av"),
        contents_heading="Innehåll",
        example_mark="EXEMPEL – påhittade uppgifter",
        example_short="EXEMPEL",
        facts_heading="Dokumentuppgifter",
        facts=facts,
        skyline=skyline_figure(),
        guide_heading="Så läser du dokumentet",
        reading_guide=(
            (
                "Beräknat ur data",
                (("▲", "ökar"), ("▼", "minskar"), ("●", "inom normal variation"), ("◄", "lägre"), ("►", "högre än jämförbara")),
            ),
            ("Bedömt av människor", (("↑", "försämrad"), ("→", "oförändrad"), ("↓", "förbättrad"), ("■□□□", "nivå i fyra steg"))),
        ),
        guide_notes=("Blått streck i kanten: text skriven av människor.", "Avsnitten har samma nummer i alla utgåvor."),
        has_cover=True,
    )


def _summary() -> Section:
    def point(number: int, origin: Origin, verdict: str, rest: str, basis: str, **more: Any) -> Text:
        words = (paragraph(Run(verdict, strong=True), f" {rest}", basis=(basis,)),)
        return Text(origin, "○ Lucka" if origin is Origin.LUCKA else origin.value.title(), words, Role.PUNKT, number, **more)

    five = (
        point(
            1,
            Origin.DATA,
            "Antalet anmälda brott är inom normal variation.",
            f"Andra kvartalet anmäldes {digits(3132)} brott{NBSP}(p), {digits(2315)} per {digits(100000)} invånare (väntat 2 410–3 767).",
            DEVELOPMENT,
        ),
        point(
            2,
            Origin.DATA,
            "Läget är bättre (lägre) än i jämförbara kommuner.",
            f"Medelvärdet för de sju jämförbara kommunerna är {digits(2840)}.",
            COMPARISON,
        ),
        point(
            3,
            Origin.POLIS,
            "Yngre dras in i kriminella nätverk.",
            "Polisen bedömer att rekryteringen har gått från förhöjd till hög nivå.",
            POLICE,
            control="punkt-polisen",
            synthetic=True,
        ),
        point(
            4,
            Origin.LUCKA,
            "Ett område saknar uppgifter:",
            "otrygghet. Att uppgift saknas betyder inte att problemet saknas.",
            GAP,
        ),
    )
    problems = Table(
        id="prioriterade-problem",
        label="Tabell 1",
        caption="Problem, mål och ägare",
        columns=(Column("Id", width_mm=9.0), Column("Problem: vad, var, vem och sedan när"), Column("Mål och indikator"), Column("Ägare")),
        rows=(
            (
                Cell("P1", basis=(PRIORITIES,), strong=True, synthetic=True),
                Cell("Barn i högstadieåldern dras in i narkotikaförsäljning.", basis=(PRIORITIES,)),
                Cell("Färre nya ärenden i SSPF. Indikator I-07", basis=(PRIORITIES,)),
                Cell("Individ- och familjenämnden", basis=(PRIORITIES,)),
            ),
        ),
        notes=("Bedömt av samordningsfunktionen 2026-08-25.",),
        description="Prioriterade problem med mål, indikator och ägare.",
        synthetic=True,
    )
    return Section("avsnitt-1", "1", "Sammanfattning", 1, (*five, problems), starts_page=True)


def _situation() -> Section:
    intro = Text(
        Origin.FAST,
        "",
        (
            paragraph(
                "Tabellen visar ",
                Run("nivå", strong=True),
                ", ",
                Run("utveckling", strong=True),
                " och ",
                Run("jämförelse", strong=True),
                ". Orden ",
                Run("ökar", emphasis=True),
                " och ",
                Run("minskar", emphasis=True),
                " används bara när skillnaden är statistiskt säkerställd.",
            ),
        ),
    )
    matrix = Table(
        id="laget-i-korthet",
        label="Tabell 2",
        caption="Läget i korthet, Umeå kommun",
        columns=(
            Column("Indikator och period", width_mm=41.0),
            Column("Nivå: antal · per 100 000 inv.", width_mm=41.0),
            Column("Utveckling", width_mm=41.0),
            Column("Jämförelse med sju kommuner", width_mm=43.0),
        ),
        rows=(
            (
                Cell("Anmälda brott, kvartal", basis=(LEVEL,), note=f"2026 kv{NBSP}2{NBSP}(p)", strong=True),
                Cell(f"{digits(3132)} · {digits(2315)}", 3132.0, (LEVEL,), note="alla anmälda brott"),
                Cell("inom normal variation", basis=(DEVELOPMENT,), symbol="●", note="väntat 2 410–3 767"),
                Cell("bättre (lägre)", basis=(COMPARISON,), symbol="◄", note="medel 2 840, plats 1 av 8 (1–2)"),
            ),
            (
                Cell("Tillgreppsbrott", basis=("niva:tillgrepp:ar",), note="8 kap. BrB, 2025", strong=True),
                Cell(f"{digits(2401)} · {digits(1782)}", 2401.0, ("niva:tillgrepp:ar",), note="■■□ medelstor del, 19,3 %"),
                Cell("minskar", basis=("utveckling:tillgrepp:ar",), symbol="▼", note="väntat 2 700–4 179"),
                Cell("bättre (lägre)", basis=("jamforelse:tillgrepp:ar",), symbol="◄", note="medel 3 048, plats 1 av 8"),
            ),
            (
                Cell("därav bostadsinbrott", basis=("niva:bostadsinbrott:ar",), note="2025", indent=True),
                Cell("211 · 157", 211.0, ("niva:bostadsinbrott:ar",), note="■□□ liten del, 1,7 %"),
                Cell("inom normal variation", basis=("utveckling:bostadsinbrott:ar",), symbol="●", note="väntat 164–656"),
                Cell("bättre (lägre)", basis=("jamforelse:bostadsinbrott:ar",), symbol="◄", note="medel 491, plats 1 av 8"),
            ),
            (
                Cell("Otrygghet sen kväll", note="NTU", strong=True),
                *(Cell("uppgift saknas", basis=(GAP,), symbol="○", muted=True) for _ in range(3)),
            ),
        ),
        notes=("Källa: Brå, anmälda brott (SOL). Plats 1 = lägst; inom parentes de platser som 95 % intervallet täcker.",),
        description="En rad per indikator: nivå, utveckling och jämförelse.",
    )
    gap = Text(
        Origin.LUCKA,
        "○ Lucka",
        (paragraph("Uppgifter om otrygghet har inte kommit in. Att uppgift saknas betyder inte att problemet saknas.", basis=(GAP,)),),
    )
    return Section("avsnitt-1-1", "1.1", "Läget i korthet", 2, (intro, matrix, gap))


def _crime() -> Section:
    text = Text(
        Origin.DATA,
        "Data",
        (
            paragraph(
                f"Andra kvartalet 2026 anmäldes {digits(3132)} brott i Umeå{NBSP}(p). Samma kvartal 2025 var det {digits(3280)}. "
                f"Antalet är inom normal variation (väntat 2 410–3 767).",
                basis=(LEVEL, DEVELOPMENT),
            ),
        ),
    )
    headings = ("Antal", "Per 100 000", "Mellersta hälften, sju")
    figures = (("2025 kv 4", "3 001", "2 227", "10 141–12 545"), ("2026 kv 1", "2 590 (p)", "1 915 (p)", "10 106–12 143 (p)"))
    numbers = Table(
        id="kvartal",
        label="Tabell 3",
        caption="Anmälda brott i Umeå per kvartal",
        columns=(Column("Period"), *(Column(heading, Align.RIGHT) for heading in headings)),
        rows=(
            *(tuple(Cell(cell.replace(" ", NBSP), basis=(LEVEL,)) for cell in row) for row in figures),
            (
                Cell(f"2026 kv{NBSP}2", basis=(LEVEL,)),
                Cell(f"{digits(3132)}{NBSP}(p)", 3132.0, (LEVEL,)),
                Cell("×", strong=True, basis=(LEVEL,)),
                Cell("–"),
            ),
        ),
        notes=("Källa: Brå. × = skyddad uppgift.",),
        description="Antal och antal per 100 000 invånare per kvartal.",
    )
    return Section("avsnitt-4-1", "4.1", "Anmälda brott, översikt", 2, (text, trend_figure(), bar_figure(), numbers))


def _police() -> Section:
    police = Text(
        Origin.POLIS,
        "Polis",
        (
            paragraph(
                "Polisen ser ", Run("återkommande försök", strong=True), " att värva unga. De yngsta är i högstadieåldern.", basis=(POLICE,)
            ),
            paragraph("yngre barn i otillåtna miljöer", basis=(POLICE,), list_number=-1),
            paragraph("oförklarade tillgångar", basis=(POLICE,), list_number=-1),
            paragraph("Läs mer i ", Run("Brås vägledning", link="https://bra.se/vagledning"), ".", basis=(POLICE,)),
        ),
        signature="Lokalpolisområde Umeå, 2026-08-14. Känslighet: intern.",
        control="polis-rekrytering",
        synthetic=True,
    )
    return Section("avsnitt-5", "5", "Polisens lägesbild", 1, (police,), starts_page=True)


def _analysis() -> Section:
    overall = Text(
        Origin.SAMORDNARE,
        "Samordnare",
        (
            paragraph("Frånvaro och ordningsstörningar ökar samtidigt som fritidsgården har kortare öppettid.", basis=(OVERALL,)),
            paragraph("Rådet behöver ta ställning till två frågor.", basis=(OVERALL,), list_number=1),
            paragraph("Ny bedömning görs i kvartal 3.", basis=(OVERALL,), list_number=2),
        ),
        signature="Samordningsfunktionen, 2026-08-25. Förra gången: grönt läge, 2026-05-19.",
        control="samlad-bedomning",
        overall="Gult läge",
        overall_level="gult",
        synthetic=True,
    )
    lead = Text(
        Origin.SAMORDNARE,
        "Samordnare",
        (paragraph(Run("Kort sagt.", strong=True), " Antalet brott är oförändrat, men yngre dras in.", basis=(OVERALL,)),),
        role=Role.INGRESS,
        signature="Samordningsfunktionen, 2026-08-25.",
        control="kort-sagt",
        synthetic=True,
    )
    return Section("avsnitt-9-1", "9.1", "Samlad bedömning", 2, (lead, overall))
