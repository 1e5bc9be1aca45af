"""Assessments written as a delivery of the format `bedomningar`: the text that its reader reads as just these."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from briefing.observations.statement import Assessment

_BY_NUMBER = {ord(letter): f"\\u{ord(letter):04x}" for letter in "\x7fÂÃ\ufffd"}  # these look like a file in a wrong encoding
_HEAD = "# Skriven av briefing adopt ur ett redigerat utkast. Ändra inte i filen: lämna en ny rättelse bredvid."


def delivery_text(assessments: Iterable[Assessment]) -> str:
    """The TOML of the assessments, each signed by itself."""
    return (
        "\n".join(
            (_HEAD, *(line for each in assessments for line in ("", *_row(each)))),
        )
        + "\n"
    )


def _row(each: Assessment) -> Iterator[str]:
    yield "[[assessment]]"
    level = each.level.value if each.level else ""
    for key, value in (("subject", each.subject), ("area", each.area), ("level", level), ("likelihood", each.likelihood)):
        if value:
            yield f"{key} = {_quoted(value)}"
    if each.rests_on:
        yield f"rests_on = [{', '.join(map(_quoted, each.rests_on))}]"
    if each.speaks_against:
        yield f"speaks_against = {_quoted(each.speaks_against)}"
    yield f"body = {_quoted(each.body)}"
    if each.role:
        yield f"role = {_quoted(each.role)}"
    yield f"dated = {_day(each.dated)}"
    yield f'sensitivity = "{each.sensitivity.value}"'
    yield f"text = {_prose(each.text)}"


def _day(day: date) -> str:
    return day.isoformat()


def _prose(text: str) -> str:
    """Words as they are where a literal can hold them, so that the file can be read by people."""
    is_odd = "'''" in text or text.endswith("'") or text.translate(_BY_NUMBER) != text
    return _quoted(text) if is_odd else f"'''\n{text}\n'''"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_BY_NUMBER)
