"""The closed vocabularies, as declarations and records write them: a sealed record is read for ever, so no word of them may change."""

from __future__ import annotations

from enum import Enum

import pytest

from briefing.findings.method_use import MethodId
from briefing.findings.rounds import Shift
from briefing.findings.since_numbers import NumberKind
from briefing.terms.area import COUNTRY, Area, AreaKind, LocalArea, Municipality
from briefing.terms.edition import Status
from briefing.terms.gap import Caveat, Gap, GapReason
from briefing.terms.identity import IdentityKind
from briefing.terms.indicator import Comparator, Indicator, Polarity, ProblemArea, Scale, Unit
from briefing.terms.period import Frequency
from briefing.terms.sensitivity import Sensitivity, highest


@pytest.mark.parametrize(
    ("vocabulary", "words"),
    [
        (Shift, "forsamrad forbattrad ny ej_bedomd_nu ny_ordalydelse oforandrad"),
        (NumberKind, "nya_uppgifter ifylld_lucka reviderad_historik borttaget_varde nu_slutlig"),
        (
            MethodId,
            "utveckling enskilda-antal tva-andelar osakerhetstal flera-prov trend jamforelse jamforelse-total jamforelse-modell placering "
            "kvartiler intervall-antal intervall-andel kallskillnad tecken bevakning utblick tratt rojandekontroll",
        ),
        (AreaKind, "stadsdel tatort regso deso lokalpolisomrade eget"),
        (Status, "arbetsmaterial utkast granskad slutlig"),
        (
            GapReason,
            "ej_levererad ej_deklarerad forsenad ej_lasbar saknas sekretess ej_tillamplig utgatt bruten for_litet_underlag "
            "osakerhet_saknas ej_bedomd for_kanslig",
        ),
        (Caveat, "preliminar egen_berakning inaldrad litet_antal titel_ej_kontrollerad vanlig_variation_okand"),
        (IdentityKind, "personnummer samordningsnummer epost telefon registreringsnummer"),
        (Comparator, "riket lan liknande alla"),
        (Polarity, "lagre_battre hogre_battre tolkas"),
        (Scale, "linjar log"),
        (Unit, "antal per_100k andel medel procent"),
        (
            ProblemArea,
            "kommunen brott-totalt vald-och-hot vald-i-nara-relation sexualbrott barn-och-unga narkotika tillgrepp-och-inbrott "
            "skadegorelse bedrageri "
            "digital-brottslighet trafik ekobrott-och-valfardsbrott extremism trygghet fortroende uppvaxtvillkor skola fritid "
            "arbete-och-ekonomi boende-och-offentlig-miljo civilsamhalle omvarld",
        ),
        (Frequency, "ar kvartal manad dag"),
        (Sensitivity, "oppen intern begransad"),
    ],
    ids=lambda each: each.__name__ if isinstance(each, type) else "",
)
def test_a_vocabulary_has_these_words_and_no_other(vocabulary: type[Enum], words: str) -> None:
    assert [each.value for each in vocabulary] == words.split()


def test_states_and_sensitivities_are_ordered() -> None:
    assert [each.rank for each in Status] == [0, 1, 2, 3]
    assert [each.rank for each in Sensitivity] == [0, 1, 2]
    assert [[one.exceeds(other) for other in Sensitivity] for one in Sensitivity] == [
        [False, False, False],
        [True, False, False],
        [True, True, False],
    ]
    assert highest() is Sensitivity.OPPEN
    assert highest(Sensitivity.INTERN, Sensitivity.BEGRANSAD, Sensitivity.OPPEN) is Sensitivity.BEGRANSAD


def test_only_what_may_be_there_and_is_not_shown_is_withheld() -> None:
    assert [each for each in GapReason if each.is_withheld] == [GapReason.FOR_KANSLIG]
    assert Gap(GapReason.SAKNAS, "Saknas.", "ran").id == "lucka:ran"
    assert Gap(GapReason.SAKNAS, "Saknas.").id == "lucka:"


def test_an_area_is_its_code_and_its_name() -> None:
    assert Area("00", "Riket") == COUNTRY
    assert LocalArea("2480R001", "Ersboda", AreaKind.REGSO).area == Area("2480R001", "Ersboda")
    assert Municipality("2480", "Umeå", "Umeå kommun", "24", (), 2025).area == Area("2480", "Umeå")


def test_an_indicator_is_tested_on_a_linear_scale_and_nothing_else_unless_it_says_so() -> None:
    plain = Indicator("ran", "Rån", "", Unit.ANTAL, Polarity.LAGRE_BATTRE, ProblemArea.VALD_OCH_HOT, "R-04a")
    texts = ("part_of", "same_matter_as", "may_differ_because", "half_width", "modelled", "short", "note", "gap_means", "available_from")
    assert {getattr(plain, name) for name in texts} == {""}
    assert (plain.comparators, plain.breaks, plain.tolerance) == ((), (), None)
    assert (plain.protective, plain.sign, plain.tested, plain.scale) == (False, False, True, Scale.LINJAR)
