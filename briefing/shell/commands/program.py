"""Which program this is: its version, and the versions of all that it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

from briefing import __version__
from briefing.archive.seals import digest

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Program:
    """The program's version, and the names and versions of what it depends on; `lock` is the sha512 of those."""

    version: str
    dependencies: tuple[str, ...]

    @property
    def lock(self) -> str:
        return digest("\n".join(self.dependencies).encode())


@cache
def this_program() -> Program:
    """The program that runs, as it is installed."""
    found: dict[str, str] = {}
    waiting = ["briefing"]
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            installed = distribution(name)
        except PackageNotFoundError:  # needed on another kind of machine
            continue
        found[key] = installed.version
        needs = (each for each in installed.requires or () if "extra ==" not in each)
        waiting += [match[0] for each in needs if (match := _NAME.match(each))]
    found.pop("briefing", None)
    return Program(__version__, tuple(f"{name}=={version}" for name, version in sorted(found.items())))
