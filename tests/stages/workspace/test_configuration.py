from __future__ import annotations

from datetime import date

import pytest

from briefing.errors import DeclarationError
from briefing.terms.area import AreaKind
from briefing.terms.edition import Status
from briefing.terms.period import Day, Quarter
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.configuration import Configuration, committee_problems, parse_configuration
from briefing.workspace.municipalities import municipalities

TEXT = """
municipality = "2480"
peers = ["0183", "2580"]
peers_year = 2025
dnr = "KS-2026/00001"
[calendar]
first = "2026-K2"
meetings = ["2026-12-03"]
"""


def configuration(text: str = TEXT) -> Configuration:
    return parse_configuration(text, municipalities(), "briefing.toml")


def problems(text: str) -> dict[str, str]:
    with pytest.raises(DeclarationError) as raised:
        configuration(text)
    return {" > ".join(problem.where[1:]): problem.remedy for problem in raised.value.problems}


def test_a_configuration_says_whose_workspace_it_is() -> None:
    found = configuration()
    assert found.municipality.name == "Umeå"
    assert [peer.name for peer in found.peers] == ["Sundbyberg", "Luleå"]
    assert (found.calendar.first, found.calendar.meetings) == (Quarter(2026, 2), (date(2026, 12, 3),))
    assert (found.council, found.ceiling) == ("Strategiska rådet", Sensitivity.INTERN)


def test_a_request_is_for_the_municipality_of_the_workspace() -> None:
    request = configuration().request("radsbriefing", Day(date(2026, 12, 3)), ())
    assert str(request.edition) == "2480-radsbriefing-2026-12-03"
    assert (request.municipality.code, request.peers_year, request.dnr) == ("2480", 2025, "KS-2026/00001")
    assert request.status is Status.ARBETSMATERIAL
    assert configuration().request("kvartal", Quarter(2026, 2), (), dnr="KS-1").dnr == "KS-1"


def test_every_wrong_code_is_told_with_the_right_one_where_it_is_known() -> None:
    text = TEXT.replace('"2480"', '"umeå"').replace('"0183", "2580"', '"183", "2580", "2580"')
    assert problems(text) == {
        "municipality": 'write "2480"',
        "peers > item 1": 'write "0183"',
        "peers > item 3": "remove one of them",
    }


def test_a_municipality_is_not_its_own_peer() -> None:
    assert problems(TEXT.replace('"0183"', '"2480"')) == {"peers > item 1": "remove 2480"}


def test_a_calendar_begins_with_a_quarter() -> None:
    assert problems(TEXT.replace('"2026-K2"', '"2026"')) == {"calendar > first": "write 2026-K2, in quotes"}


AREA = '[[area]]\ncode = "2480R001"\nname = "Exempelområdet"\nkind = "regso"\n'


def test_the_parts_of_the_municipality_are_declared_with_code_name_and_kind() -> None:
    (area,) = configuration(TEXT + AREA).areas
    assert (area.code, area.name, area.kind) == ("2480R001", "Exempelområdet", AreaKind.REGSO)
    assert configuration(TEXT + AREA).request("kvartal", Quarter(2026, 2), ()).areas == (area,)
    assert configuration().areas == ()


@pytest.mark.parametrize("code", ["2480", "0180R001", "R001", "2480 R1", ""])
def test_the_code_of_a_part_begins_with_the_municipality_and_goes_on(code: str) -> None:
    assert set(problems(TEXT + AREA.replace("2480R001", code))) == {"area > item 1 > code"}


def test_two_parts_have_neither_the_same_code_nor_the_same_name() -> None:
    assert set(problems(TEXT + AREA + AREA)) == {"area > item 2 > code", "area > item 2 > name"}


def test_a_part_has_a_name_and_a_known_kind() -> None:
    assert set(problems(TEXT + AREA.replace("Exempelområdet", " "))) == {"area > item 1 > name"}
    assert problems(TEXT + AREA.replace("regso", "utsatt"))["area > item 1 > kind"].startswith("use one of stadsdel")


COMMITTEES = """
[[committee]]
id = "fritid"
name = "Fritidsnämnden"
indicators = ["skadegorelse/ar"]
[[committee]]
id = "skola"
name = "Skolnämnden"
indicators = ["behoriga/ar", "skadegorelse/kvartal"]
"""


def test_a_namnd_is_declared_with_the_indicators_that_it_answers_for() -> None:
    found = configuration(TEXT + COMMITTEES)
    assert [each.name for each in found.committees] == ["Fritidsnämnden", "Skolnämnden"]
    request = found.request("namnd", Quarter(2026, 2), (), committee=found.committees[0])
    assert (str(request.edition), request.committee) == ("2480-namnd-2026-K2-fritid", found.committees[0])


def test_a_public_edition_is_open_whatever_the_ceiling() -> None:
    assert configuration().request("publik", Quarter(2026, 2), (), public=True).ceiling is Sensitivity.OPPEN


def test_every_fault_of_a_namnd_is_told() -> None:
    text = COMMITTEES.replace('"fritid"', '"Fritid"').replace('"Skolnämnden"', '" "').replace('["skadegorelse/ar"]', "[]")
    assert set(problems(TEXT + text)) == {"committee > item 1 > id", "committee > item 1 > indicators", "committee > item 2 > name"}
    assert problems(TEXT + COMMITTEES.replace('"skola"', '"fritid"')) == {"committee > item 2 > id": "give each nämnd an id of its own"}


def test_the_indicators_of_a_namnd_are_those_of_the_catalogue() -> None:
    found = committee_problems(configuration(TEXT + COMMITTEES), {"skadegorelse"}, "briefing.toml")
    assert [(each.where[-2:], each.problem) for each in found] == [
        (("skola", "indicators"), "'behoriga' is not in sources/indicators.toml")
    ]
