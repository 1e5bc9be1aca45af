"""Fixtures of the foreign judges."""

from __future__ import annotations

import pytest
from editions import Made
from judges.judged import KINDS, edition
from judges.tools import AWAITED, WHY_NOT


@pytest.fixture(scope="session")
def installed() -> None:
    """The tools of `make judges`: what asks for this fixture is left out of `make test`."""
    if not AWAITED:
        pytest.skip(WHY_NOT)


@pytest.fixture(params=KINDS)
def judged(request: pytest.FixtureRequest) -> Made:
    """The demo's edition of each kind."""
    return edition(request.param)


@pytest.fixture(scope="session")
def word(radsbriefing: Made) -> bytes:
    """A Word file to plant faults in."""
    return radsbriefing.file(".docx").content


@pytest.fixture(scope="session")
def page(radsbriefing: Made) -> bytes:
    """A web page to plant faults in."""
    return radsbriefing.file(".html").content
