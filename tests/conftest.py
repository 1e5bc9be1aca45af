"""Fixtures that every test may ask for."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from editions import Made, made
from made_once import readings, share_in
from quick_place import in_memory
from workspaces import REPOSITORY, demo

from briefing.observations.readers import Fitted
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Source
from briefing.workspace import kept_readings

# A run starts some two hundred processes of ours: each compiles all modules unless they find them compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_configure(config: pytest.Config) -> None:
    """Tests write in memory. The workers of this run inherit the folder, and it is gone when the run ends."""
    folder = in_memory()
    if folder is not None:
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_finish() -> None:
    """What has been imported stays: it is not looked through for garbage after every few thousand objects that a test makes."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The workers of one run, which each have a folder in the same one, share what is made once."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        share_in(tmp_path_factory.getbasetemp().parent / "shared")


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


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Readers are pure: what one makes of a delivery of the demo it makes in every copy of the demo, so a process reads each once.

    What is kept of readings, and where, is done in each workspace all the same; what is refused is read anew.
    """
    original = kept_readings.read_carefully

    def once(reader: kept_readings.Reader, delivery: Delivery, source: Source) -> Reading:
        read, key = readings(), f"{reader} {kept_readings._key(delivery, source)}"
        if key in read:
            return read[key]
        reading = original(reader, delivery, source)
        if isinstance(reader, Fitted) and reading.rows_read and sum(each.size for each in delivery.parts) < 5_000_000:
            read[key] = reading
        return reading

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_readings, "read_carefully", once)
        yield


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
