"""What the chain proves of the objects in the archive: none was taken away, changed places, or was made to look right. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from briefing.archive.chain import GENESIS, Chain, Head, Link, parse_head, parse_head_file
from briefing.archive.fault import ASK_WHO, HARMLESS, PUT_BACK_CHAIN, RESTORE, Fault
from briefing.archive.layout import CHAIN, CHAIN_HEAD, is_by_sha512


@dataclass(frozen=True)
class Kept:
    """What an archive keeps of its chain: chain.log (None: not there) and the bytes of chain.head (empty: not there)."""

    chain: Chain | None
    head_bytes: bytes

    @property
    def head(self) -> Head | None:
        return parse_head_file(self.head_bytes)

    @property
    def log(self) -> Chain:
        return self.chain or Chain()


@dataclass(frozen=True)
class Version:
    """One version that lies in the archive: its link, and the head of the chain that it says it was written after."""

    link: Link
    follows: str


def chain_faults(kept: Kept, versions: Collection[Version], gone: Collection[Link], damaged: Collection[str]) -> Iterator[Fault]:
    """Where chain and objects disagree. `gone` are links of what was lawfully deleted, `damaged` the objects that are named already."""
    if not kept.head and kept.chain is None and not any(each.follows for each in versions):
        return
    yield from _log_faults(kept)
    yield from _place_faults(kept, versions)
    there = {(each.link.object, each.link.version): each.link for each in versions}
    for link in kept.log.links:
        if link and link not in gone and link.object not in damaged and there.get((link.object, link.version)) != link:
            yield _disagreement(link, there)
    yield from _tail_faults(kept, set(there.values()))
    yield from _unknown_faults(versions, {link for link in kept.log.links if link}, gone)


def chain_notes(kept: Kept, versions: Collection[Version], gone: Collection[Link]) -> Iterator[Fault]:
    """What a cut-off writing left of the chain, and lawful deletions that are told of and not yet carried out."""
    if not kept.head and kept.chain is None and versions and not any(each.follows for each in versions):
        yield Fault("arkivet", CHAIN, "arkivet är äldre än kedjan", HARMLESS)
        return
    told = {link for link in kept.log.links if link}
    known = {(link.object, link.version) for link in told - set(gone)}
    for each in versions:
        if each.link in gone:
            yield Fault(_name(each.link), each.link.object, "gallrad, men ännu inte borttagen", HARMLESS)
        elif (each.link.object, each.link.version) not in known:
            yield Fault(_name(each.link), CHAIN, "en avbruten skrivning: finns i arkivet men ännu inte i kedjan", HARMLESS)
    if kept.head and kept.log.holds(kept.head) and kept.log.head != kept.head:
        yield Fault("arkivet", CHAIN_HEAD, "en avbruten skrivning: kedjan är längre än den säger", HARMLESS)


def noted_faults(kept: Kept, noted: str) -> Iterator[Fault]:
    """Whether a head that somebody has noted (`17 3f9a…` or its sha512 alone) is one that the chain has had."""
    if noted and not any(noted.strip() in (str(each), each.sha512) for each in kept.log.heads):
        said = f"kedjan har aldrig haft huvudet {noted}: arkivet är ett annat än när det antecknades"
        yield Fault("arkivet", CHAIN, said, PUT_BACK_CHAIN)


def _log_faults(kept: Kept) -> Iterator[Fault]:
    """Whether chain.log holds all that chain.head says."""
    head, log = kept.head, kept.log
    if head is None:
        said = "filen går inte att läsa" if kept.head_bytes else "filen saknas"
        yield Fault("arkivet", CHAIN_HEAD, said, PUT_BACK_CHAIN)
    elif kept.chain is None and head != GENESIS:
        yield Fault("arkivet", CHAIN, f"filen saknas; den hade {head.length} rader", PUT_BACK_CHAIN)
    elif head.length > len(log.lines):
        yield Fault("arkivet", CHAIN, f"kedjan är avkortad: den har {len(log.lines)} av {head.length} rader", PUT_BACK_CHAIN)
    elif not log.holds(head):
        yield Fault("arkivet", CHAIN, "kedjan har ändrats: dess rader ger inte det huvud som chain.head säger", PUT_BACK_CHAIN)


def _place_faults(kept: Kept, versions: Collection[Version]) -> Iterator[Fault]:
    """The first version that was written after a head which the chain has never had: from there on it has been changed."""
    heads = [(parse_head(each.follows), each) for each in versions if each.follows]
    wrong = [each for head, each in heads if head is None or not kept.log.holds(head)]
    if wrong:
        first = min(wrong, key=lambda each: (len(each.follows.split(" ")[0]), each.follows, each.link.order))
        said = f"kedjan stämmer inte: {_name(first.link)} skrevs efter rad {first.follows.split(' ')[0]}, som då var en annan"
        yield Fault("arkivet", CHAIN, said, PUT_BACK_CHAIN)


def _disagreement(link: Link, there: Mapping[tuple[str, str], Link]) -> Fault:
    if (link.object, link.version) in there:
        return Fault(_name(link), link.object, "är en annan än den som arkiverades, fast den stämmer med sig själv", ASK_WHO)
    what = "filen" if is_by_sha512(link.object) else "den"
    return Fault(_name(link), link.object, f"{what} har arkiverats, men finns inte längre", RESTORE)


def _tail_faults(kept: Kept, there: Collection[Link]) -> Iterator[Fault]:
    """Lines that no writer has written, and an unfinished line that is the beginning of none that is missing."""
    log, covered = kept.log, kept.head.length if kept.head else 0
    odd = [place for place, link in enumerate(log.links[covered:], covered + 1) if link is None or link not in there]
    if log.torn and not any(each.line.startswith(log.torn) for each in set(there) - set(log.links)):
        odd.append(len(log.lines) + 1)
    yield from (Fault("arkivet", CHAIN, f"rad {place} har inte skrivits av programmet", PUT_BACK_CHAIN) for place in odd)


def _unknown_faults(versions: Collection[Version], told: Collection[Link], gone: Collection[Link]) -> Iterator[Fault]:
    """Versions that the chain lacks although it knows a later one of the same object: they were put there afterwards."""
    latest: dict[str, tuple[int, str, int]] = {}
    for link in told:
        latest[link.object] = max(link.order, latest.get(link.object, link.order))
    known = {(link.object, link.version) for link in told}
    for link in (each.link for each in versions):
        if (link.object, link.version) not in known and link not in gone and link.order < latest.get(link.object, link.order):
            yield Fault(_name(link), link.object, "finns inte i kedjan, fast en senare version gör det", ASK_WHO)


def _name(link: Link) -> str:
    name = link.object.rsplit("/", 1)[-1]
    return name[:12] if is_by_sha512(link.object) else f"{name} {link.version}"
