"""Every printed number, period and verdict gets its words here, and nowhere else. Swedish."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from babel import Locale
from babel.numbers import format_decimal

from briefing.document.document import Origin
from briefing.document.statuses import STATUSES as STATUSES  # noqa: PLC0414 - said to be part of this module
from briefing.findings.finding import Position, Trend
from briefing.observations.statement import Confidence, Direction, OverallLevel, SituationLevel
from briefing.terms.area import AreaKind
from briefing.terms.edition import Review
from briefing.terms.gap import Caveat, GapReason
from briefing.terms.indicator import Polarity, Tolerance, Unit
from briefing.terms.period import Frequency, Period, Quarter, in_words
from briefing.terms.sensitivity import Sensitivity

_SWEDISH = Locale("sv", "SE")
NBSP = "\u00a0"
MISSING_IS_NOT_ABSENT = "Att uppgift saknas betyder inte att problemet saknas."
NO_VALUE = "uppgift saknas"
TOO_FEW_CASES = "färre än fem fall"
NOT_SHOWN = "visas inte"
PROTECTED = "×"  # read aloud as "skyddad uppgift"
NOT_APPLICABLE = "–"
PUBLIC = "Publik version – ej sekretessprövad"

_SMALL_NUMBERS = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]

TRENDS: Mapping[Trend, str] = {
    Trend.OKAR: "ökar",
    Trend.MINSKAR: "minskar",
    Trend.INOM_NORMAL_VARIATION: "inom normal variation",
    Trend.GAR_INTE_ATT_BEDOMA: "går inte att bedöma",
}
TREND_SIGNS: Mapping[Trend, str] = {
    Trend.OKAR: "▲",
    Trend.MINSKAR: "▼",
    Trend.INOM_NORMAL_VARIATION: "●",
    Trend.GAR_INTE_ATT_BEDOMA: "○",
}
POSITIONS: Mapping[Position, str] = {
    Position.BATTRE: "bättre",
    Position.SAMRE: "sämre",
    Position.LIKNANDE: "liknande",
    Position.HOGRE: "högre",
    Position.LAGRE: "lägre",
    Position.GAR_INTE_ATT_BEDOMA: "går inte att bedöma",
}
LEVELS: Mapping[SituationLevel, str] = {
    SituationLevel.LAG: "låg",
    SituationLevel.FORHOJD: "förhöjd",
    SituationLevel.HOG: "hög",
    SituationLevel.MYCKET_HOG: "mycket hög",
}
DIRECTIONS: Mapping[Direction, str] = {
    Direction.FORSAMRAD: "försämrad",
    Direction.OFORANDRAD: "oförändrad",
    Direction.FORBATTRAD: "förbättrad",
}
DIRECTION_SIGNS: Mapping[Direction, str] = {Direction.FORSAMRAD: "↑", Direction.OFORANDRAD: "→", Direction.FORBATTRAD: "↓"}
CONFIDENCES: Mapping[Confidence, str] = {Confidence.LAG: "låg", Confidence.MEDEL: "medel", Confidence.HOG: "hög"}
OVERALL: Mapping[OverallLevel, str] = {OverallLevel.GRONT: "Grönt läge", OverallLevel.GULT: "Gult läge", OverallLevel.ROTT: "Rött läge"}
SENSITIVITIES: Mapping[Sensitivity, str] = {Sensitivity.OPPEN: "Öppen", Sensitivity.INTERN: "Intern", Sensitivity.BEGRANSAD: "Begränsad"}
ORIGINS: Mapping[Origin, str] = {
    Origin.DATA: "Data",
    Origin.POLIS: "Polis",
    Origin.FORVALTNING: "Förvaltning",
    Origin.SAMORDNARE: "Samordnare",
    Origin.RAD: "Råd",
    Origin.LUCKA: "○ Lucka",
    Origin.FAST: "",
}
CAVEATS: Mapping[Caveat, str] = {
    Caveat.PRELIMINAR: "Uppgiften är preliminär.",
    Caveat.EGEN_BERAKNING: "Egen beräkning.",
    Caveat.INALDRAD: "Uppgiften är äldre än 18 månader.",
    Caveat.LITET_ANTAL: "Antalet är litet, och därför visas inget osäkerhetsintervall.",
    Caveat.TITEL_EJ_KONTROLLERAD: "Nyckeltalets titel är inte kontrollerad.",
    Caveat.VANLIG_VARIATION_OKAND: "Bara två värden finns, så den vanliga variationen är inte känd.",
}
GAP_REASONS: Mapping[GapReason, str] = {
    GapReason.EJ_LEVERERAD: "ej inlämnad",
    GapReason.EJ_DEKLARERAD: "ingen källa är överenskommen",
    GapReason.FORSENAD: "försenad",
    GapReason.EJ_LASBAR: "kunde inte läsas",
    GapReason.SAKNAS: NO_VALUE,
    GapReason.SEKRETESS: "skyddad uppgift",
    GapReason.EJ_TILLAMPLIG: "ej tillämplig",
    GapReason.UTGATT: "statistiken har upphört",
    GapReason.BRUTEN: "ofullständig eller bruten serie",
    GapReason.FOR_LITET_UNDERLAG: "för litet underlag",
    GapReason.OSAKERHET_SAKNAS: "osäkerheten är inte känd",
    GapReason.EJ_BEDOMD: "ingen har bedömt",
    GapReason.FOR_KANSLIG: "för känslig för utgåvan",
}
UNITS: dict[Unit, str] = {
    Unit.ANTAL: "antal",
    Unit.PER_100K: "per 100\u00a0000 inv.",
    Unit.ANDEL: "andel %",
    Unit.MEDEL: "medelvärde",
    Unit.PROCENT: "procent",
}
UNITS_IN_TEXT: Mapping[Unit, str] = UNITS | {Unit.PER_100K: "per 100\u00a0000 invånare", Unit.ANDEL: "procent"}
AREA_KINDS: Mapping[AreaKind, str] = {
    AreaKind.STADSDEL: "en stadsdel",
    AreaKind.TATORT: "en tätort",
    AreaKind.REGSO: "ett RegSO-område",
    AreaKind.DESO: "ett DeSO-område",
    AreaKind.LOKALPOLISOMRADE: "ett lokalpolisområde",
    AreaKind.EGET: "ett område i kommunens egen indelning",
}
READINGS: Mapping[Polarity, str] = {
    Polarity.LAGRE_BATTRE: "lägre är bättre",
    Polarity.HOGRE_BATTRE: "högre är bättre",
    Polarity.TOLKAS: "tolkas",
}
FREQUENCIES: Mapping[Frequency, str] = {
    Frequency.AR: "per år",
    Frequency.KVARTAL: "per kvartal",
    Frequency.MANAD: "per månad",
    Frequency.DAG: "per dag",
}
POLARITIES: Mapping[Polarity, str] = {
    Polarity.LAGRE_BATTRE: "Lägre är bättre",
    Polarity.HOGRE_BATTRE: "Högre är bättre",
    Polarity.TOLKAS: "Bakgrund – tolkas inte som bättre eller sämre",
}
_DECIMALS: Mapping[Unit, int] = {Unit.ANTAL: 0, Unit.PER_100K: 0, Unit.ANDEL: 1, Unit.MEDEL: 1, Unit.PROCENT: 1}


def number(value: float, decimals: int = 0) -> str:
    """`3 132` or `87,9`: decimal comma, no-break space between thousands, a real minus sign."""
    # Half is rounded away from zero, as readers expect; `+ 0` takes the sign from a rounded zero.
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(rounded, format=pattern, locale=_SWEDISH).replace("-", "−")


def measured(value: float, unit: Unit) -> str:
    """A value with the decimals of its unit, without the unit's name."""
    return number(value, _DECIMALS[unit])


def signed(value: float, decimals: int = 0) -> str:
    """A difference with its sign, `+60` or `−0,4`; zero has none."""
    text = number(value, decimals)
    return text if text.startswith("−") or not any(digit in text for digit in "123456789") else f"+{text}"


def tolerance(value: Tolerance, unit: Unit) -> str:
    """`0,5 procent`, or `2 per 100 000 inv.` where it is in the unit."""
    if value.absolute is not None:
        return f"{number(value.absolute, fine_decimals(unit))} {UNITS[unit]}"
    return f"{number(100 * (value.relative or 0.0), 1)} procent"


def fine_decimals(unit: Unit) -> int:
    """The decimals of a small difference between two values of that unit: one more than the values have."""
    return _DECIMALS[unit] + 1


def decimals(unit: Unit) -> int:
    """How many decimals a value of that unit is printed with."""
    return _DECIMALS[unit]


def preliminary(text: str, *, is_preliminary: bool) -> str:
    """The text with (p) after it when it is preliminary."""
    return f"{text}{NBSP}(p)" if is_preliminary else text


def expected(lower: float, upper: float, unit: Unit = Unit.ANTAL) -> str:
    """An expected range of counts, `2 410–3 767`: the counts that lie in it, so that word and range agree for every count.

    Of a share or mean its bounds have the decimals of the unit already.
    """
    if unit is not Unit.ANTAL:
        return between(lower, upper, unit)
    return f"{number(max(math.ceil(lower), 0))}–{number(math.floor(upper))}"


def between(lower: float, upper: float, unit: Unit) -> str:
    """A range of values of one unit, `9 791–11 924`."""
    return f"{measured(lower, unit)}–{measured(upper, unit)}"


def spelled(count: int) -> str:
    """Numbers up to twelve in letters, as running text has them."""
    return _SMALL_NUMBERS[count] if 0 <= count < len(_SMALL_NUMBERS) else number(count)


period = in_words


def short_period(value: Period) -> str:
    """`2026 kv 2` for tables and figures."""
    return f"{value.year} kv{NBSP}{value.quarter}" if isinstance(value, Quarter) else period(value)


def day(value: date) -> str:
    """An ISO date."""
    return value.isoformat()


def secrecy_review(review: Review | None) -> str:
    """What a public edition says of its secrecy review (sekretessprövning): who made it and when, or that nobody has."""
    return f"Sekretessprövad {day(review.on)} av {review.by}" if review else PUBLIC


def counted(count: int, one: str, many: str) -> str:
    """`1 indikator`, `5 indikatorer`."""
    return f"{number(count)} {one if count == 1 else many}"


def listed(words: Iterable[str]) -> str:
    """`a, b och c`; empty for none."""
    *first, last = (*words,) or ("",)
    return f"{', '.join(first)} och {last}" if first else last


def unbroken(text: str) -> str:
    """Written text with its 100 000 kept on one line."""
    return text.replace("100 000", "100\u00a0000")


def sentence_case(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def running(label: str) -> str:
    """A label as it stands inside a sentence: its first letter small, unless it is an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def position(verdict: Position, polarity: Polarity) -> str:
    """`bättre (lägre)`, or `lägre` where more is not worse."""
    word = POSITIONS[verdict]
    if verdict not in (Position.BATTRE, Position.SAMRE):
        return word
    is_lower = (verdict is Position.BATTRE) == (polarity is Polarity.LAGRE_BATTRE)
    return f"{word} ({'lägre' if is_lower else 'högre'})"


def position_sign(verdict: Position, polarity: Polarity) -> str:
    """◄ lower, ► higher, ● like the comparable municipalities, ○ not to be judged."""
    if verdict is Position.LIKNANDE:
        return "●"
    if verdict is Position.GAR_INTE_ATT_BEDOMA:
        return "○"
    return "◄" if "lägre" in position(verdict, polarity) else "►"


def level_sign(level: SituationLevel) -> str:
    """■□□□ … ■■■■, four steps."""
    return "■" * (level.rank + 1) + "□" * (len(SituationLevel) - level.rank - 1)


def share_sign(share: float) -> str:
    """■□□ small, ■■□ middling, ■■■ large part of all offences (below 5, 5 to 20, from 20 percent)."""
    filled = 1 + (share >= 5) + (share >= 20)
    return "■" * filled + "□" * (3 - filled)


def share_word(share: float) -> str:
    """The word beside the sign of a share."""
    return ("liten del", "medelstor del", "stor del")[(share >= 5) + (share >= 20)]


def word(value: Enum) -> str:
    """The Swedish word of any value of the vocabulary."""
    for words in (
        TRENDS,
        POSITIONS,
        LEVELS,
        DIRECTIONS,
        CONFIDENCES,
        OVERALL,
        STATUSES,
        SENSITIVITIES,
        ORIGINS,
        CAVEATS,
        GAP_REASONS,
        UNITS,
    ):
        if value in words:
            return words[value]  # type: ignore[index]
    raise ValueError(f"{value!r} has no Swedish word")
