"""`Web`: a polite and careful reader of the declared hosts of one source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from briefing.fetch.address import checked_host, redirected
from briefing.fetch.fault import NotFetchedError, UnreachableError
from briefing.fetch.network import Network
from briefing.fetch.stage import Answer, Stage
from briefing.fetch.transport import PassingError, Response, Transport
from briefing.fetch.waiting import AGAIN, Pace, wait_before

MOVED = frozenset({301, 302, 303, 307, 308})
MOST_MOVES = 5
_SAY_EVERY = 5.0  # seconds


@dataclass(frozen=True)
class World:
    """What all sources of one run share: the network, its connections, the pace of each host, and where progress is said."""

    network: Network
    transport: Transport
    pace: Pace
    say: Callable[[str], None]


class Web:
    """Answers from the hosts of one source. What has come is kept in the stage, so that a run that was cut off asks for nothing twice."""

    def __init__(self, hosts: tuple[str, ...], world: World, stage: Stage) -> None:
        self._hosts, self._world, self._stage = hosts, world, stage
        self._network = world.network
        self.pace = world.pace
        self._count, self._said = 0, self._network.clock()

    def get(self, url: str, accept: str = "application/json") -> Answer:
        """The answer to GET; NotFetchedError where there is none that can be used."""
        return self._kept("GET", url, accept, None)

    def post(self, url: str, body: bytes) -> Answer:
        """The answer to a question in JSON."""
        return self._kept("POST", url, "application/json", body)

    def once(self, question: str, ask: Callable[[], bytes]) -> Answer:
        """The answer to a question that takes several calls; it is asked once a day, and kept as others are."""
        key = sha256(question.encode()).hexdigest()[:40]
        kept = self._stage.answer(key)
        if kept is not None:
            return kept
        answer = Answer(key, ask())
        self._stage.keep(answer)
        self._progress()
        return answer

    def response(self, method: str, url: str, headers: dict[str, str], body: bytes | None) -> Response:
        """The response to one call, whatever its status; redirects are not followed, nothing is kept."""
        return self._tried(method, url, checked_host(url, self._hosts), headers, body)

    def elsewhere(self, url: str, response: Response) -> str:
        """Where a response sends us on to, on the same host; empty where it does not."""
        return redirected(url, response.headers.get("location", ""), self._hosts) if response.status in MOVED else ""

    def _kept(self, method: str, url: str, accept: str, body: bytes | None) -> Answer:
        key = sha256(b"\n".join((method.encode(), url.encode(), body or b""))).hexdigest()[:40]
        kept = self._stage.answer(key)
        if kept is not None:
            return kept
        known = self._stage.delivered(key) if method == "GET" else None
        headers = {"Accept": accept} | ({"Content-Type": "application/json"} if body is not None else {})
        if known is not None:
            headers |= {"If-None-Match": known.etag} if known.etag else {"If-Modified-Since": known.last_modified}
        response = self._followed(method, url, headers, body)
        if response.status == 304 and known is not None:
            answer = known
        elif response.status == 200:
            told = response.headers
            answer = Answer(key, response.content, told.get("etag", ""), told.get("last-modified", ""))
        else:
            raise refused(response)
        self._stage.keep(answer)
        self._progress()
        return answer

    def _followed(self, method: str, url: str, headers: dict[str, str], body: bytes | None) -> Response:
        for _ in range(MOST_MOVES):
            response = self.response(method, url, headers, body)
            if response.status not in MOVED:
                return response
            if method != "GET":
                raise NotFetchedError("en hänvisning i stället för ett svar på frågan", "data", "kontrollera url under [fetch]")
            url = self.elsewhere(url, response)
        raise NotFetchedError("hänvisningar i ring", "data")

    def _tried(self, method: str, url: str, host: str, headers: dict[str, str], body: bytes | None) -> Response:
        """The response after as many tries as are allowed; the last fault is told."""
        fault = ""
        for attempt in range(1, self._network.limits.tries + 1):
            self.pace.keep(host)
            retry_after = ""
            try:
                response = self._world.transport.call(method, url, headers, body)
                if response.status not in AGAIN:
                    return response
                fault, retry_after = f"{host} svarade {response.status}", response.headers.get("retry-after", "")
            except PassingError as passing:
                fault = str(passing)
            if attempt < self._network.limits.tries:
                self._wait(attempt, retry_after, fault, host)
        raise UnreachableError(f"{fault} ({self._network.limits.tries} försök)")

    def _wait(self, attempt: int, retry_after: str, fault: str, host: str) -> None:
        seconds = wait_before(attempt, retry_after, self._network.now(), self._network.spread())
        if seconds > self._network.limits.longest_wait:
            raise UnreachableError(f"{host} ber oss vänta {seconds:.0f} sekunder; försök igen då")
        self._world.say(f"  {fault}; försöker igen om {seconds:.0f} s")
        self._network.sleep(seconds)

    def _progress(self) -> None:
        self._count += 1
        if self._network.clock() - self._said >= _SAY_EVERY:
            self._said = self._network.clock()
            self._world.say(f"  {self._count} svar hämtade")


def refused(response: Response) -> NotFetchedError:
    """What a status other than 200 says."""
    said = " ".join(response.content[:2000].decode("utf-8", "replace").split())[:120]
    remedy = "kontrollera url, ids och tables under [fetch]" if 400 <= response.status < 500 else ""
    quoted = f' ("{said}")' if said and not said.startswith("<") else ""
    return NotFetchedError(f"svaret {response.status}{quoted}", "200 med data", remedy)
