"""A small real SMTP server on loopback: STARTTLS or TLS, AUTH PLAIN, a certificate made for the test. It keeps what it was given."""

from __future__ import annotations

import base64
import shutil
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest


@dataclass
class Server:
    """What came: e-mails, passwords, and commands that were given before the connection was encrypted."""

    port: int = 0
    emails: list[EmailMessage] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    in_the_clear: list[str] = field(default_factory=list)
    refuses: bool = False


def certificate(folder: Path) -> Path:
    """A certificate for localhost and its key in one file; skips where there is no openssl to make it."""
    if shutil.which("openssl") is None:
        pytest.skip("the test's certificate is made with openssl, which is not here")
    path = folder / "server.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += [
        "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout",
        str(folder / "key.pem"),
        "-out",
        str(folder / "cert.pem"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    path.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return path


@contextmanager
def smtp_server(pem: Path, *, is_tls: bool = False) -> Iterator[Server]:
    """A server that runs while the block does."""
    kept = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)

    class Conversation(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                _converse(self.request, kept, context, is_tls=is_tls)
            except (OSError, ssl.SSLError):
                return

    class Threading(socketserver.ThreadingTCPServer):
        allow_reuse_address, daemon_threads = True, True

        def handle_error(self, request: Any, client_address: Any) -> None:
            return

    with Threading(("127.0.0.1", 0), Conversation) as server:
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()


def _converse(connection: Any, kept: Server, context: ssl.SSLContext, *, is_tls: bool) -> None:
    channel = context.wrap_socket(connection, server_side=True) if is_tls else connection
    is_encrypted = is_tls
    file = channel.makefile("rb")

    def say(text: str) -> None:
        channel.sendall(text.encode() + b"\r\n")

    say("220 localhost")
    while line := file.readline():
        command = line.decode().strip()
        word = command.split(" ")[0].upper()
        if not is_encrypted and word not in ("EHLO", "STARTTLS", "QUIT"):
            kept.in_the_clear.append(command)
        if word == "EHLO":
            say("250-localhost\r\n250 AUTH PLAIN" if is_encrypted else "250-localhost\r\n250 STARTTLS")
        elif word == "STARTTLS":
            say("220 go")
            channel = context.wrap_socket(connection, server_side=True)
            file, is_encrypted = channel.makefile("rb"), True
        elif word == "AUTH":
            _, user, password = base64.b64decode(command.split(" ")[2]).decode().split("\0")
            kept.logins.append((user, password))
            say("235 ok")
        elif word == "DATA":
            say("354 go on")
            content = b""
            while not content.endswith(b"\r\n.\r\n"):
                content += file.readline()
            if kept.refuses:
                say("451 try later")
                continue
            kept.emails.append(message_from_bytes(content[:-5], policy=policy.default))  # type: ignore[arg-type]
            say("250 ok")
        elif word == "QUIT":
            say("221 bye")
            return
        else:
            say("250 ok")
