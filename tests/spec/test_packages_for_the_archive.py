"""What leaves for the municipal archive: whole or not at all, the same bytes for the same content, and never more than may go out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest
from lxml import etree
from stages.archive.archived import DELIVERIES, FILES, K2, MADE_FROM, edition, two_versions

from briefing.archive import disk, store
from briefing.archive import schemas as schema_package
from briefing.archive.deleting import Decided, delete
from briefing.archive.edition import Act, ActKind
from briefing.archive.export import Form, export, is_public
from briefing.archive.layout import DELIVERED
from briefing.archive.seals import digest
from briefing.errors import BriefingError
from briefing.terms.edition import EditionId, parse_edition_id

SCHEMAS = Path(next(iter(schema_package.__path__)))
PUBLIC = parse_edition_id("2480-publik-2026-K2")
METS = {"mets": "http://www.loc.gov/METS/", "xlink": "http://www.w3.org/1999/xlink"}
HREF = "{http://www.w3.org/1999/xlink}href"


def record(id: EditionId, sensitivity: str) -> bytes:
    said = {"id": str(id), "dnr": 'KS 2026/12 & <"ärende">', "period": "2026-K2", "sensitivity": sensitivity}
    frame = {"owner": "Umeå kommun", "title": "Lägesbild Umeå", "subtitle": "2026 kvartal 2"}
    return json.dumps({"schema": 2, "edition": said, "findings": [], "document": {"frame": frame}}).encode()


def archive(root: Path) -> Path:
    """An internal edition in two versions, and a public one; every name and text has a sign that XML must escape."""
    made_from = {**MADE_FROM, "mallar/texter/å & ä %41.md": b"Text\n"}
    files = {**FILES, "lagesbild.json": record(K2, "intern")}
    first = edition(made_from=made_from)
    store.add(root, first, files, made_from, DELIVERIES)
    second = replace(edition(version="v2", made_from=made_from), reason="Fel <tal> & namn")
    store.add(root, second, {**files, "lagesbild.html": b"<p>2</p>"}, made_from, DELIVERIES)
    public = {
        f"{PUBLIC}.{end}": content for end, content in (("json", record(PUBLIC, "oppen")), ("pdf", b"%PDF"), ("pdfa-1a.pdf", b"%PDF-A"))
    }
    given = {**public, "intern/suppressions.json": b"hemligt"}
    store.add(root, replace(edition(PUBLIC), reason="Ett skäl för oss"), given, MADE_FROM, DELIVERIES, public=tuple(public))
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive(tmp_path_factory.mktemp("arkiv") / "arkiv")


def exported(root: Path, to: Path, form: Form, id: EditionId = K2, *, public: bool = False) -> tuple[Path, ...]:
    return export(root, store.history(root, id), form, to, public=public)


def files(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}


class Locally(etree.Resolver):
    """Schemas that a schema imports by an address are those that the package carries."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        return self.resolve_filename(str(SCHEMAS / system_url.rpartition("/")[2]), context) if "://" in system_url else None


def schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Locally())
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name), parser))


def references(mets: Path) -> Iterator[tuple[Path, str, int]]:
    """Every file that a METS refers to: where it lies, its sha512 and size."""
    for each in etree.parse(str(mets)).iter("{*}file", "{*}mdRef"):
        place = each if each.tag.endswith("mdRef") else each[0]
        assert each.get("CHECKSUMTYPE") == "SHA-512"
        yield mets.parent / unquote(place.get(HREF)), each.get("CHECKSUM"), int(each.get("SIZE"))


@pytest.mark.parametrize("form", Form)
def test_a_package_is_made_for_every_version(root: Path, tmp_path: Path, form: Form) -> None:
    assert [each.name for each in exported(root, tmp_path / "ut", form)] == [f"{K2}.v1", f"{K2}.v2"]


def test_everything_that_xml_says_is_as_its_schema_says(root: Path, tmp_path: Path) -> None:
    kinds = {"METS.xml": schema("mets.xsd"), "premis.xml": schema("premis-v3-0.xsd"), "ead.xml": schema("ead3.xsd")}
    seen = set()
    for folder in (*exported(root, tmp_path, Form.E_ARK), *exported(root, tmp_path, Form.E_ARK, PUBLIC, public=True)):
        for path in folder.rglob("*.xml"):
            document = etree.parse(str(path))
            assert kinds[path.name].validate(document), (path, kinds[path.name].error_log.last_error)
            seen.add(path.name)
    assert seen == set(kinds)


def test_every_file_of_a_package_is_sealed_by_a_mets_and_everything_sealed_is_there(root: Path, tmp_path: Path) -> None:
    for folder in exported(root, tmp_path, Form.E_ARK):
        named = {folder / "METS.xml"}
        for mets in folder.rglob("METS.xml"):
            for path, sha512, size in references(mets):
                assert (digest(path.read_bytes()), path.stat().st_size) == (sha512, size)
                named.add(path)
        assert {each for each in folder.rglob("*") if each.is_file()} == named


def test_premis_has_the_seal_that_the_archive_has(root: Path, tmp_path: Path) -> None:
    folder, _ = exported(root, tmp_path, Form.E_ARK)
    text = (folder / "representations" / "leveranser" / "metadata" / "preservation" / "premis.xml").read_text(encoding="utf-8")
    assert all(part.sha512 in text for delivery in DELIVERIES for part in delivery.parts)


ISSUED = (
    Act(ActKind.FRAMSTALLD, "v1", date(2026, 7, 15)),
    Act(ActKind.GRANSKAD, "v2", date(2026, 7, 16), "Kommunstyrelsen", "samordnare", "KS 2026/12"),
    Act(ActKind.SEKRETESSPROVAD, "v3", date(2026, 7, 17), "Kommunstyrelsen", "jurist", "KS 2026/12"),
    Act(ActKind.SLUTLIG, "v3", date(2026, 7, 17), "Kommunstyrelsen", "ordförande", "KS 2026/12", "§ 12 <b>"),
    Act(ActKind.RATTAD, "v4", date(2026, 8, 1), "Kommunstyrelsen", "samordnare", "KS 2026/12", reason="Fel & tal"),
)


def events(path: Path) -> list[dict[str, str]]:
    """The events of a premis.xml by what each says."""
    found = etree.parse(str(path)).iter("{*}event")
    return [{etree.QName(part).localname: part.text or "" for part in each.iter() if part.text and part.text.strip()} for each in found]


def issued_archive(root: Path) -> Path:
    """An edition whose first version has been lawfully deleted and whose second has been through every act."""
    store.add(root, edition(), {**FILES, "lagesbild.json": record(K2, "intern")}, MADE_FROM, DELIVERIES)
    store.add(root, replace(edition(version="v2"), acts=ISSUED), {**FILES, "lagesbild.json": record(K2, "intern")}, MADE_FROM, DELIVERIES)
    delete(root, K2, "v1", Decided("Plan § 4", "Kommunarkivet", "arkivarie", "KA 2036/1", date(2036, 1, 2)), program="0.1.0")
    return root


def test_premis_tells_every_act_of_the_log_and_what_was_lawfully_deleted(tmp_path: Path) -> None:
    (folder,) = exported(issued_archive(tmp_path / "arkiv"), tmp_path / "ut", Form.E_ARK)
    path = folder / "metadata" / "preservation" / "premis.xml"
    assert schema("premis-v3-0.xsd").validate(etree.parse(str(path)))
    told = events(path)[1:]
    assert [(each["eventDateTime"], each["eventType"]) for each in told] == [
        ("2026-07-15", "creation"),
        ("2026-07-16", "quality review"),
        ("2026-07-17", "confidentiality review"),
        ("2026-07-17", "approval"),
        ("2026-08-01", "modification"),
        ("2036-01-02", "deletion"),
    ]
    assert told[3]["eventDetail"] == f"{K2} v3 slutlig; diarienummer KS 2026/12; beslut § 12 <b>"
    assert told[4]["eventDetail"].endswith("; skäl: Fel & tal")
    assert told[5]["eventDetail"] == f"{K2} v1 gallrad; diarienummer KA 2036/1; beslut Plan § 4"
    assert [(each["linkingAgentIdentifierValue"], each.get("linkingAgentRole", "")) for each in told] == [
        ("briefing 0.1.0", ""),
        ("Kommunstyrelsen", "samordnare"),
        ("Kommunstyrelsen", "jurist"),
        ("Kommunstyrelsen", "ordförande"),
        ("Kommunstyrelsen", "samordnare"),
        ("Kommunarkivet", "arkivarie"),
    ]


def test_every_agent_of_premis_is_described_once_as_a_body_and_no_event_names_one_that_is_not(tmp_path: Path) -> None:
    (folder,) = exported(issued_archive(tmp_path / "arkiv"), tmp_path / "ut", Form.E_ARK)
    document = etree.parse(str(folder / "metadata" / "preservation" / "premis.xml"))
    agents = [(each.findtext("{*}agentName"), each.findtext("{*}agentType")) for each in document.iter("{*}agent")]
    assert agents == [("briefing", "software"), ("Kommunstyrelsen", "organization"), ("Kommunarkivet", "organization")]
    described = [each.text for each in document.iter("{*}agentIdentifierValue")]
    assert {each.text for each in document.iter("{*}linkingAgentIdentifierValue")} == set(described)
    ids = [each.text for each in document.iter("{*}eventIdentifierValue")]
    assert len(ids) == len(set(ids)) == 7


def test_what_goes_out_in_public_does_not_tell_the_log(root: Path, tmp_path: Path) -> None:
    archived = tmp_path / "arkiv"
    public = {f"{PUBLIC}.json": record(PUBLIC, "oppen")}
    store.add(archived, replace(edition(PUBLIC), acts=ISSUED), public, MADE_FROM, DELIVERIES, public=tuple(public))
    whole, out = (exported(archived, tmp_path / name, Form.E_ARK, PUBLIC, public=name == "out")[0] for name in ("whole", "out"))
    assert [len(events(each / "metadata" / "preservation" / "premis.xml")) for each in (whole, out)] == [6, 1]
    assert "Kommunstyrelsen" not in "".join(each.read_text("utf-8") for each in out.rglob("*.xml") if "schemas" not in each.parts)


def test_the_archivist_finds_dnr_title_period_owner_status_and_sensitivity(root: Path, tmp_path: Path) -> None:
    _, second = exported(root, tmp_path, Form.E_ARK)
    said = "".join(etree.parse(str(second / "metadata" / "descriptive" / "ead.xml")).getroot().itertext())
    words = ['KS 2026/12 & <"ärende">', "Lägesbild Umeå, 2026 kvartal 2", "2026 kvartal\u00a02", "Umeå kommun"]
    words += ["Status: Utkast", "Känslighet: Intern"]
    assert [each for each in words if each not in said] == []
    assert f"Ersätter {K2} v1: Fel <tal> & namn" in said
    assert (etree.parse(str(second / "METS.xml")).find("mets:metsHdr", METS)).get("RECORDSTATUS") == "VERSION"


def test_a_bag_is_valid_and_a_changed_file_in_it_is_not(tmp_path: Path) -> None:
    root = tmp_path / "arkiv"
    two_versions(root)
    for folder in exported(root, tmp_path / "ut", Form.BAGIT):
        bag = bagit.Bag(str(folder))
        bag.validate()
        payload = [content for name, content in files(folder).items() if name.startswith("data/")]
        assert bag.info["Payload-Oxum"] == f"{sum(map(len, payload))}.{len(payload)}"
        (folder / "data" / "LASMIG.txt").write_bytes(b"x")
        with pytest.raises(bagit.BagValidationError):
            bag.validate()


def test_a_percent_sign_in_a_name_is_escaped_in_a_manifest(root: Path, tmp_path: Path) -> None:
    folder, _ = exported(root, tmp_path, Form.BAGIT)
    assert "  data/dokumentation/mallar/texter/å & ä %2541.md\n" in (folder / "manifest-sha512.txt").read_text(encoding="utf-8")
    assert (folder / "data" / "dokumentation" / "mallar" / "texter" / "å & ä %41.md").is_file()


@pytest.mark.parametrize("form", Form)
def test_the_same_content_gives_the_same_bytes_whenever_it_leaves(root: Path, tmp_path: Path, form: Form) -> None:
    one, other = (exported(root, tmp_path / each, form) for each in ("a", "b"))
    assert [files(each) for each in one] == [files(each) for each in other]


def test_a_package_tells_nothing_of_the_machine_or_the_hour(root: Path, tmp_path: Path) -> None:
    for folder in (*exported(root, tmp_path, Form.E_ARK), *exported(root, tmp_path / "b", Form.BAGIT)):
        everything = b"".join(files(folder).values())
        assert str(tmp_path).encode() not in everything
        assert b"2026-07-15" in everything


@pytest.mark.parametrize("form", Form)
def test_what_goes_out_is_the_files_of_a_public_edition_and_nothing_else(root: Path, tmp_path: Path, form: Form) -> None:
    [folder] = exported(root, tmp_path, form, PUBLIC, public=True)
    everything = files(folder)
    held = {name.rsplit("/", 1)[-1] for name in everything}
    assert {f"{PUBLIC}.json", f"{PUBLIC}.pdf", f"{PUBLIC}.pdfa-1a.pdf"} <= held
    text = b"".join(everything.values())
    secrets = (b"hemligt", b"edition.json", b"kolada", b"Kvartal", "Ett skäl för oss".encode(), DELIVERIES[0].parts[0].sha512.encode())
    assert [each for each in secrets if each in text] == []


def test_an_internal_edition_never_leaves_as_public(root: Path, tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="it is intern"):
        exported(root, tmp_path / "ut", Form.E_ARK, public=True)
    assert not (tmp_path / "ut").exists()
    assert [is_public(root, store.edition(root, id)) for id in (K2, PUBLIC)] == [False, True]


def test_an_edition_without_a_record_leaves_but_never_as_public(tmp_path: Path) -> None:
    root = tmp_path / "arkiv"
    store.add(root, edition(), {"avskrift.pdf": b"%PDF"}, MADE_FROM, DELIVERIES)
    [folder] = exported(root, tmp_path / "ut", Form.E_ARK)
    assert (folder / "representations" / "avskrift-pdf" / "data" / "avskrift.pdf").is_file()
    with pytest.raises(BriefingError, match="begransad"):
        exported(root, tmp_path / "ut2", Form.E_ARK, public=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_files_that_are_not_public_are_for_their_owner_alone(root: Path, tmp_path: Path) -> None:
    closed, _ = exported(root, tmp_path, Form.E_ARK)
    [opened] = exported(root, tmp_path, Form.E_ARK, PUBLIC, public=True)
    assert {each.stat().st_mode & 0o077 for each in (closed, *closed.rglob("*.pdf"), *closed.rglob("*.xml"))} == {0}
    assert {each.stat().st_mode & 0o044 for each in (opened, *opened.rglob("*"))} == {0o044}


@pytest.mark.parametrize("form", Form)
def test_nothing_is_written_over_and_nothing_beside_it_either(root: Path, tmp_path: Path, form: Form) -> None:
    (tmp_path / f"{K2}.v2").mkdir()
    with pytest.raises(BriefingError, match="of that name already"):
        exported(root, tmp_path, form)
    assert [each.name for each in tmp_path.iterdir()] == [f"{K2}.v2"]


def test_a_damaged_archive_hands_nothing_over_and_says_how_to_look(tmp_path: Path) -> None:
    root = tmp_path / "arkiv"
    two_versions(root)
    damaged = next(root.glob(f"leveranser/*/*/v1/content/{DELIVERED}"))
    damaged.chmod(0o600)
    damaged.write_bytes(b"x")
    with pytest.raises(BriefingError, match="briefing verify"):
        exported(root, tmp_path / "ut", Form.BAGIT)
    assert not (tmp_path / "ut").exists()


def filling(full_at: int) -> Callable[..., None]:
    """A writer whose disk is full when it comes to that file."""
    left = count()

    def write(path: Path, content: bytes, mode: int = disk.OPEN_MODE) -> None:
        if next(left) == full_at:
            raise OSError(28, "No space left on device", str(path))
        disk.write(path, content, mode)

    return write


def test_a_run_that_is_cut_off_leaves_whole_packages_and_nothing_else(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills at every file in turn: what has its name is whole, and there is nothing else."""
    whole = [files(each) for each in exported(root, tmp_path / "hel", Form.BAGIT)]
    for full_at in range(sum(map(len, whole))):
        monkeypatch.setattr("briefing.archive.export.write", filling(full_at))
        to = tmp_path / str(full_at)
        with pytest.raises(BriefingError, match="No space left"):
            exported(root, to, Form.BAGIT)
        assert [files(each) for each in sorted(to.iterdir())] == whole[: len(list(to.iterdir()))]
