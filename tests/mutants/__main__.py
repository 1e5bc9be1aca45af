"""`make mutants`: how many small changes to the code of findings and terms the tests notice.

    make mutants SAMPLE=400 SEED=1              a random sample, with the 95 % interval of the score
    make mutants MODULES="gaps trend"           all mutants of some modules

Survivors are written to .mutants/survivors.txt. One that means the same as the code stands in explained.toml with the reason, and is then
no survivor; a line there that no mutant answers to, or whose mutant is killed, is an error.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import sqrt
from pathlib import Path
from time import monotonic

os.environ.setdefault("OMP_NUM_THREADS", "1")  # children are forked, and threads are not
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import pytest  # noqa: E402
from mutants.mutation import Mutant, mutants_of  # noqa: E402
from mutants.reach import Reach, observed  # noqa: E402
from mutants.trial import Outcome, tried  # noqa: E402

ROOMS = ("findings", "terms")
# The tests of the two rooms, and the editions of the demo word for word; other tests may notice more, so the score is a lower bound.
TESTS = (
    "stages/terms",
    "stages/findings",
    "stages/document/test_golden.py",
    *(f"spec/test_{name}.py" for name in ("no_personal_number_passes", "nobody_can_compute_a_hidden_count")),
    *(f"spec/test_findings_{name}.py" for name in ("bad_input", "comparators", "missing", "outlook", "watch", "words")),
    *(f"spec/test_{name}.py" for name in ("since_last", "sources_that_differ", "funnel_chart", "what_a_print_says_of_a_count", "calendar")),
    *(f"spec/test_{name}.py" for name in ("area_register", "areas", "listed_areas", "boundaries", "numbers_over_two_cells", "spine_chart")),
    *(f"spec/test_{name}.py" for name in ("declarations", "quality", "law_deadlines", "method_appendix", "demo_verdicts_recomputed")),
)
KEPT = ROOT / ".mutants"
Z = 1.959964


@dataclass(eq=False)
class Trials:
    """A plugin that collects the tests as pytest does, and tries mutants instead of running them."""

    options: argparse.Namespace
    found: list[tuple[Mutant, Outcome]] = field(default_factory=list)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        KEPT.mkdir(exist_ok=True)
        rooms = tuple(f"{ROOT}/briefing/{room}/" for room in ROOMS)
        reaches = observed(session.items, rooms, KEPT, _digest())
        imported = _imported(rooms)
        wanted = _wanted(self.options)
        explained = _explained()
        if self.options.again:
            known = [(each, outcome) for each, outcome in _before(wanted)]
            self.found = [(each, outcome) for each, outcome in known if outcome.is_noticed or (each.where, each.name) in explained]
            done = {each for each, _ in self.found}
            wanted = [each for each in wanted if each not in done]
        start = monotonic()
        with (KEPT / "survivors.txt").open("w", encoding="utf-8") as survivors:
            for number, mutant in enumerate(wanted, start=1):
                path = _path(mutant.module)
                anew = mutant.at_import or (str(path), mutant.function) in imported
                chosen = _reaching(mutant, str(path), session.items, reaches, self.options.budget, anew=anew)
                outcome = tried(mutant, path, _source(mutant.module), chosen, anew=anew)
                self.found.append((mutant, outcome))
                if not outcome.is_noticed:
                    known = "  (explained)" if (mutant.where, mutant.name) in explained else ""
                    print(f"{mutant.where}\n    {mutant.name}\n    line {mutant.line}, {outcome.value}{known}", file=survivors, flush=True)
                if number % 20 == 0 or number == len(wanted):
                    print(f"{number} of {len(wanted)}, {monotonic() - start:.0f} s: {_score(self.found, explained)}", flush=True)
                _keep(self.found)
        return True


def main() -> None:
    """Prints the score; ends with 1 where it is below what was asked for, or where explained.toml is not true."""
    options = _options()
    trials = Trials(options)
    arguments = ["-q", "-s", "--no-header", "--no-summary", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(ROOT)]
    result = pytest.main([*arguments, *(str(ROOT / "tests" / each) for each in TESTS)], plugins=[trials])
    if not trials.found:
        raise SystemExit(int(result))
    explained = _explained()
    for line in _by_module(trials.found, explained):
        print(line)
    untrue = list(_untrue(explained, trials.found))
    for line in untrue:
        print(line)
    print(_score(trials.found, explained))
    raise SystemExit(1 if untrue else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=0, help="how many mutants, drawn at random; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--modules", nargs="*", default=[], help="names of modules, such as gaps or findings.trend; none for all")
    parser.add_argument("--budget", type=float, default=20.0, help="seconds of tests per mutant; what only slower ones notice has survived")
    parser.add_argument("--only", nargs="*", default=[], help="parts of names of functions")
    parser.add_argument("--again", action="store_true", help="of the mutants tried last time only those neither noticed nor explained")
    return parser.parse_args()


def _keep(found: list[tuple[Mutant, Outcome]]) -> None:
    (KEPT / "tried.json").write_text(json.dumps([[each.where, each.name, outcome.value] for each, outcome in found]), encoding="utf-8")


def _before(wanted: list[Mutant]) -> Iterator[tuple[Mutant, Outcome]]:
    """What became of the same mutants the last time."""
    known = {(where, name): Outcome(value) for where, name, value in json.loads((KEPT / "tried.json").read_text(encoding="utf-8"))}
    for each in wanted:
        if (each.where, each.name) in known:
            yield each, known[each.where, each.name]


def _path(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")


@cache
def _source(module: str) -> str:
    """The text of a module as it was when the program began."""
    return _path(module).read_text(encoding="utf-8")


def _wanted(options: argparse.Namespace) -> list[Mutant]:
    modules = [f"briefing.{room}.{path.stem}" for room in ROOMS for path in sorted((ROOT / "briefing" / room).glob("*.py"))]
    if options.modules:
        modules = [each for each in modules if each.split(".")[-1] in options.modules or each.removeprefix("briefing.") in options.modules]
    all_mutants = [mutant for each in modules for mutant in mutants_of(each, _source(each))]
    if options.only:
        all_mutants = [each for each in all_mutants if any(part in each.function for part in options.only)]
    if options.sample:
        # By lot and not by number, so that a change of the code leaves most of a sample as it was; in no order, so that a part is a sample.
        all_mutants = sorted(all_mutants, key=lambda each: hashlib.sha256(f"{options.seed} {each.where} {each.name}".encode()).digest())
        all_mutants = all_mutants[: options.sample]
    return all_mutants


def _digest() -> str:
    """Of what decides which functions a test reaches, but for the file of the test: names of functions, and what tests are built with."""
    rooms = [path for room in ROOMS for path in sorted((ROOT / "briefing" / room).glob("*.py"))]
    names = [f"{path}:{node.name}" for path in rooms for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
    builders = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").glob("*.py"))]
    return hashlib.sha256("\n".join([*names, *builders]).encode()).hexdigest()


def _reaching(
    mutant: Mutant, path: str, items: list[pytest.Item], reaches: dict[str, Reach], budget: float, *, anew: bool
) -> list[tuple[pytest.Item, float]]:
    """The tests that reach the function, the likeliest to notice first, within the budget.

    For what runs at import: those that reach any function of the module, or whose file uses something of it.
    """
    chosen: list[tuple[pytest.Item, float]] = []
    for item in items:
        reach = reaches.get(item.nodeid)
        if reach and (
            any(module == path and (anew or name == mutant.function) for module, name in reach.functions)
            or (anew and _uses(item, mutant.module))
        ):
            chosen.append((item, reach.seconds))
    kept, spent, begun = [], 0.0, set[Path]()
    for item, seconds in _ordered(chosen, mutant.module.split(".")[-1]):
        shared = min(other for each, other in chosen if each.path == item.path)  # what every test of a file costs is made once
        spent += seconds - (shared if item.path in begun else 0.0)
        begun.add(item.path)
        if spent <= budget or not kept:
            kept.append((item, seconds))
    return kept


def _ordered(chosen: list[tuple[pytest.Item, float]], name: str) -> list[tuple[pytest.Item, float]]:
    """The likeliest to notice first: what costs nothing, the module's own file, then one case of every test before further ones."""
    cases: Counter[str] = Counter()
    keyed = []
    for item, seconds in sorted(chosen, key=lambda each: each[1]):
        test = item.nodeid.partition("[")[0]
        cases[test] += 1
        turn = 0 if seconds < 0.005 else 1 if item.path.stem == f"test_{name}" else 1 + cases[test]
        keyed.append((turn, seconds, len(keyed), item))
    return [(item, seconds) for _, seconds, _, item in sorted(keyed)]


def _uses(item: pytest.Item, module: str) -> bool:
    return any(getattr(each, "__module__", None) == module for each in vars(getattr(item, "module", None)).values())


def _imported(rooms: tuple[str, ...]) -> set[tuple[str, str]]:
    """The functions that run while the program is imported: what they made is there before a mutant is."""
    import subprocess

    program = (
        "import sys, json; sys.path.insert(0, 'tests'); from mutants.reach import Tracer; t = Tracer(tuple(sys.argv[1:]))\n"
        "with t.noting() as seen:\n    import briefing.production, briefing.shell.cli\n"
        "print(json.dumps(sorted(seen)))"
    )
    done = subprocess.run([sys.executable, "-c", program, *rooms], cwd=ROOT, capture_output=True, text=True, check=True)
    return {(module, name) for module, name in json.loads(done.stdout)}


def _explained() -> dict[tuple[str, str], str]:
    """(where, mutant) → why it means the same."""
    entries = tomllib.loads((Path(__file__).parent / "explained.toml").read_text(encoding="utf-8")).get("explained", [])
    return {(entry["where"], name): entry["why"] for entry in entries for name in entry["mutants"]}


def _untrue(explained: dict[tuple[str, str], str], found: list[tuple[Mutant, Outcome]]) -> Iterator[str]:
    modules = sorted({where.split(":")[0] for where, _ in explained})
    known = {(each.where, each.name) for module in modules for each in mutants_of(module, _source(module))}
    for where, name in explained:
        if (where, name) not in known:
            yield f"explained.toml > {where}: no mutant is called {name}"
    for mutant, outcome in found:
        if outcome.is_noticed and (mutant.where, mutant.name) in explained:
            yield f"explained.toml > {mutant.where}: {mutant.name} is killed, and needs no explanation"


def _score(found: list[tuple[Mutant, Outcome]], explained: dict[tuple[str, str], str]) -> str:
    """The share noticed of all, and of those that are not explained, each with Wilson's 95 % interval."""
    noticed = sum(outcome.is_noticed for _, outcome in found)
    slow = sum(outcome is Outcome.OUT_OF_TIME for _, outcome in found)
    same = sum(not outcome.is_noticed and (mutant.where, mutant.name) in explained for mutant, outcome in found)
    counted = f"{len(found)} tried, {noticed} noticed ({slow} out of time): {_share(noticed, len(found))}"
    return f"{counted}; {same} explained, without them {_share(noticed, len(found) - same)}"


def _share(part: int, whole: int) -> str:
    if not whole:
        return "–"
    share = part / whole
    middle, spread = share + Z * Z / (2 * whole), Z * sqrt(share * (1 - share) / whole + Z * Z / (4 * whole * whole))
    low, high = ((middle + side * spread) / (1 + Z * Z / whole) for side in (-1, 1))
    return f"{100 * share:.1f} % ({100 * low:.1f}–{100 * high:.1f})"


def _by_module(found: list[tuple[Mutant, Outcome]], explained: dict[tuple[str, str], str]) -> Iterator[str]:
    tried_, noticed, same = Counter[str](), Counter[str](), Counter[str]()
    for mutant, outcome in found:
        tried_[mutant.module] += 1
        noticed[mutant.module] += outcome.is_noticed
        same[mutant.module] += not outcome.is_noticed and (mutant.where, mutant.name) in explained
    for module in sorted(tried_):
        yield f"{module.removeprefix('briefing.'):40} {noticed[module]:5} of {tried_[module]:5}  {same[module]:3} explained"


if __name__ == "__main__":
    main()
