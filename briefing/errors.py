"""Problems that an operator can fix: where, what is wrong, one way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault in what the operator wrote: breadcrumbs to the place, what stands there, what to do."""

    where: tuple[str, ...]
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{' > '.join(self.where)}: {self.problem}\n  Fix: {self.remedy}"


class BriefingError(Exception):
    """The root of all errors that an operator can fix; printed without a traceback, exit code 1."""

    def __init__(self, *where: str, problem: str, remedy: str) -> None:
        self.problems: tuple[Problem, ...] = (Problem(where, problem, remedy),)
        super().__init__(str(self.problems[0]))

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class DeclarationError(BriefingError):
    """A declaration with every problem in it, so that one reading mends them all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        Exception.__init__(self, str(self))
