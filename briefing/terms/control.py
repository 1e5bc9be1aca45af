"""Names of controls: what tells, in a Word or Excel file that people have filled in or edited, which field or text they wrote in.

A control is known in three ways, since programs drop one or the other when they save: by its tag, by a bookmark around it, and by a
small part of the file that says which edition or form it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

EDITION_NAMESPACE = "urn:lagesbild:utgava"
FORM_NAMESPACE = "urn:lagesbild:formular"

_LONGEST_BOOKMARK = 40  # Word's own limit
_LONGEST_TAG = 64  # Word's own limit


@dataclass(frozen=True)
class FieldName:
    """One field of a form: the dimension that it is about and the key of its answer (`level`, `text` ...).

    The dimension is empty for what is answered once for the whole form.
    """

    dimension: str
    key: str

    @property
    def tag(self) -> str:
        """The tag of its content control, at most 64 characters."""
        name = f"falt:{self.dimension}:{self.key}"
        return name if len(name) <= _LONGEST_TAG else bookmark_name(name)

    @property
    def bookmark(self) -> str:
        """The bookmark around its answer."""
        return bookmark_name(f"falt:{self.dimension}:{self.key}")


def bookmark_name(name: str) -> str:
    """A bookmark that Word accepts: letters, digits and underscores, at most 40; a short sum of the name where it had to be changed."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
    candidate = f"b_{plain}"
    if plain == name and len(candidate) <= _LONGEST_BOOKMARK:
        return candidate
    mark = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{candidate[: _LONGEST_BOOKMARK - 9]}_{mark}"


def control_tag(name: str) -> str:
    """The tag of the content control of a human text, at most 64 characters."""
    return name if len(name) <= _LONGEST_TAG else bookmark_name(name)


def text_mark(text: str) -> str:
    """A short sum of a text of the form itself, blanks apart: what carries none of these sums was written by whoever filled it in."""
    return sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]
