"""No bytes crash the pre-flight or a reader, or keep them busy for two seconds: every verdict is a value.

Ten thousand mutations of each kind here, a million in the long run, by coverage where atheris is installed. What was once found lies in
tests/corpus and is tried for ever.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator

import pytest
from builders_deliveries import delivery, part
from fuzzing.forms import POLICE as FORM
from fuzzing.forms import SHEET, as_package, document
from fuzzing.harness import keep, kept, no_longer_than, tried
from fuzzing.mutation import mutated
from fuzzing.targets import TARGETS, lighten
from workspaces import REPOSITORY

from briefing.observations.readers import READERS

LONG = bool(os.environ.get("BRIEFING_LONG"))
WHOLE = ("whole", "recognition")
ATHERIS = REPOSITORY / ".fuzz"


@pytest.fixture
def _light(request: pytest.FixtureRequest) -> Iterator[None]:
    """The readers without the columns of pandas, but for the targets that are about them."""
    with pytest.MonkeyPatch.context() as patch:
        if request.getfixturevalue("target") not in WHOLE:
            lighten(patch.setattr)
        yield


@pytest.mark.usefixtures("_light")
@pytest.mark.parametrize("target", TARGETS)
def test_what_once_was_too_much_is_so_no_more(target: str) -> None:
    for path in kept(target):
        tried(TARGETS[target], path.read_bytes())


@pytest.mark.usefixtures("_light")
@pytest.mark.parametrize("target", TARGETS)
def test_no_bytes_crash_it_or_keep_it_busy(target: str) -> None:
    about = TARGETS[target]
    for seed in about.seeds if target not in WHOLE else ():
        tried(about, seed)
    generator = random.Random(target)
    for number in range(about.many if LONG and not ATHERIS.is_dir() else about.few):
        content = mutated(about.seeds, generator)
        try:
            tried(about, content)
        except Exception as error:
            raise AssertionError(f"run {number}: {type(error).__name__}: {error}; kept as {keep(target, content)}") from error


@pytest.mark.skipif(not (LONG and ATHERIS.is_dir()), reason="long: set BRIEFING_LONG=1, and `make .fuzz/ready`")
@pytest.mark.parametrize("target", TARGETS)
def test_no_bytes_that_reach_new_code_do_so(target: str) -> None:
    command = [sys.executable, str(REPOSITORY / "tests" / "fuzzing"), target, str(TARGETS[target].many)]
    call = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ATHERIS)})
    assert call.returncode == 0, call.stderr[-3000:]


def test_the_forms_that_are_changed_are_read_as_they_are() -> None:
    for kind, ending, seed in (("word", "docx", document()), ("excel", "xlsx", SHEET)):
        reading = READERS["uppgifter"](delivery(part(f"2025.{ending}", as_package(kind, seed)), source=FORM.id, covers="2025"), FORM)
        assert reading.statements != ()


def test_the_harness_sees_a_crash_and_a_hang() -> None:
    with pytest.raises(TimeoutError), no_longer_than(0.05):
        while True:
            pass
    generator = random.Random(1)
    assert len({mutated(TARGETS["text"].seeds, generator) for _ in range(1_000)}) > 900
