"""Names and codes of areas as files write them: what is the same municipality, and what is only like one."""

from __future__ import annotations

import pytest

from briefing.observations.mapping import area_code
from briefing.sources.source import Source

SOURCE = Source(
    id="k", areas={"Borås": "1490", "Västerås": "1980", "Arjeplogs kommun": "2506", "Malung–Sälens kommun": "2023", "Umeå": "2480"}
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *[(name, "1490") for name in ("Borås", "Borås kommun", "Borås  kommun", "borås", "BORÅS KOMMUN", "Borås\u00a0kommun")],
        *[(name, "1980") for name in ("Västerås", "Västerås kommun")],
        *[(name, "2506") for name in ("Arjeplog kommun", "Arjeplogs kommun", "ARJEPLOG KOMMUN")],
        *[(name, "2023") for name in ("Malung-Sälens kommun", "Malung–Sälens kommun", "Malung–sälen kommun")],
        *[(name, "2480") for name in ("Umeå", "Umeå kommun", "umeå")],
        *[(name, "") for name in ("Borå", "Umea", "Ume", "Västerås län", "Arjeplog", "")],
    ],
)
def test_a_municipality_is_known_by_every_form_of_its_name(name: str, code: str) -> None:
    assert area_code(SOURCE)(name) == code
