"""`Fetching`, how a source is collected by the program itself ([fetch] of source.toml)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from briefing.errors import Problem
from briefing.terms.period import Year
from briefing.terms.value import unknown_word

KINDS: Mapping[str, tuple[str, ...]] = {  # kind → the formats that its answers can be read as; none: whatever lies on the page
    "kolada": ("kolada",),
    "pxweb-2": ("json-stat", "px"),
    "pxweb-1": ("json-stat", "pxweb-json", "px"),
    "polisen-handelser": ("polisen-handelser",),
    "sida": (),
    "bra-sol": ("bra-sol-dbfil",),
}
EVERY: Mapping[str, int] = {"dygn": 1, "vecka": 7, "manad": 28}  # days between two collections that the calendar makes by itself
AREA_WORDS = ("kommunen", "jamforbara", "lanets", "riket", "alla")
PLACES = ("ar", "kvartal", "manad", "kommun")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "kolada": ("ids", "areas", "groups", "first"),
    "pxweb-2": ("tables",),
    "pxweb-1": ("tables",),
    "polisen-handelser": (),
    "sida": ("files", "first"),
    "bra-sol": ("tables", "areas", "first"),
}
_NEEDED = {"pxweb-2": "tables", "pxweb-1": "tables", "sida": "files", "bra-sol": "tables"}
_SOL_PERIODS = ("ar", "kvartal", "manad")
_CA_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}\.pem")
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_PLACE = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class FetchTable:
    """A table of PxWeb and which values of its variables are asked for.

    Of Brå's SOL the id is the number of a menu, and the variables are `brott` (SOL's own words) and `period` (ar, kvartal, manad).
    Of PxWeb a value is a code, a mask (`????`: any four characters, `*`: all), `top(5)` (the last five), `from(2015)` (that one and
    those after it) or a word for areas. A variable that is left out is summed over where the table allows that; of time and contents
    all are asked for.
    """

    id: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Fetching:
    """Where a source is collected and what is asked for. Nothing but `hosts` is spoken to, and only over https.

    `url` is the beginning of the service's addresses, or the page with the links. `ids` are Kolada's key figures (none: those that the
    source maps), `areas` codes or words (kommunen, jamforbara, lanets, riket, alla), `groups` the beginnings of the titles of Kolada's
    groups, in which {kommun} is the municipality's name. `first` is the first year. `tables` are PxWeb's. `files` are the names of the
    files, or the words, that the page links to, with {ar}, {kvartal} or {manad} where the period stands. `every` is how often the
    calendar collects by itself (dygn, vecka, manad). `ca_file` is a file beside source.toml with certificates that a service leaves out:
    they are trusted besides those of the machine, for these hosts alone.
    """

    kind: str
    url: str
    hosts: tuple[str, ...]
    ids: tuple[str, ...] = ()
    areas: tuple[str, ...] = ("kommunen", "jamforbara", "riket")
    groups: tuple[str, ...] = ()
    first: Year | None = None
    tables: tuple[FetchTable, ...] = ()
    files: tuple[str, ...] = ()
    every: str = "dygn"
    ca_file: str = ""


def fetch_problems(fetching: Fetching, form: str, where: tuple[str, ...]) -> Iterator[Problem]:
    """What is wrong with a [fetch] whose keys are known: `form` is the format of the source."""
    if fetching.kind not in KINDS:
        yield Problem((*where, "kind"), *unknown_word(fetching.kind, "a kind of service", KINDS))
        return
    formats = KINDS[fetching.kind]
    if formats and form not in formats:
        yield Problem(
            (*where, "kind"),
            f"answers of the kind {fetching.kind} cannot be read as {form}",
            f"write format = {' or '.join(formats)}, or remove [fetch]",
        )
    yield from _faults_of_hosts(fetching, where)
    yield from _faults_of_keys(fetching, where)
    for word in fetching.areas:
        if not word.isdigit():
            yield from _unknown(word, "a word for areas", AREA_WORDS, (*where, "areas"))
    yield from _unknown(fetching.every, "how often a source is collected", EVERY, (*where, "every"))
    if fetching.ca_file and not _CA_FILE.fullmatch(fetching.ca_file):
        yield Problem((*where, "ca_file"), f"'{fetching.ca_file}' is not the name of a .pem file", "name a file beside source.toml")
    for table in fetching.tables if fetching.kind == "bra-sol" else ():
        yield from _faults_of_menu(table, (*where, "tables", table.id))
    for pattern in fetching.files:
        yield from _faults_of_pattern(pattern, (*where, "files"))
    for prefix in fetching.groups:
        for place in _PLACE.findall(prefix):
            yield from _unknown(place, "a place in a title", ("kommun",), (*where, "groups"))


def _faults_of_hosts(fetching: Fetching, where: tuple[str, ...]) -> Iterator[Problem]:
    for host in fetching.hosts:
        if not _HOST.fullmatch(host):
            yield Problem(
                (*where, "hosts"), f"'{host}' is not the name of a host", "write it in lower case, without https:// and without a path"
            )
    if not fetching.hosts:
        yield Problem((*where, "hosts"), "no host is named", "name the hosts that may be spoken to")
    match = re.match(r"https://([^/?#]+)", fetching.url)
    if not match:
        yield Problem((*where, "url"), f"'{fetching.url}' does not begin with https://", "write the whole address; only https is used")
    elif match[1] not in fetching.hosts:
        yield Problem((*where, "url"), f"its host '{match[1]}' is not on the list", "add it under hosts")


def _faults_of_keys(fetching: Fetching, where: tuple[str, ...]) -> Iterator[Problem]:
    """Keys that the kind has no use for are refused as unknown ones are."""
    empty = Fetching("", "", ())
    for key in ("ids", "areas", "groups", "first", "tables", "files"):
        if key not in _KEYS[fetching.kind] and getattr(fetching, key) != getattr(empty, key):
            yield Problem((*where, key), f"the kind {fetching.kind} has no use for the key", "remove it")
    needed = _NEEDED.get(fetching.kind)
    if needed and not getattr(fetching, needed):
        yield Problem((*where, needed), "the key is missing", f"add {needed}: what is to be collected")


def _faults_of_menu(table: FetchTable, where: tuple[str, ...]) -> Iterator[Problem]:
    """A menu of SOL has a number, and says which offences and which periods are asked for."""
    if not table.id.isdecimal():
        yield Problem(where, f"'{table.id}' is not the number of a menu", "write the number after menyid= in the address of SOL's page")
    for variable in table.values:
        yield from _unknown(variable, "a variable of SOL", ("brott", "period"), (*where, "values", variable))
    for variable in ("brott", "period"):
        if not table.values.get(variable):
            yield Problem((*where, "values", variable), "the key is missing", "name at least one")
    for word in table.values.get("period", ()):
        yield from _unknown(word, "a period of SOL", _SOL_PERIODS, (*where, "values", "period"))


def _faults_of_pattern(pattern: str, where: tuple[str, ...]) -> Iterator[Problem]:
    places = _PLACE.findall(pattern)
    for place in places:
        yield from _unknown(place, "a place in a file's name", PLACES, where)
    if len(set(places) & {"ar", "kvartal", "manad"}) == 0:
        yield Problem(where, f"'{pattern}' does not say where the period stands", "write {ar}, {kvartal} or {manad} in its place")


def _unknown(word: str, what: str, known: Collection[str], where: tuple[str, ...]) -> Iterator[Problem]:
    if word not in known:
        yield Problem(where, *unknown_word(word, what, known))
