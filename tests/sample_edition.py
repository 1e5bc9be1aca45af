"""What the sample document of `builders` rests on: a request, material with its deliveries, findings; for the record and the gate."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from builders import EDITION, GAP, OVERALL, POLICE, PRIORITIES
from builders_figures import ROLLING
from workspaces import REPOSITORY

from briefing.document.templates import Templates
from briefing.findings.finding import Comparison, Development, Findings, History, HistoryPoint, Level, Position, Subject, Trend
from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.observations import observations_of
from briefing.observations.reading import Material
from briefing.observations.statement import Assessment, Confidence, Direction, SituationLevel, Statement
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.area import Area, Municipality
from briefing.terms.citation import Citation
from briefing.terms.edition import Status
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Comparator, Unit
from briefing.terms.period import Day, Frequency, Quarter, Year
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.texts import load_templates

BRA = Citation("bra-anmalda-brott/2026-K2", "kvartal.txt, rad 47")
DOUBTS = (Doubt(Check.TITEL, "kolada/2026-06", "Nyckeltalets titel är inte kontrollerad."),)
GAPS = (Gap(GapReason.EJ_LEVERERAD, "Uppgifter om otrygghet har inte kommit in.", "otrygghet"),)


def page_templates() -> Templates:
    """The repository's own look for the HTML page."""
    folder = Path(__file__).resolve().parent.parent / "templates"
    return Templates({"lagesbild.html.j2": (folder / "lagesbild.html.j2").read_text(encoding="utf-8")}, {})


@cache
def all_templates() -> Templates:
    """Everything under the repository's own templates/, fonts included."""
    return load_templates(REPOSITORY)


def sample_request() -> Request:
    """Umeå, 2026 kvartal 2."""
    municipality = Municipality("2480", "Umeå", "Umeå kommun", "Västerbotten", ("0580", "0680"), 2025)
    peers = (Area("0580", "Linköping"), Area("0680", "Jönköping"))
    return Request(EDITION, Quarter(2026, 2), municipality, peers, 2025, (), status=Status.UTKAST, version="v1")


def sample_material() -> Material:
    """A delivery in two parts from Brå, one from the police, one of the municipality's own assessments; one row was refused."""
    return Material(
        observations=observations_of({}),
        statements=(_statement(),),
        assessments=(_assessment(OVERALL), _assessment(PRIORITIES)),
        entries=(),
        refusals=(Refusal(BRA.delivery, "kvartal.txt, rad 14", '"<5"', "ett heltal", "lämna cellen tom"),),
        doubts=DOUBTS,
        deliveries=(
            Delivery("bra-anmalda-brott", Quarter(2026, 2), 1, date(2026, 8, 24), (_part("ar.txt", "1"), _part("kvartal.txt", "2"))),
            Delivery("polisen-lagesrapport", Day(date(2026, 8, 14)), 1, date(2026, 8, 14), (_part("rapport.docx", "3"),)),
            Delivery("bedomningar", Quarter(2026, 2), 1, date(2026, 8, 25), (_part("bedomningar.toml", "4"),)),
        ),
        sources=(Source("bra-anmalda-brott", "bra_sol_dbfil", "Brå, anmälda brott"),),
    )


def sample_findings() -> Findings:
    """Every finding that the sample document rests on, read from row 47 of Brå's file of quarters."""
    quarterly, yearly = (
        Subject("anmalda-brott", Frequency.KVARTAL),
        [Subject(name, Frequency.AR) for name in ("tillgrepp", "bostadsinbrott")],
    )
    subjects = (quarterly, *yearly)
    names = (line.split()[0] for line in ROLLING.strip().splitlines())
    histories = tuple(_history(quarterly, area) for area in (*names, "Nedre kvartil", "Övre kvartil"))
    return Findings((*map(_level, subjects), *map(_development, subjects), *map(_comparison, subjects), *histories), GAPS)


def _part(name: str, digit: str) -> Part:
    return Part(name, 1200, digit * 128, None)


def _statement() -> Statement:
    dated, place = date(2026, 8, 14), Citation("polisen-lagesrapport/2026-08-14", "tabell 1, rad 6")
    words = (SituationLevel.HOG, Direction.FORSAMRAD, Confidence.MEDEL, "Återkommande försök att värva unga.")
    statement = Statement("polisen-lagesrapport", "", "rekrytering", *words, "Lokalpolisområde Umeå", Sensitivity.INTERN, dated, place)
    assert statement.id == POLICE
    return statement


def _assessment(written: str) -> Assessment:
    subject, dated, place = written.rpartition(":")[2], date(2026, 8, 25), Citation("bedomningar/2026-K2", "rad 3")
    text = "Yngre dras in."
    return Assessment(subject, "", None, text, "Umeå kommun", "samordnare", dated, "", (), "", Sensitivity.INTERN, place)


def _period(subject: Subject) -> Quarter | Year:
    return Quarter(2026, 2) if subject.frequency is Frequency.KVARTAL else Year(2025)


def _level(subject: Subject) -> Level:
    return Level(
        f"niva:{subject.id}",
        subject,
        "2480",
        _period(subject),
        3132.0,
        2315.0,
        None,
        2234.7,
        2397.5,
        None,
        True,
        caveats=(),
        citations=(BRA,),
    )


def _development(subject: Subject) -> Development:
    return Development(
        f"utveckling:{subject.id}",
        subject,
        "2480",
        _period(subject),
        Trend.INOM_NORMAL_VARIATION,
        observed=3132.0,
        expected=3063.6,
        lower=2410.2,
        upper=3766.9,
        level=0.993,
        p=0.7,
        p_adjusted=0.9,
        dispersion=18.4,
        pooled_over=8,
        tests=7,
        reference=(Quarter(2021, 2), Quarter(2025, 2)),
        gap=None,
        citations=(BRA,),
    )


def _comparison(subject: Subject) -> Comparison:
    return Comparison(
        f"jamforelse:{subject.id}",
        subject,
        "2480",
        _period(subject),
        Unit.PER_100K,
        Position.BATTRE,
        value=2315.0,
        mean=2840.0,
        difference_lower=-900.0,
        difference_upper=-150.0,
        quartiles=(2400.0, 3100.0),
        rank=1,
        rank_lowest=1,
        rank_highest=2,
        members=(Area("0580", "Linköping"),),
        missing=(),
        gap=None,
        citations=(BRA,),
        comparator=Comparator.LIKNANDE,
        tied=0,
        preliminary=False,
    )


def _history(subject: Subject, area: str) -> History:
    points = (
        HistoryPoint(Quarter(2026, 1), GAPS[0], preliminary=False, citations=()),
        HistoryPoint(Quarter(2026, 2), 8733.0, preliminary=True, citations=(BRA,)),
    )
    return History(f"historik:{subject.id}:{area}:per_100k:4", subject, area, Unit.PER_100K, 4, points)


assert GAPS[0].id == GAP
