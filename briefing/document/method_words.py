"""The Swedish words of methods: what they are called, their rules with the parameters in use, and what they gave in one edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.document import wording
from briefing.findings.method_use import MethodId, MethodUse, Value

TITLES: Mapping[MethodId, str] = {
    MethodId.UTVECKLING: "Utveckling",
    MethodId.ENSKILDA_ANTAL: "Två enskilda antal",
    MethodId.TVA_ANDELAR: "Två andelar",
    MethodId.OSAKERHETSTAL: "Två tal med osäkerhetstal",
    MethodId.FLERA_PROV: "Flera prövningar samtidigt",
    MethodId.TREND: "Trend",
    MethodId.JAMFORELSE: "Jämförelse",
    MethodId.JAMFORELSE_TOTAL: "Jämförelse med riket",
    MethodId.JAMFORELSE_MODELL: "Jämförelse med en modell",
    MethodId.PLACERING: "Plats i landet",
    MethodId.KVARTILER: "Mellersta hälften",
    MethodId.INTERVALL_ANTAL: "Intervall för antal",
    MethodId.INTERVALL_ANDEL: "Intervall för andelar",
    MethodId.BEVAKNING: "Bevakningslista",
    MethodId.TRATT: "Tratt",
    MethodId.UTBLICK: "Utblick",
    MethodId.KALLSKILLNAD: "Där källorna skiljer sig åt",
    MethodId.TECKEN: "Tecken på social oro",
    MethodId.ROJANDEKONTROLL: "Röjandekontroll",
}
_PARAMETERS: Mapping[str, str] = {
    "transformation": "potens",
    "kvartal_ar": "år före för ett kvartal",
    "kvartal_minst": "minsta antal år för ett kvartal",
    "ar_ar": "år före för ett år",
    "ar_minst": "minsta antal år för ett år",
    "vantat_minst": "minsta väntade antal",
    "gemensam_fran": "kommuner för gemensamt φ",
    "fordelning": "fördelning",
    "andel_falska": "tillåten andel falska",
    "ar": "antal år",
    "konfidens": "säkerhetsnivå",
    "kommuner_minst": "minsta antal kommuner",
    "fall_minst": "minsta antal fall",
    "exakt_under": "exakt under så många fall",
    "typ": "typ av kvartil",
    "fall_under": "färre fall än",
    "svar_minst": "minsta antal svar av vart slag",
    "framat": "kvartal framåt",
    "kvartal_mest": "största antal kvartal",
    "dragningar": "simulerade dragningar",
    "nara": "inre gräns",
    "langt": "yttre gräns",
    "omraden_minst": "minsta antal områden",
    "troskel": "minsta antal personer",
    "svar_fran": "minsta antal svar",
}
RULES: Mapping[MethodId, str] = {
    MethodId.UTVECKLING: (
        "Kvasi-Poisson (Farrington 1996), potens {transformation}, tvåsidig prövning. Ett kvartal hålls mot samma kvartal {kvartal_ar} "
        "år före (minst {kvartal_minst}), ett år mot {ar_ar} år före (minst {ar_minst}), aldrig över ett brott i serien. φ, hur mycket "
        "antalen varierar utöver slumpen, skattas för varje indikator, gemensamt för kommunen och de jämförbara om de är minst "
        "{gemensam_fran}, annars för kommunen ensam, och aldrig under 1. Kvantiler ur {fordelning}-fördelningen. Färre än {vantat_minst} "
        "väntade fall prövas inte."
    ),
    MethodId.ENSKILDA_ANTAL: (
        "E-test av två enskilda antal, båda under {fall_under}, när åren före är för få. Den vanliga variationen är då inte känd, och det "
        "står vid resultatet."
    ),
    MethodId.TVA_ANDELAR: (
        "Skillnaden mellan två andelar, med antalet svarande båda gångerna och minst {svar_minst} väntade svar av vart slag."
    ),
    MethodId.OSAKERHETSTAL: "Skillnaden mellan två tal, med det 95-procentiga intervall som källan har publicerat för vart och ett.",
    MethodId.FLERA_PROV: (
        "Benjamini–Hochberg: bland det som kallas ökar eller minskar väntas högst {andel_falska} procent vara slump. Väntat antal skrivs "
        "ut på den nivå som stämmer med ordet."
    ),
    MethodId.TREND: "Loglinjär kvasi-Poisson över {ar} år, {konfidens}-procentigt intervall vidgat med φ. Prövas inte för sig.",
    MethodId.JAMFORELSE: (
        "Kommunens tal minus det ovägda medelvärdet för minst {kommuner_minst} jämförbara kommuner. Kommunens osäkerhet är vidgad med φ, "
        "gruppens är spridningen mellan medlemmarna (Welch–Satterthwaite). Ett ord för skillnad kräver att det {konfidens}-procentiga "
        "intervallet inte täcker noll. Färre än {fall_minst} fall prövas inte."
    ),
    MethodId.JAMFORELSE_TOTAL: (
        "Kommunens tal mot det publicerade talet för riket, som är vägt efter folkmängd och aldrig ställs bredvid ett ovägt medelvärde som "
        "om de vore samma sak. {konfidens}-procentigt intervall. För anmälda brott är riket bara ett sammanhang, utan ord för skillnad."
    ),
    MethodId.JAMFORELSE_MODELL: "Kommunens tal mot vad en publicerad modell väntar sig av en kommun med samma förutsättningar.",
    MethodId.PLACERING: "Plats bland alla kommuner med ett värde, minst {kommuner_minst}. Ingen prövning.",
    MethodId.KVARTILER: "Från nedre till övre kvartilen (typ {typ}, linjärt mellan värdena) bland minst {kommuner_minst} kommuner.",
    MethodId.INTERVALL_ANTAL: (
        "{konfidens} procent. Exakt Poisson under {exakt_under} fall, annars Byar. Inget intervall under {fall_minst} fall."
    ),
    MethodId.INTERVALL_ANDEL: "{konfidens} procent. Källans eget intervall där det finns, annars Wilson med antalet svarande.",
    MethodId.BEVAKNING: (
        "En indikator står på listan när den både är sämre än alla jämförelser som går att göra och ändras åt fel håll, med de ord som "
        "redan är prövade. Där fler inte är sämre finns inget fel håll."
    ),
    MethodId.TRATT: (
        "Ett område mot alla områden tillsammans: {nara} och {langt} procent av slumpens variation (exakt Poisson), minst {omraden_minst} "
        "områden."
    ),
    MethodId.UTBLICK: (
        "Kvasi-Poisson med en faktor per kvartal och loglinjär trend, skattad på {kvartal_minst}–{kvartal_mest} kvartal efter det senaste "
        "brottet i serien; {framat} kvartal framåt som ett {konfidens}-procentigt intervall ({dragningar} dragningar), aldrig som ett tal. "
        "Intervallet är vidgat där ett kvartal liknar det förra. I åtta kommuners kvartal 2020–2026 föll 93 procent av utfallen inom det. "
        "Utblicken säger vad som händer om utvecklingen fortsätter som hittills och inget annat."
    ),
    MethodId.KALLSKILLNAD: (
        "Två källor till samma sak ställs bredvid varandra och vägs aldrig samman. Tal skiljer sig åt när skillnaden är större än den "
        "tolerans som är bestämd för paret. En uppgift om försämrat, oförändrat eller förbättrat läge ställs mot utvecklingens ord."
    ),
    MethodId.TECKEN: (
        "Varje tecken prövas för sig, som kommunens utveckling, i varje deklarerat område; φ skattas gemensamt för områden av samma slag "
        "om de är minst tre. Alla områdens tecken justeras tillsammans (Benjamini–Hochberg, {andel_falska} procent), skilt från kommunens "
        "utvecklingar. Tecknen läggs aldrig ihop."
    ),
    MethodId.ROJANDEKONTROLL: (
        "Ett antal personer under {troskel} från en källa som inte är publicerad visas inte, och inte heller det som skulle ge det av "
        "summor, andra tabeller eller tidigare publika utgåvor: linjär programmering prövar att varje dolt litet antal kan vara vilket "
        "som helst av dem som är för små. Andelar och tal per invånare räknas om till antal och prövas som dem. Räcker det inte visas "
        "bara summor som inte röjer någon. Det som bygger på färre än {svar_fran} svar visas inte."
    ),
}
_PERCENT = ("andel_falska", "konfidens", "nara", "langt")


def rules(method: MethodUse) -> str:
    """The rules of a method in words, with the parameters that it was used with."""
    return RULES[method.id].format(**{each.name: parameter_value(each.name, each.value) for each in method.parameters})


def parameter_name(name: str) -> str:
    """What a parameter is called."""
    return _PARAMETERS.get(name, name)


def parameter_value(name: str, value: Value) -> str:
    """A parameter as printed: shares in percent, whole numbers in digits."""
    if isinstance(value, str):
        return value
    shown = 100 * value if name in _PERCENT else value
    return wording.number(shown, 0 if round(shown, 6) == round(shown) else 1)


def outcome(method: MethodUse) -> str:
    """What the method gave in this edition."""
    words = _OUTCOMES.get(method.id)
    return words(method) if words else f"{wording.number(method.uses)} resultat."


def _span(method: MethodUse, name: str, decimals: int = 0) -> str:
    """`7`, or `11,2–83,6` where lowest and highest differ; empty where there is nothing."""
    lowest, highest = (method.result(f"{name}_{edge}") for edge in ("min", "max"))
    if not isinstance(lowest, int | float) or not isinstance(highest, int | float):
        return ""
    low, high = wording.number(lowest, decimals), wording.number(highest, decimals)
    return low if low == high else f"{low}–{high}"


def _number(method: MethodUse, name: str, factor: float = 1.0, decimals: int = 0) -> str:
    value = method.result(name)
    return wording.number(factor * value, decimals) if isinstance(value, int | float) else wording.NOT_APPLICABLE


def _counted(method: MethodUse, name: str, one: str, many: str) -> str:
    value = method.result(name)
    return wording.counted(int(value), one, many) if isinstance(value, int | float) else wording.NOT_APPLICABLE


def _development(method: MethodUse) -> str:
    if not method.uses:
        return "Inget kunde prövas."
    return (
        f"{wording.number(method.uses)} prövade. φ {_span(method, 'fi', 1)}, skattat över {_span(method, 'kommuner')} kommuner. "
        f"Antal år i underlaget: {_span(method, 'referens')}."
    )


def _many_tests(method: MethodUse) -> str:
    changed, level = _number(method, "andrade"), _number(method, "niva", 100, 1)
    tests = _counted(method, "prov", "prövning", "prövningar")
    return f"{tests}, {changed} ändrade. Väntat antal gäller på nivån {level} procent."


def _comparison(method: MethodUse) -> str:
    return f"{wording.number(method.uses)} prövade mot {_span(method, 'kommuner')} kommuner." if method.uses else "Inget kunde prövas."


def _placement(method: MethodUse) -> str:
    return f"{wording.number(method.uses)} nyckeltal, bland {_span(method, 'kommuner')} kommuner."


def _counts(method: MethodUse) -> str:
    return f"Byar {_number(method, 'byar')} gånger, exakt Poisson {_number(method, 'exakt')}."


def _shares(method: MethodUse) -> str:
    return f"Wilson {_number(method, 'wilson')} gånger, källans eget {_number(method, 'publicerade')}."


def _sources(method: MethodUse) -> str:
    pairs = f"Tal: {_number(method, 'inom')} par inom toleransen, {_number(method, 'utanfor')} utanför."
    return f"{pairs} Uppgifter: {_number(method, 'uppgifter')} jämförda, {_number(method, 'olika')} säger något annat än talen."


_OUTCOMES: Mapping[MethodId, Callable[[MethodUse], str]] = {
    MethodId.UTVECKLING: _development,
    MethodId.FLERA_PROV: _many_tests,
    MethodId.TREND: lambda method: f"{wording.number(method.uses)} trender.",
    MethodId.JAMFORELSE: _comparison,
    MethodId.PLACERING: _placement,
    MethodId.KVARTILER: lambda method: f"{wording.counted(method.uses, 'jämförelse', 'jämförelser')}, och banden i figurerna.",
    MethodId.BEVAKNING: lambda method: (
        f"{_counted(method, 'provade', 'indikator', 'indikatorer')} bedömda, {_number(method, 'listade')} på listan."
    ),
    MethodId.TRATT: lambda method: f"{_span(method, 'omraden')} områden. φ {_span(method, 'fi', 1)}.",
    MethodId.UTBLICK: lambda method: (
        f"{wording.counted(method.uses, 'serie', 'serier')}. Underlag: {_span(method, 'kvartal')} kvartal. φ {_span(method, 'fi', 1)}."
        if method.uses
        else "Ingen utblick kunde göras."
    ),
    MethodId.INTERVALL_ANTAL: _counts,
    MethodId.INTERVALL_ANDEL: _shares,
    MethodId.KALLSKILLNAD: _sources,
    MethodId.ROJANDEKONTROLL: lambda method: (
        f"{wording.number(method.uses)} antal prövade, {_counted(method, 'dolda', 'uppgift dold', 'uppgifter dolda')}."
    ),
    MethodId.TECKEN: lambda method: (
        f"{_counted(method, 'omraden', 'område', 'områden')}, {_counted(method, 'prov', 'prövning', 'prövningar')}, "
        f"{_number(method, 'andrade')} ändrade."
    ),
}
