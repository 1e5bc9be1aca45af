"""EAD3: what an archivist searches for: dnr, title, period, arkivbildare, status and sensitivity."""

from __future__ import annotations

from lxml import etree

from briefing.archive.elements import document, element, root
from briefing.archive.package import Package
from briefing.document.wording import SENSITIVITIES, STATUSES
from briefing.terms.period import in_words, parse_period

_NAMESPACES: dict[str | None, str] = {
    None: "http://ead3.archivists.org/schema/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def ead(package: Package) -> bytes:
    """The archival description of one version of an edition, in Swedish."""
    made = root("ead", _NAMESPACES, {"http://ead3.archivists.org/schema/": "../../schemas/ead3.xsd"})
    _control(made, package)
    item = element(made, "archdesc", level="item")
    _identification(element(item, "did"), package)
    _said(item, "accessrestrict", f"Känslighet: {SENSITIVITIES[package.description.sensitivity]}")
    _said(item, "processinfo", f"Status: {STATUSES[package.edition.status]}")
    if package.edition.replaces:
        _said(item, "relatedmaterial", f"Ersätter {package.edition.replaces}: {package.reason}".rstrip(": "))
    return document(made)


def _control(made: etree._Element, package: Package) -> None:
    """Of the description itself: what it is about, who answers for it, when and with what it was made."""
    control = element(made, "control")
    element(control, "recordid", package.name)
    element(element(element(control, "filedesc"), "titlestmt"), "titleproper", package.description.title)
    element(control, "maintenancestatus", value="new")
    element(element(control, "maintenanceagency"), "agencyname", package.description.owner)
    event = element(element(control, "maintenancehistory"), "maintenanceevent")
    element(event, "eventtype", value="created")
    day = package.edition.sealed_on.isoformat()
    element(event, "eventdatetime", day, standarddatetime=day)
    element(event, "agenttype", value="machine")
    element(event, "agent", f"briefing {package.edition.program}".strip())


def _identification(did: etree._Element, package: Package) -> None:
    edition, said = package.edition, package.description
    element(did, "unitid", f"{edition.id} {edition.version}", label="Utgåva")
    if said.dnr:
        element(did, "unitid", said.dnr, label="Diarienummer")
    element(did, "unittitle", said.title)
    period = parse_period(said.period)
    normal = f"{period.first_day.isoformat()}/{period.last_day.isoformat()}"
    element(did, "unitdate", in_words(period), label="Period", normal=normal)
    day = edition.sealed_on.isoformat()
    element(did, "unitdate", day, label="Förseglad", normal=day)
    element(element(element(did, "origination", label="Arkivbildare"), "corpname"), "part", said.owner)
    element(element(did, "langmaterial"), "language", "svenska", langcode="swe")


def _said(item: etree._Element, kind: str, text: str) -> None:
    element(element(item, kind), "p", text)
