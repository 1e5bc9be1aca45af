"""A target fuzzed by atheris, which prefers bytes that reach new code: `python tests/fuzzing TARGET RUNS`, where atheris is installed.

A crash or a hang ends it with another exit code than 0 and is kept in tests/corpus/TARGET, where the ordinary tests try it for ever.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

sys.path[0] = str(Path(__file__).parents[1])

with atheris.instrument_imports(include=["briefing"]):
    from fuzzing.harness import CORPUS, tried
    from fuzzing.mutation import mutated
    from fuzzing.targets import TARGETS, lighten

LONGEST = 8_192  # bytes; every seed is shorter
name, runs = sys.argv[1], int(sys.argv[2])
target = TARGETS[name]


def run(content: bytes) -> None:
    tried(target, content)


def changed(content: bytes, longest: int, seed: int) -> bytes:
    """Half by libFuzzer, which learns; half by what files are made of."""
    return atheris.Mutate(content, longest) if seed % 2 else mutated([content, *target.seeds], random.Random(seed))[:longest]


with TemporaryDirectory() as folder:
    for number, seed in enumerate(target.seeds):
        Path(folder, str(number)).write_bytes(seed)
    (CORPUS / name).mkdir(parents=True, exist_ok=True)
    options = (
        f"-runs={runs}",
        f"-max_len={LONGEST}",
        "-timeout=60",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={CORPUS / name}/",
        "-verbosity=0",
    )
    if name not in ("whole", "recognition"):
        lighten()
    atheris.Setup([sys.argv[0], *options, folder, str(CORPUS / name)], run, custom_mutator=changed)
    atheris.Fuzz()
