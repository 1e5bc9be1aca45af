"""METS.xml of a package and of each of its representations: E-ARK CSIP and SIP 2.1.0, which is Riksarkivet's FGS Paketstruktur 2.0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

from briefing.archive.elements import document, element, root
from briefing.archive.layout import version_number
from briefing.archive.package import Package, media_type

METS = "METS.xml"
_NAMESPACES: dict[str | None, str] = {
    None: "http://www.loc.gov/METS/",
    "csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
    "sip": "https://DILCIS.eu/XML/METS/SIPExtensionMETS",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_SCHEMAS = {"csip": "DILCISExtensionMETS.xsd", "sip": "DILCISExtensionSIPMETS.xsd", "xlink": "xlink.xsd", None: "mets.xsd"}
_SIP_PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
_CSIP_PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
_KIND = "lagesbild"  # there is no content information type specification for it: the attribute says OTHER and this
_CATEGORY = "Textual works – Digital"  # a word of E-ARK's vocabulary of content categories


@dataclass(frozen=True)
class Member:
    """A file as METS refers to it: path from where METS.xml lies, sha512 in hex, size, and the media type (default: by its name)."""

    path: str
    sha512: str
    size: int
    media_type: str = ""


@dataclass(frozen=True)
class Group:
    """A group of files with its use: Documentation, Schemas, Representations/pdf, Data."""

    use: str
    members: tuple[Member, ...]


def package_mets(package: Package, descriptive: Member, preservation: Member, groups: Iterable[Group]) -> bytes:
    """The METS of the whole package; a group whose use begins with Representations holds that representation's own METS."""
    groups = tuple(groups)
    made = _root(package, package.name, package.description.title, _SIP_PROFILE, "schemas")
    _header(made, package)
    dmd = element(made, "dmdSec", ID="dmd-1", CREATED=package.moment, STATUS="CURRENT")
    _reference(dmd, descriptive, package, MDTYPE="EAD", MDTYPEVERSION="EAD3 1.1.1")
    _provenance(made, preservation, package)
    ids = _files(made, groups, package)
    whole = _structure(made, package.name)
    element(whole, "div", ID="div-metadata", LABEL="Metadata", ADMID="digiprov-1", DMDID="dmd-1")
    for group in groups:
        if not group.use.startswith("Representations"):
            element(element(whole, "div", ID=f"div-{group.use.lower()}", LABEL=group.use), "fptr", FILEID=ids[group.use])
    _representations(whole, groups, ids)
    return document(made)


def representation_mets(package: Package, representation: str, preservation: Member, group: Group) -> bytes:
    """The METS of one representation: its data, and the seals of it."""
    made = _root(package, representation, f"{package.description.title} ({representation})", _CSIP_PROFILE, "../../schemas")
    _header(made, package)
    _provenance(made, preservation, package)
    ids = _files(made, (group,), package)
    whole = _structure(made, representation)
    element(whole, "div", ID="div-metadata", LABEL="Metadata", ADMID="digiprov-1")
    element(element(whole, "div", ID="div-data", LABEL=group.use), "fptr", FILEID=ids[group.use])
    return document(made)


def _root(package: Package, identity: str, label: str, profile: str, schemas: str) -> etree._Element:
    made = root("mets", _NAMESPACES, {_NAMESPACES[prefix]: f"{schemas}/{file}" for prefix, file in _SCHEMAS.items()})
    made.set("OBJID", identity)
    made.set("LABEL", label)
    made.set("TYPE", _CATEGORY)
    made.set("PROFILE", profile)
    for name, value in _kind().items():
        made.set(f"{{{_NAMESPACES['csip']}}}{name.removeprefix('csip__')}", value)
    return made


def _kind() -> dict[str, str]:
    return {"csip__CONTENTINFORMATIONTYPE": "OTHER", "csip__OTHERCONTENTINFORMATIONTYPE": _KIND}


def _header(made: etree._Element, package: Package) -> None:
    """Who made the package and whose records it holds; a later version of an edition says that it is one."""
    state = "NEW" if version_number(package.edition.version) == 1 else "VERSION"
    moments = {"CREATEDATE": package.moment, "LASTMODDATE": package.moment}
    header = element(made, "metsHdr", RECORDSTATUS=state, csip__OAISPACKAGETYPE="SIP", **moments)
    software = element(header, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    element(software, "name", "briefing")
    element(software, "note", package.edition.program or "0", csip__NOTETYPE="SOFTWARE VERSION")
    archivist = element(header, "agent", ROLE="ARCHIVIST", TYPE="ORGANIZATION")
    element(archivist, "name", package.description.owner)
    element(archivist, "note", f"kommunkod {package.edition.id.municipality}", csip__NOTETYPE="IDENTIFICATIONCODE")
    if package.description.dnr:
        element(header, "altRecordID", package.description.dnr, TYPE="REFERENCECODE")


def _provenance(made: etree._Element, preservation: Member, package: Package) -> None:
    section = element(made, "amdSec", ID="amd-1")
    provenance = element(section, "digiprovMD", ID="digiprov-1", CREATED=package.moment, STATUS="CURRENT")
    _reference(provenance, preservation, package, MDTYPE="PREMIS", MDTYPEVERSION="3.0")


def _reference(section: etree._Element, member: Member, package: Package, **kind: str) -> None:
    element(section, "mdRef", LOCTYPE="URL", **kind, xlink__type="simple", xlink__href=quote(member.path), **_facts(member, package))


def _facts(member: Member, package: Package) -> dict[str, str]:
    return {
        "MIMETYPE": member.media_type or media_type(member.path),
        "SIZE": str(member.size),
        "CREATED": package.moment,
        "CHECKSUM": member.sha512,
        "CHECKSUMTYPE": "SHA-512",
    }


def _files(made: etree._Element, groups: tuple[Group, ...], package: Package) -> dict[str, str]:
    """The section of files; the id of each group by its use."""
    section, ids = element(made, "fileSec", ID="files"), {}
    for at, group in enumerate(groups, 1):
        ids[group.use] = f"group-{at}"
        found = element(section, "fileGrp", ID=ids[group.use], USE=group.use, **_kind())
        for number, member in enumerate(group.members, 1):
            file = element(found, "file", ID=f"file-{at}-{number}", **_facts(member, package))
            element(file, "FLocat", LOCTYPE="URL", xlink__type="simple", xlink__href=quote(member.path))
    return ids


def _structure(made: etree._Element, identity: str) -> etree._Element:
    return element(element(made, "structMap", ID="structure", TYPE="PHYSICAL", LABEL="CSIP"), "div", ID="div-package", LABEL=identity)


def _representations(whole: etree._Element, groups: tuple[Group, ...], ids: dict[str, str]) -> None:
    """One division for all representations, and in it one for each, which points to its METS."""
    shown = [group for group in groups if group.use.startswith("Representations")]
    every = element(whole, "div", ID="div-representations", LABEL="Representations")
    for group in shown:
        element(every, "fptr", FILEID=ids[group.use])
    for group in shown:
        one = element(every, "div", ID=f"div-{ids[group.use]}", LABEL=group.use)
        href = quote(group.members[0].path)
        element(one, "mptr", LOCTYPE="URL", xlink__type="simple", xlink__href=href, xlink__title=ids[group.use])
