"""A program for the virtual environment of eark-validator alone: what it says of packages.

    python package_eark.py PACKAGE…

The validator reads four vocabularies over the network when it is imported; they lie in its own wheel, and are read from there. It asks an
element of METS for its child as soon as it has met the start tag, and breaks where lxml has read just so far, 32 KB at a time: with some
sizes of a package and not with others. So it is given each file whole. A line of JSON has the ids of the rules that each package breaks, in
the order given: errors and warnings, with what was found.
"""

from __future__ import annotations

import io
import json
import sys
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

_VALIDATOR = Path(next(iter(find_spec("eark_validator").submodule_search_locations)))
_VOCABULARIES = _VALIDATOR / "ipxml" / "resources" / "vocabs"


def _from_the_wheel(address: str) -> io.BytesIO:
    return io.BytesIO((_VOCABULARIES / address.rpartition("/")[2]).read_bytes())


class _Whole(io.BytesIO):
    """A file that is read at once, however little is asked for."""

    def read(self, _size: int | None = -1) -> bytes:
        return super().read()


def _parsed_whole(source: Path | str, *arguments: Any, **options: Any) -> Any:
    return _ITERPARSE(_Whole(Path(source).read_bytes()), *arguments, **options)


urllib.request.urlopen = _from_the_wheel
_ITERPARSE, etree.iterparse = etree.iterparse, _parsed_whole

from eark_validator.packages import PackageValidator  # noqa: E402 - only now does it read no network


def said_of(package: Path) -> dict[str, list[list[str]]]:
    report = PackageValidator(package).validation_report
    metadata = report.metadata
    results = list(report.structure.messages)
    if metadata:
        results += [*metadata.schema_results.messages, *metadata.schematron_results.messages]
    found: dict[str, list[list[str]]] = {"error": [], "warn": []}
    for each in results:
        kind = str(each.severity.value).lower()
        found.setdefault(kind, []).append([each.rule_id, f"{each.location}: {each.message}"])
    return found


if __name__ == "__main__":
    print(json.dumps([said_of(Path(each).absolute()) for each in sys.argv[1:]]))
