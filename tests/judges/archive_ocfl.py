"""A program for the virtual environment of ocfl-py alone: what it says of storage roots, every object and digest looked at.

    python archive_ocfl.py ROOT…

A line of JSON: for each root whether it is valid, how many objects there are and how many are good, and what is wrong.
"""

from __future__ import annotations

import json
import sys

import ocfl


def said_of(folder: str) -> dict[str, object]:
    root = ocfl.StorageRoot(root=folder)
    valid = root.validate(validate_objects=True, check_digests=True, log_warnings=True)
    return {"valid": valid, "objects": root.num_objects, "good": root.good_objects, "errors": [str(each) for each in root.errors]}


if __name__ == "__main__":
    print(json.dumps([said_of(each) for each in sys.argv[1:]]))
