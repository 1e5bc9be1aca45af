"""The log of an edition: who did what, as data and as a line."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.archive.edition import ACTS, Act
from briefing.terms.edition import Logged


def log_entry(act: Act) -> dict[str, str]:
    """The act as JSON has it; what is not said is empty."""
    words = {name: getattr(act, name) for name in ("version", "by", "role", "dnr", "decision", "reason")}
    return {"kind": act.kind.value, "on": act.on.isoformat(), **words}


def log_line(act: Act) -> str:
    """`2026-12-03 v2 slutlig av Kommunstyrelsen, ordförande; dnr KS-2026/00123; beslut § 12`."""
    who = ", ".join(filter(None, (act.by, act.role)))
    parts = (
        f"{act.on} {act.version} {ACTS[act.kind]}" + (f" av {who}" if who else ""),
        *_details(act),
    )
    return "; ".join(filter(None, parts))


def logged(acts: Iterable[Act]) -> tuple[Logged, ...]:
    """The log as the document prints it."""
    return tuple(Logged(act.version, act.on, ACTS[act.kind], ", ".join(filter(None, (act.by, act.role))), _about(act)) for act in acts)


def _about(act: Act) -> str:
    return "; ".join(filter(None, _details(act)))


def _details(act: Act) -> tuple[str, str, str]:
    return f"dnr {act.dnr}" if act.dnr else "", f"beslut {act.decision}" if act.decision else "", act.reason
