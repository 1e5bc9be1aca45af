"""Fixtures that every test may ask for."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from editions import Made, made
from workspaces import REPOSITORY, demo


def pytest_collection_finish() -> None:
    """What has been imported stays: it is not looked through for garbage after every few thousand objects that a test makes."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the recorded public data lies beside the repository, and is not here")
    return folder


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file written a moment ago is whole in a test; the tests of that rule itself set it back."""
    monkeypatch.setattr("briefing.workspace.quiet.QUIET_SECONDS", 0.0)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of the demo, ready to be changed."""
    return demo(tmp_path)


@pytest.fixture(scope="session")
def kvartal() -> Made:
    """The demo's quarterly lägesbild, made once for all tests that only look at it."""
    return made("kvartal", "2026-K2")


@pytest.fixture(scope="session")
def radsbriefing() -> Made:
    """The demo's briefing for the council meeting, made once."""
    return made("radsbriefing", "2026-12-03")


@pytest.fixture(scope="session")
def fullstandig() -> Made:
    """The demo's full lägesbild, made once."""
    return made("fullstandig", "2026-K2")


@pytest.fixture(scope="session")
def publik() -> Made:
    """The demo's edition for everyone to read, made once."""
    return made("publik", "2026-K2")


@pytest.fixture(scope="session")
def kf_rapport() -> Made:
    """The demo's report to kommunfullmäktige, made once."""
    return made("kf-rapport", "2026-K2")


@pytest.fixture(scope="session")
def namnd() -> Made:
    """The demo's edition for fritidsnämnden, made once."""
    return made("namnd", "2026-K2", "fritid")
