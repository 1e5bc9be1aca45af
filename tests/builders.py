"""Domain objects for the tests, from text that a statistician would write.

`sample_document` is a small quarterly lägesbild with every kind of block. Brå's figures in it are real (Umeå and its seven comparable
municipalities, 2021–2026); what the police and the co-ordinators say is invented, and marked so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builders_figures import NBSP, bar_figure, digits, skyline_figure, trend_figure

from briefing.document.document import Align, Block, Cell, Column, Document, Frame, Origin, Paragraph, Role, Run, Section, Table, Text
from briefing.terms.edition import EditionId, Status
from briefing.terms.sensitivity import Sensitivity

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
