"""A delivered JSON file as Python values: cut off, endless or strange ones are refused with what stood there."""

from __future__ import annotations

import json
import re
from typing import Any

from briefing.observations.decoding import decoded
from briefing.observations.fault import UnusableError, quoted
from briefing.sources.source import Part

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")  # half of a sign beyond the first 65 536; alone it is none, and cannot be written anywhere
_LONGEST_NUMBER = 20  # digits; longer ones are no number about a municipality, and are kept as text so that they are refused as such


def parsed_json(part: Part, whole: str, remedy: str) -> Any:
    """The value of a file; UnusableError, which says that `whole` was expected, where it is no JSON or ends too early."""
    return json_of(decoded(part), whole, remedy)


def json_of(text: str, whole: str, remedy: str) -> Any:
    """The value of a text."""
    try:
        page = json.loads(text, parse_constant=str, parse_int=_whole)
        if _SURROGATE.search(text):
            json.dumps(page, ensure_ascii=False).encode()
        return page
    except UnicodeEncodeError:
        raise UnusableError("ett tecken som inte finns (halva av ett par, \\ud800–\\udfff)", whole, remedy) from None
    except json.JSONDecodeError as fault:
        found = f"en fil som inte går att läsa som JSON på rad {fault.lineno}, tecken {fault.colno}"
        raise UnusableError(found, f"{whole}; filen kan vara avhuggen", remedy) from None
    except RecursionError:
        raise UnusableError("listor i listor utan slut", whole, remedy) from None


def keys_of(page: Any) -> str:
    """What a JSON value is, for a message: its keys, or the name of its type."""
    return quoted(", ".join(map(str, page)) if isinstance(page, dict) else type(page).__name__)


def shown(found: object) -> str:
    """A JSON value as it stood, cut where it is long."""
    text = json.dumps(found, ensure_ascii=False)
    return text if len(text) <= 60 else text[:60] + "…"


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) < _LONGEST_NUMBER else digits
