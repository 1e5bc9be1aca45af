"""PREMIS 3.0: every file of a package with its seal, the act that sealed it, and the log of the edition."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from briefing.archive.elements import document, element, root
from briefing.archive.mets import Member
from briefing.archive.package import Package, media_type
from briefing.archive.premis_acts import Happening

_NAMESPACES: dict[str | None, str] = {
    None: "http://www.loc.gov/premis/v3",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_LOCAL = "local"  # identifiers are unique in the package: paths, and the edition's own id
_MADE_WITH = "briefing"
_OUTCOME = "Sigillen stämde när paketet gjordes"


def premis(package: Package, members: Iterable[Member], schemas: str, log: Iterable[Happening] = ()) -> bytes:
    """The preservation metadata of some of a package's files, by their path in it: their seals, the sealing and what it was done with.

    `schemas` is the way from this file to the folder of schemas, `log` what else has happened to the edition.
    """
    log = tuple(log)
    members = tuple(members)
    made = root("premis", _NAMESPACES, {"http://www.loc.gov/premis/v3": f"{schemas}/premis-v3-0.xsd"})
    made.set("version", "3.0")
    for each in members:
        _file(made, each)
    _sealing(made, package, members)
    for happening in log:
        _happening(made, package, happening)
    _software(made, package)
    for body in dict.fromkeys(each.body for each in log if each.body):
        agent = element(made, "agent")
        _identity(agent, "agent", body)
        element(agent, "agentName", body)
        element(agent, "agentType", "organization")
    return document(made)


def _software(made: etree._Element, package: Package) -> None:
    agent = element(made, "agent")
    _identity(agent, "agent", _program(package))
    element(agent, "agentName", _MADE_WITH)
    element(agent, "agentType", "software")
    if package.edition.program:
        element(agent, "agentVersion", package.edition.program)
    if package.edition.lock:
        element(agent, "agentNote", f"sha512 of its locked dependencies: {package.edition.lock}")


def _file(made: etree._Element, member: Member) -> None:
    file = element(made, "object", xsi__type="file")
    _identity(file, "object", member.path)
    known = element(file, "objectCharacteristics")
    fixity = element(known, "fixity")
    element(fixity, "messageDigestAlgorithm", "SHA-512")
    element(fixity, "messageDigest", member.sha512)
    element(fixity, "messageDigestOriginator", _MADE_WITH)
    element(known, "size", str(member.size))
    named = element(element(known, "format"), "formatDesignation")
    element(named, "formatName", member.media_type or media_type(member.path))


def _sealing(made: etree._Element, package: Package, members: tuple[Member, ...]) -> None:
    """The sealing: when, why, what it replaced, and all that was sealed by it."""
    edition = package.edition
    replaces = f", ersätter {edition.replaces}" if edition.replaces else ""
    said = f"{edition.id} {edition.version} förseglad med status {edition.status.value}{replaces}"
    name = f"{edition.id}.{edition.version}.forsegling"
    event = _event(made, Happening("message digest calculation", name, edition.sealed_on, said, "", ""))
    element(element(event, "eventOutcomeInformation"), "eventOutcome", package.reason or _OUTCOME)
    _linked(event, "Agent", _program(package))
    for each in members:
        _linked(event, "Object", each.path)


def _happening(made: etree._Element, package: Package, happening: Happening) -> None:
    agent = _linked(_event(made, happening), "Agent", happening.body or _program(package))
    if happening.role:
        element(agent, "linkingAgentRole", happening.role)


def _event(made: etree._Element, happening: Happening) -> etree._Element:
    event = element(made, "event")
    _identity(event, "event", happening.name)
    element(event, "eventType", happening.type)
    element(event, "eventDateTime", happening.on.isoformat())
    element(element(event, "eventDetailInformation"), "eventDetail", happening.detail)
    return event


def _linked(event: etree._Element, kind: str, value: str) -> etree._Element:
    linked = element(event, f"linking{kind}Identifier")
    element(linked, f"linking{kind}IdentifierType", _LOCAL)
    element(linked, f"linking{kind}IdentifierValue", value)
    return linked


def _identity(parent: etree._Element, kind: str, value: str) -> None:
    identity = element(parent, f"{kind}Identifier")
    element(identity, f"{kind}IdentifierType", _LOCAL)
    element(identity, f"{kind}IdentifierValue", value)


def _program(package: Package) -> str:
    return f"{_MADE_WITH} {package.edition.program}".strip()
