"""Street addresses in running text: what tells where somebody lives."""

from __future__ import annotations

import re

_STREET = re.compile(
    r"\b[A-ZÅÄÖ][\w-]*(?: [A-ZÅÄÖ]?[\w-]+){0,2}?(?:gatan|gata|vägen|väg|gränd|gränden|stigen|stig|torget|allén|allé|esplanaden|backen"
    r"|plan|leden|kajen|liden|slingan|ringen|svängen|promenaden)\s{1,2}[0-9]{1,3}(?: ?[A-Za-z])?(?![\w-]|[.,][0-9])"
)
_POSTAL = re.compile(r"(?<![0-9])[1-9][0-9]{2} [0-9]{2} {1,2}[A-ZÅÄÖ][a-zåäöA-ZÅÄÖ]{2,}\b")


def addresses(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every street with a number, and of every postcode with its town. A street alone is a place, not an address."""
    found = [each.span() for pattern in (_STREET, _POSTAL) for each in pattern.finditer(text)]
    return tuple(sorted(found))
