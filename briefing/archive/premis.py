"""PREMIS 3.0: every file of a package with its seal, and the act that sealed it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from briefing.archive.elements import document, element, root
from briefing.archive.mets import Member
from briefing.archive.package import Package, media_type

_NAMESPACES: dict[str | None, str] = {
    None: "http://www.loc.gov/premis/v3",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_LOCAL = "local"  # identifiers are unique in the package: paths, and the edition's own id
_MADE_WITH = "briefing"
_OUTCOME = "Sigillen stämde när paketet gjordes"


def premis(package: Package, members: Iterable[Member], schemas: str) -> bytes:
    """The preservation metadata of some of a package's files, by their path in it: their seals, the sealing and what it was done with.

    `schemas` is the way from this file to the folder of schemas.
    """
    members = tuple(members)
    made = root("premis", _NAMESPACES, {"http://www.loc.gov/premis/v3": f"{schemas}/premis-v3-0.xsd"})
    made.set("version", "3.0")
    for each in members:
        _file(made, each)
    _event(made, package, members)
    agent = element(made, "agent")
    _identity(agent, "agent", _program(package))
    element(agent, "agentName", _MADE_WITH)
    element(agent, "agentType", "software")
    if package.edition.program:
        element(agent, "agentVersion", package.edition.program)
    if package.edition.lock:
        element(agent, "agentNote", f"sha512 of its locked dependencies: {package.edition.lock}")
    return document(made)


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


def _event(made: etree._Element, package: Package, members: tuple[Member, ...]) -> None:
    """The sealing: when, why, what it replaced, and all that was sealed by it."""
    edition = package.edition
    event = element(made, "event")
    _identity(event, "event", f"{edition.id}.{edition.version}.forsegling")
    element(event, "eventType", "message digest calculation")
    element(event, "eventDateTime", edition.sealed_on.isoformat())
    replaces = f", ersätter {edition.replaces}" if edition.replaces else ""
    said = f"{edition.id} {edition.version} förseglad med status {edition.status.value}{replaces}"
    element(element(event, "eventDetailInformation"), "eventDetail", said)
    element(element(event, "eventOutcomeInformation"), "eventOutcome", package.reason or _OUTCOME)
    agent = element(event, "linkingAgentIdentifier")
    element(agent, "linkingAgentIdentifierType", _LOCAL)
    element(agent, "linkingAgentIdentifierValue", _program(package))
    for each in members:
        linked = element(event, "linkingObjectIdentifier")
        element(linked, "linkingObjectIdentifierType", _LOCAL)
        element(linked, "linkingObjectIdentifierValue", each.path)


def _identity(parent: etree._Element, kind: str, value: str) -> None:
    identity = element(parent, f"{kind}Identifier")
    element(identity, f"{kind}IdentifierType", _LOCAL)
    element(identity, f"{kind}IdentifierValue", value)


def _program(package: Package) -> str:
    return f"{_MADE_WITH} {package.edition.program}".strip()
