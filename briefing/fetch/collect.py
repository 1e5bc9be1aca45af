"""Sources collected one after the other: a service that is dead, slow or changed stops its own source and no other."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefing import __version__
from briefing.errors import BriefingError
from briefing.fetch import bra_sol, kolada, page, polisen, pxweb
from briefing.fetch.bundle import Collected, Job, Scope
from briefing.fetch.fault import NotFetchedError, UnreachableError, UntrustedError
from briefing.fetch.network import Network
from briefing.fetch.outcome import Ending, Outcome
from briefing.fetch.stage import Stage
from briefing.fetch.taking_in import finish, newest, take_in
from briefing.fetch.transport import Transport
from briefing.fetch.waiting import Pace
from briefing.fetch.web import Web, World
from briefing.sources.fetching import Fetching
from briefing.sources.source import Source
from briefing.workspace.lock import locked
from briefing.workspace.receipt import RECEIPT_FILE, read_receipt

MEMORY = "output/hamtat"
_COLLECTORS: Mapping[str, Callable[[Job], Collected]] = {
    "kolada": kolada.collected,
    "pxweb-2": pxweb.collected_v2,
    "pxweb-1": pxweb.collected_v1,
    "polisen-handelser": polisen.collected,
    "sida": page.collected,
    "bra-sol": bra_sol.collected,
}


@dataclass(frozen=True)
class Run:
    """For whom and when it is collected: the workspace's folder, whom it is about, the day."""

    root: Path
    scope: Scope
    today: date


def collect(sources: Iterable[Source], run: Run, network: Network, say: Callable[[str], None]) -> Iterator[Outcome]:
    """The outcome of each source that has a [fetch], as soon as it is known. Nothing is raised for what a service does."""
    transport = Transport(network, _agent(run.scope))
    world = World(network, transport, Pace(network.clock, network.sleep, say), say)
    try:
        for source in sources:
            if source.fetch is not None:
                yield _with_last(_collected(source, source.fetch, run, world), run.root / "sources" / source.id)
    finally:
        transport.close()


def _collected(source: Source, fetching: Fetching, run: Run, world: World) -> Outcome:
    with locked(run.root / MEMORY / f"{source.id}.lock") as is_alone:
        if not is_alone:
            return Outcome(source.id, source.title, Ending.UPPTAGEN, fault="en annan körning hämtar den just nu")
        world.say(f"Hämtar {source.title} …")
        try:
            return _taken_in(source, fetching, run, world)
        except NotFetchedError as fault:
            return Outcome(source.id, source.title, Ending.MISSLYCKAD, fault=str(fault), remedy=fault.remedy)
        except BriefingError as error:
            told = error.problems[0]
            return Outcome(
                source.id, source.title, Ending.MISSLYCKAD, fault=f"{' > '.join(told.where)}: {told.problem}", remedy=told.remedy
            )
        except OSError as error:
            found = f"disken svarar: {error.strerror or error}"
            return Outcome(
                source.id, source.title, Ending.MISSLYCKAD, fault=found, remedy="gör plats eller ge rätt att skriva, och kör igen"
            )


def _taken_in(source: Source, fetching: Fetching, run: Run, world: World) -> Outcome:
    """What a run before this one had begun is finished first."""
    folder, memory = run.root / "sources" / source.id, run.root / MEMORY / f"{source.id}.json"
    if "" in read_receipt(folder).unreadable:
        raise NotFetchedError(f"{RECEIPT_FILE} går inte att läsa", "källans register", "lägg tillbaka registret från en säkerhetskopia")
    finish(folder, memory)
    _trust(source, fetching, folder, world)
    stage = Stage(folder, memory, run.today)
    job = Job(source, fetching, run.scope, run.today, folder, Web(fetching.hosts, world, stage))
    try:
        found = _COLLECTORS[fetching.kind](job)
    except UnreachableError:
        raise
    except UntrustedError as fault:
        if fetching.ca_file and not (folder / fetching.ca_file).is_file():
            fault.remedy = f"tjänsten kan sakna ett mellancertifikat: lägg det som sources/{source.id}/{fetching.ca_file}"
        raise
    except NotFetchedError:
        stage.forget()
        raise
    new = take_in(folder, memory, found.bundles, run.today, f"hämtad av briefing från {fetching.url}")
    ending = Ending.NY if new else Ending.OFORANDRAD
    return Outcome(source.id, source.title, ending, new=new, remarks=found.remarks, to_mend=found.to_mend)


def _trust(source: Source, fetching: Fetching, folder: Path, world: World) -> None:
    """Trusts what lies in the declared file, where it does; without the file only what the machine trusts."""
    file = folder / fetching.ca_file
    if not fetching.ca_file or not file.is_file():
        return
    try:
        for host in fetching.hosts:
            world.transport.trust(host, file.read_text(encoding="ascii"))
    except ValueError:
        where = f"sources/{source.id}/{fetching.ca_file}"
        raise NotFetchedError(f"{where} är inget certifikat", "certifikat i PEM", "lägg dit filen på nytt, eller ta bort ca_file") from None


def _with_last(outcome: Outcome, folder: Path) -> Outcome:
    """The outcome with the latest delivery that there is, and the day on which its last file was received."""
    latest = newest(folder)
    if latest is None:
        return outcome
    rows = read_receipt(folder).rows.values()
    days = [row.received_on for row in rows if row.file == latest.name or row.file.startswith(f"{latest.name}/")]
    return replace(outcome, last=f"{outcome.source}/{latest.name}", received_on=max(days, default=None))


def _agent(scope: Scope) -> str:
    """Who asks, so that a service can tell us: the program and the municipality, in ASCII as headers are."""
    name = unicodedata.normalize("NFKD", scope.municipality.name).encode("ascii", "ignore").decode()
    return f"briefing/{__version__} (lagesbild; {name} kommun, {scope.municipality.code})"
