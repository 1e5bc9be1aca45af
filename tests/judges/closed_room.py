"""A program for LibreOffice alone: turns a Word file into a PDF with a profile of its own, and tells what it asked the network for.

    unshare -n python closed_room.py FOLDER FILE

In that network namespace every address leads back to this program: it answers each question for a name with its own address, and notes
the name and what is then asked for. Outside such a namespace it listens to nothing. The PDF lies in FOLDER afterwards; a line of JSON
says what was asked for.
"""

from __future__ import annotations

import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingUDPServer
from threading import Thread

_PATIENCE_SECONDS = 200
_QUESTION_AT = 12  # bytes of a DNS message before its first question
_ADDRESS_RECORD = b"\x00\x01"
asked: list[str] = []


class _Names(BaseRequestHandler):
    """Answers that every name is here."""

    def handle(self) -> None:
        message, socket = self.request
        name, end = _question(message)
        kind = message[end : end + 2]
        asked.append(f"the name {name}")
        is_address = kind == _ADDRESS_RECORD
        answer = b"\xc0\x0c" + kind + b"\x00\x01\x00\x00\x00\x3c\x00\x04\x7f\x00\x00\x01" if is_address else b""
        counts = b"\x00\x01" + (b"\x00\x01" if is_address else b"\x00\x00") + b"\x00\x00\x00\x00"
        socket.sendto(message[:2] + b"\x81\x80" + counts + message[_QUESTION_AT : end + 4] + answer, self.client_address)


class _Pages(BaseHTTPRequestHandler):
    """Answers that no page is here."""

    def _note(self) -> None:
        asked.append(f"{self.command} http://{self.headers.get('Host', '')}{self.path}")
        self.send_error(404)

    do_GET = do_HEAD = do_POST = do_OPTIONS = do_PROPFIND = _note  # noqa: N815 - the names that the base class looks for

    def log_message(self, format: str, *args: object) -> None:
        pass


def _question(message: bytes) -> tuple[str, int]:
    labels, at = [], _QUESTION_AT
    while message[at]:
        labels.append(message[at + 1 : at + 1 + message[at]].decode("ascii", "replace"))
        at += 1 + message[at]
    return ".".join(labels), at + 1


def _is_alone() -> bool:
    """Whether this is a fresh namespace with no link up and so no way out: taking over every address there harms no one."""
    said = subprocess.run(["ip", "-o", "link", "show", "up"], check=False, capture_output=True, text=True)
    return said.returncode == 0 and not said.stdout.strip()


def _listen() -> None:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    subprocess.run(["ip", "route", "add", "local", "0.0.0.0/0", "dev", "lo"], check=True)
    servers = (ThreadingUDPServer(("0.0.0.0", 53), _Names), ThreadingHTTPServer(("0.0.0.0", 80), _Pages))
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()


def main(folder: Path, file: Path) -> None:
    if _is_alone():
        _listen()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=False, capture_output=True, timeout=_PATIENCE_SECONDS)
    print(json.dumps(sorted(set(asked))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
