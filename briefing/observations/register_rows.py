"""The rows of a register that are open: those that people are asked about one by one."""

from __future__ import annotations

from briefing.observations.reading import Material
from briefing.observations.register_checks import Registers
from briefing.observations.statement import Entry


def open_rows(register: str, material: Material) -> tuple[Entry, ...]:
    """The rows of a register that are not closed, as its latest delivery has them."""
    named = {each.citation.delivery for each in material.entries if each.register == register}
    ordered = sorted((each for each in material.deliveries if each.id in named), key=lambda each: (each.covers.last_day, each.revision))
    newest = {each.source: each.id for each in ordered}.values()
    rows = tuple(each for each in material.entries if each.register == register and each.citation.delivery in newest)
    registers = Registers(rows, material.sources)
    return tuple(each for each in registers.of(register) if registers.is_open(each))
