from __future__ import annotations

from datetime import date

import pytest

from briefing.errors import DeclarationError
from briefing.terms.edition import Status
from briefing.terms.period import Day, Quarter
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.configuration import Configuration, parse_configuration
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
