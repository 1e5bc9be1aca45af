"""Records of every schema are read for ever. The files are cut from sealed records of the demo, and never edited."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.findings.earlier import NEWEST_SCHEMA, EarlierPoint, parse_earlier
from briefing.findings.method_use import MethodId
from briefing.observations.statement import OverallLevel, SituationLevel
from briefing.terms.indicator import Tolerance, Unit
from briefing.terms.period import Year

RECORDS = Path(__file__).resolve().parents[2] / "fixtures" / "records"
SEALS = {
    1: "1bf6e25007fcdf068d73e0a25ffb70fc5e93f681e23754b0cced7362c84d8794d1e7ddc698f98c97e493d8e5e11904255db048744d76d260fa11f2b28a6c13b4",
    2: "0eea1f6416fb5c99c28a4437923ef526bcddca504da841330a55ba859430b0ae552e3deec33c07dd0bfc8ddc6cffcea2c6b54659a77f894df83d7b46d9769fa9",
}


WATCHED = ("brott-mot-person:ar", "tillgreppsbrott:ar", "bostadsinbrott:ar", "skadegorelse:ar")  # judged, and none of them on the list


def record(schema: int) -> str:
    content = (RECORDS / f"kvartal-schema-{schema}.json").read_bytes()
    assert hashlib.sha512(content).hexdigest() == SEALS[schema], "a sealed record is never edited"
    return content.decode("utf-8")


def test_there_is_a_sealed_record_of_every_schema() -> None:
    assert sorted(SEALS) == list(range(1, NEWEST_SCHEMA + 1))


@pytest.mark.parametrize("schema", SEALS)
def test_a_record_of_every_schema_says_what_was_printed_then(schema: int) -> None:
    earlier = parse_earlier(record(schema))
    assert (earlier.name, earlier.schema) == ("2480-kvartal-2026-K2 v1", schema)
    quarters = earlier.series["historik:anmalda-brott:kvartal:2480:antal:1"]
    assert quarters["2026-K2"] == EarlierPoint(3132, preliminary=True)
    assert earlier.verdicts["utveckling:bostadsinbrott:ar"] == "inom_normal_variation"
    assert earlier.verdicts["jamforelse:bostadsinbrott:ar"] == "battre"
    levels = {each.dimension: each.level for each in earlier.statements if each.citation.delivery.endswith("2026-K2")}
    assert levels["rekrytering"] is SituationLevel.HOG
    [overall] = [each for each in earlier.assessments if each.subject == "samlad-bedomning"]
    assert (overall.level, overall.rests_on[0]) == (OverallLevel.GULT, "polisens lägesrapport")


def test_the_first_schema_has_no_definitions_and_no_methods() -> None:
    earlier = parse_earlier(record(1))
    assert (earlier.definitions, earlier.methods) == ((), ())


def test_the_second_schema_has_both() -> None:
    earlier = parse_earlier(record(2))
    definitions = {each.indicator: each for each in earlier.definitions}
    assert (definitions["anmalda-brott"].unit, definitions["anmalda-brott"].source) == (Unit.ANTAL, "Brå, anmälda brott")
    assert definitions["anmalda-brott"].breaks[0].first == Year(2015)
    assert definitions["anmalda-brott-kolada"].tolerance == Tolerance(relative=0.005)
    [tested] = [each for each in earlier.methods if each.id is MethodId.UTVECKLING]
    assert (tested.version, tested.uses, tested.parameter("kvartal_ar")) == ("1", 7, 5)
    assert earlier.watched == dict.fromkeys(WATCHED, False)


def test_a_record_of_a_schema_that_is_not_known_yet_is_refused() -> None:
    newer = json.dumps({**json.loads(record(1)), "schema": NEWEST_SCHEMA + 1})
    with pytest.raises(BriefingError, match="schema"):
        parse_earlier(newer)


def test_the_record_of_a_deposited_document_is_read_as_an_earlier_edition_of_which_only_some_is_known() -> None:
    content = (RECORDS / "deponerad-schema-2.json").read_bytes()
    seal = (
        "56cd3b3e01916679f57eaa8f6493c48dfba73b043fcd70de2e885176472f6577c93dd92fdcb7fef3122be37f1a56cc7e7e238be80042b11052e77fd572a13ba3"
    )
    assert hashlib.sha512(content).hexdigest() == seal, "a sealed record is never edited"
    earlier = parse_earlier(content.decode("utf-8"))
    assert (earlier.name, earlier.is_partial) == ("2480-fullstandig-2024 v1", True)
    assert earlier.series["historik:anmalda-brott:ar:2480:antal:1"] == {"2024": EarlierPoint(11000, preliminary=False)}
    [told] = earlier.statements
    assert (told.source, told.dimension, told.level) == ("polisen-lagesrapport", "rekrytering", SituationLevel.LAG)
    assert (told.citation.delivery, told.citation.place) == ("deponerad-fullstandig/2024", "lagesbild-2024.pdf, sida 12")
    [assessed] = earlier.assessments
    assert (assessed.subject, assessed.level) == ("samlad-bedomning", OverallLevel.GRONT)
    assert not parse_earlier(record(2)).is_partial
