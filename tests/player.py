"""A local HTTPS server that plays the services: it answers for every host name, and can answer badly."""

from __future__ import annotations

import select
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from briefing.fetch.network import Address, Limits, Network

CERTIFICATE = Path(__file__).parent / "fixtures" / "certificate"
QUICK = Limits(connect=2, read=0.3, whole=0.5, size=1024 * 1024, tries=2, longest_wait=60)


@dataclass(frozen=True)
class Asked:
    """One call that came: which host was meant, what was asked for."""

    host: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """One answer. `pieces` and `pause`: sent in so many pieces with seconds between; `cut`: only half of the body comes.

    `slow_head`: seconds between the lines of a head that goes on and on.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pieces: int = 1
    pause: float = 0.0
    cut: bool = False
    slow_head: float = 0.0


Service = Callable[[Asked], Reply]


class Player:
    """The server, what each host answers, and every call that came."""

    def __init__(self) -> None:
        self.services: dict[str, Service] = {}
        self.calls: list[Asked] = []
        self.port = 0

    def clear(self) -> None:
        self.services, self.calls = {}, []

    def answer(self, asked: Asked) -> Reply:
        self.calls.append(asked)
        service = self.services.get(asked.host)
        return service(asked) if service else Reply(b"not here", 404)


def trusted() -> ssl.SSLContext:
    """Trust in the player's certificate and in no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(CERTIFICATE / "server.pem")
    return context


class Clock:
    """A clock that runs on at once when somebody sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self) -> float:
        return time.monotonic() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def network(port: int, clock: Clock | None = None, limits: Limits = QUICK) -> Network:
    """A network in which every host is the player."""
    clock = clock or Clock()

    def resolve(host: str) -> list[Address]:
        return [("127.0.0.1", port)]

    return Network(resolve, trusted, clock.sleep, clock, spread=lambda: 0.0, limits=limits, loopback_allowed=True)


@contextmanager
def playing(certificate: str = "server") -> Iterator[Player]:
    player = Player()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16  # head and body go together: two small packets would wait for each other

        def setup(self) -> None:
            self.request.settimeout(5)
            self.request.do_handshake()
            super().setup()

        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            asked = Asked(
                self.headers["Host"], self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, self.rfile.read(size)
            )
            _send(self, player.answer(asked))

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            return  # clients hang up, and some refuse the certificate: that is what is played

    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE / f"{certificate}.pem", CERTIFICATE / f"{certificate}.key")
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    player.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield player
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def proxying(player: Player) -> Iterator[tuple[str, list[str]]]:
    """A proxy through which every host is the player: its address, and which hosts were asked for."""
    asked: list[str] = []

    class Tunnel(StreamRequestHandler):
        def handle(self) -> None:
            asked.append(self.rfile.readline().split()[1].decode())
            while self.rfile.readline().strip():
                pass
            self.request.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            with socket.create_connection(("127.0.0.1", player.port), timeout=5) as inner:
                ends = {self.request: inner, inner: self.request}
                while True:
                    ready, _, _ = select.select(list(ends), [], [], 5)
                    pieces = [(ends[end], end.recv(65536)) for end in ready]
                    if not pieces or not all(piece for _, piece in pieces):
                        return
                    for end, piece in pieces:
                        end.sendall(piece)

    class Server(ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            return  # clients hang up

    with Server(("127.0.0.1", 0), Tunnel) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", asked
        finally:
            server.shutdown()


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    for number in range(100 if reply.slow_head else 0):
        handler.send_header(f"X-Line-{number}", "a line more")
        handler.flush_headers()
        handler.wfile.flush()
        time.sleep(reply.slow_head)
    handler.send_header("Content-Length", str(len(reply.body)))
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    body = reply.body[: len(reply.body) // 2] if reply.cut else reply.body
    step = max(-(-len(body) // reply.pieces), 1)
    for start in range(0, len(body), step):
        handler.wfile.write(body[start : start + step])
        handler.wfile.flush()
        time.sleep(reply.pause)
    handler.close_connection = handler.close_connection or reply.cut
