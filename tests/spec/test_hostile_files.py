"""A hostile file gets its verdict in seconds, in a child process with little memory, and harms nothing (trust.md, Input)."""

from __future__ import annotations

import os
import re
import socket
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from builders_deliveries import part
from builders_workbooks import package, sheet_of, workbook
from lean import short
from workspaces import briefing

from briefing.observations.file_kinds import is_risky
from briefing.observations.preflight import preflight
from briefing.sources.source import Part
from briefing.workspace.examination import examined
from briefing.workspace.isolation import Breach, BreachError, Limits, close, isolated

MEGABYTES = 512
IN_SECONDS = Limits(cpu_seconds=2)  # and one more that every call is given: three, after which the child is killed
PERSONAL = "811228-9874"


@pytest.fixture(scope="module", autouse=True)
def _child() -> Iterator[None]:
    """One warm child for all; the time to start it is not the file's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefing.workspace.examination.isolated", quickly)
        quickly(abs, 1)
        yield
    close()


def quickly(function: Callable[..., Any], *values: Any) -> Any:
    """A call in a child that may use the processor for three seconds: a verdict that takes longer is that it took too long."""
    return isolated(function, *values, limits=IN_SECONDS)


def packed(members: Mapping[str, bytes | str], *, method: int = ZIP_DEFLATED) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def with_member(content: bytes, name: str, data: bytes | str) -> bytes:
    """A package with one more member, though it be there already."""
    target = BytesIO(content)
    with pytest.warns(UserWarning) if name in ZipFile(target).namelist() else _quietly(), ZipFile(target, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target.getvalue()


class _quietly:  # noqa: N801 - used as a word
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


PLAIN = workbook({"A": [["Kommun", "Antal"], ["Umeå", 3]]})


def far_cell() -> bytes:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return package(["A"], [sheet_of(rows)])


def hidden_far_cell() -> bytes:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="&#49;048576"><c r="XF&#x44;1048576"><v>1</v></c></row>'
    return package(["A"], [sheet_of(rows)])


def far_cell_elsewhere() -> bytes:
    """The sheet lies where no sheet lies, behind a relationship that says so."""
    content = far_cell()
    members = {each.filename: ZipFile(BytesIO(content)).read(each) for each in ZipFile(BytesIO(content)).infolist()}
    members["xl/hidden.dat"] = members.pop("xl/worksheets/sheet1.xml")
    links = members["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", b"hidden.dat")
    return packed({**members, "xl/_rels/workbook.xml.rels": links})


def one_cell_of(megabytes: int) -> bytes:
    """Written in pieces: the test itself needs no such memory."""
    head, tail = '<row r="1"><c r="A1" t="inlineStr"><is><t>', "</t></is></c></row>"
    before, _, after = sheet_of(head + "|" + tail).partition("|")
    content, million = BytesIO(PLAIN), b"a" * 1_000_000
    with ZipFile(content, "a", ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet2.xml", "w") as member:
        member.write(before.encode())
        for _ in range(megabytes):
            member.write(million)
        member.write(after.encode())
    return content.getvalue()


def billion_laughs() -> bytes:
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {name} "{f"&{names[index - 1]};" * 10 if index else "ha"}">' for index, name in enumerate(names))
    sheet = sheet_of('<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>')
    return with_sheet(f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>{sheet}'.encode())


def with_sheet(sheet: bytes) -> bytes:
    members = {each.filename: ZipFile(BytesIO(PLAIN)).read(each) for each in ZipFile(BytesIO(PLAIN)).infolist()}
    return packed({**members, "xl/worksheets/sheet1.xml": sheet})


def dtd_in_utf16() -> bytes:
    return with_sheet(('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]>' + sheet_of("")).encode("utf-16"))


def dtd_in_utf7() -> bytes:
    return with_sheet(b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x [+ADwAIQ-ENTITY a "ha"+AD4]+AD4' + sheet_of("").encode())


def nested_bomb() -> bytes:
    inner = packed({"noll.bin": bytes(150_000_000)})
    return packed({"a.zip": inner, "b.zip": inner}, method=ZIP_STORED)


def lying_size() -> bytes:
    """A member that says that it is small in the table of contents, and is not."""
    content = bytearray(packed({"stor.bin": bytes(300_000_000)}))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def many_members() -> bytes:
    return packed({f"xl/{number}.xml": "<a/>" for number in range(3_001)}, method=ZIP_STORED)


def encrypted() -> bytes:
    content = bytearray(PLAIN)
    for at, place in ((content.rindex(b"PK\x01\x02"), 8), (content.index(b"PK\x03\x04"), 6)):
        content[at + place] |= 1
    return bytes(content)


def external(kind: str, target: str) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" Type="{office}/{kind}" Target="{target}" TargetMode="&#69;xternal"/></Relationships>'
    )


def old_office(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(each.encode("utf-16-le") + bytes(64) for each in streams)


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a cell in the last corner": (far_cell, '"1048576"'),
    "a place in entities": (hidden_far_cell, "en cell på plats"),
    "a sheet that lies elsewhere": (far_cell_elsewhere, '"1048576"'),
    "a cell of 400 MB": (lambda: one_cell_of(400), "en packad fil som blir mer än 200 MB uppackad"),
    "a cell of 190 MB": (lambda: one_cell_of(190), "en text på över 2 MB"),
    "a cell of 5 MB": (lambda: one_cell_of(5), "en text på över 2 MB"),
    "billion laughs": (billion_laughs, "en dokumenttypsdefinition (DTD)"),
    "a DTD in UTF-16": (dtd_in_utf16, "en dokumenttypsdefinition (DTD)"),
    "a DTD in an encoding that hides it": (dtd_in_utf7, 'teckenkodningen "UTF-7"'),
    "a bomb in a package in a package": (nested_bomb, "en del"),
    "a size that lies": (lying_size, "en"),
    "3 001 members": (many_members, "en packad fil med 3001 delar"),
    "a way out": (lambda: with_member(PLAIN, "../../etc/cron.d/x", "x"), 'en packad fil med namnet "../../etc/cron.d/x"'),
    "a way out on Windows": (lambda: with_member(PLAIN, "..\\..\\x", "x"), "en packad fil med namnet"),
    "an absolute name": (lambda: with_member(PLAIN, "/etc/passwd", "x"), 'en packad fil med namnet "/etc/passwd"'),
    "a drive": (lambda: with_member(PLAIN, "C:\\x", "x"), "en packad fil med namnet"),
    "two members of one name": (lambda: with_member(PLAIN, "xl/workbook.xml", "<a/>"), "en packad fil med två delar som heter"),
    "two members of nearly one name": (lambda: with_member(PLAIN, "XL/Workbook.xml", "<a/>"), "en packad fil med två delar som heter"),
    "a macro": (lambda: with_member(PLAIN, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"), 'en fil med makron ("xl/vbaProject.bin")'),
    "an old macro sheet": (lambda: with_member(PLAIN, "xl/macrosheets/sheet1.xml", "<a/>"), "en fil med makron"),
    "a locked package": (encrypted, "en krypterad fil"),
    "a link to another file": (lambda: with_member(PLAIN, "xl/_rels/a.xml.rels", external("externalLinkPath", "file:///x")), "en länk"),
    "a cut package": (lambda: PLAIN[: len(PLAIN) // 2], "en skadad eller avhuggen packad fil"),
    "a package of noise": (lambda: b"PK\x03\x04" + zlib.compress(bytes(1_000)) * 9, "en skadad eller avhuggen packad fil"),
    "a million marks": (lambda: b"<html>" + b"<" * 5_000_000, ""),
    "an old file with a password": (lambda: old_office("EncryptedPackage"), "en fil med lösenord"),
    "an old file with macros": (lambda: old_office("Workbook", "_VBA_PROJECT_CUR"), "en fil med makron"),
    "an old Word document": (lambda: old_office("WordDocument"), "ett äldre Worddokument (.doc)"),
    "old noise": (lambda: old_office("Workbook"), ""),
}  # fmt: skip


@pytest.mark.parametrize(("made", "found"), HOSTILE.values(), ids=HOSTILE.keys())
def test_the_verdict_on_a_hostile_file_says_what_was_found_in_little_memory(made: Callable[[], bytes], found: str) -> None:
    hostile = part("2026-K2.xlsx", made())
    objection = examined(hostile)
    assert objection is None or "tar för lång tid" not in objection.fault.found
    if found:
        assert objection is not None
        assert objection.fault.found.startswith(found) or found in objection.fault.found
        assert objection.fault.remedy
    assert peak_megabytes() < MEGABYTES


def peak_megabytes() -> float:
    """The most memory that the child has had; not ru_maxrss, which begins with that of the process that started it."""
    status = quickly(Path.read_text, Path("/proc/self/status"))
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def test_an_ordinary_workbook_passes_and_so_does_every_recorded_one(shared_data: Path) -> None:
    assert preflight(PLAIN) is None
    recorded = [each for each in sorted(shared_data.rglob("*.xls*")) if each.is_file()]
    assert len(recorded) >= 5
    for path in recorded:
        assert examined(Part(path.name, path.stat().st_size, "", path.read_bytes())) is None, path.name


def test_hyperlinks_are_no_links_to_other_files() -> None:
    assert preflight(with_member(PLAIN, "xl/worksheets/_rels/sheet1.xml.rels", external("hyperlink", "https://umea.se"))) is None


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("a.xlsm", "Excel-arbetsbok (.xlsx)"), ("a.xlsb", "Excel-arbetsbok (.xlsx)"), ("a.docm", "Word-dokument (.docx)"), ("a.ods", ".xlsx")],
)
def test_a_format_that_is_refused_says_what_to_save_as(name: str, remedy: str) -> None:
    objection = examined(part(name, PLAIN))
    assert objection is not None
    assert remedy in objection.fault.remedy


@pytest.mark.parametrize(
    ("function", "values", "breach"),
    [
        (bytearray, (600 << 20,), Breach.MINNE),
        (time.sleep, (30,), Breach.TID),
        (pow, (7, 10**9), Breach.TID),
        (os.abort, (), Breach.AVBROTT),
        (os.getpgid, (-5,), Breach.FEL),
    ],
)
def test_a_child_that_breaks_a_limit_is_replaced_and_the_parent_goes_on(
    function: Callable[..., object], values: tuple[object, ...], breach: Breach
) -> None:
    with pytest.raises(BreachError) as broken:
        isolated(function, *values, limits=Limits(cpu_seconds=1, wall_seconds=4.0))
    assert broken.value.breach is breach
    assert isolated(abs, -2) == 2


def test_the_child_opens_no_connection_starts_no_program_and_writes_no_file(tmp_path: Path) -> None:
    for function, values in (
        (socket.create_connection, (("127.0.0.1", 9),)),
        (os.system, ("true",)),
        (Path.write_text, (tmp_path / "x", "x")),
    ):
        with pytest.raises(BreachError) as broken:
            isolated(function, *values)
        assert broken.value.breach is Breach.FEL
    assert not (tmp_path / "x").exists()


def test_no_hostile_file_makes_a_connection() -> None:
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1.0)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        listening = Thread(target=lambda: _accepted(server, came))
        listening.start()
        for content in (
            with_sheet(f'<!DOCTYPE x SYSTEM "{url}">{sheet_of("")}'.encode()),
            with_member(PLAIN, "word/_rels/settings.xml.rels", external("attachedTemplate", url)),
            f'<!DOCTYPE html SYSTEM "{url}"><html><img src="{url}"></html>'.encode(),
        ):
            examined(part("a.xlsx", content))
        listening.join()
    assert came == []


def _accepted(server: socket.socket, came: list[object]) -> None:
    while True:
        try:
            came.append(server.accept())
        except TimeoutError:
            return


def test_a_hostile_delivery_never_stops_the_document_and_is_named(workspace: Path) -> None:
    (workspace / "sources" / "polisen-handelser" / "2026-07.xlsx").write_bytes(far_cell())
    call = briefing(short(workspace), "produce", "--json")
    assert call.code == 0
    (doubt,) = [each for each in call.json["doubts"] if "2026-07.xlsx" in each["text"]]
    assert "en cell på plats" in doubt["text"]


def test_a_line_of_millions_of_cells_is_read_in_the_child(workspace: Path) -> None:
    content = b"Kommun;Typ" + b";" * 30_000_000
    assert is_risky(part("a.csv", content))
    assert not is_risky(part("a.csv", b"Kommun;Typ\n" * 200_000))
    assert not is_risky(part("a.json", b"[" + b"0," * 1_000_000))
    (workspace / "sources" / "polisen-handelser" / "2026-07.csv").write_bytes(content)
    call = briefing(short(workspace), "produce", "--json")
    assert call.code == 0
    assert [each for each in call.json["doubts"] if each["id"].startswith("polisen-handelser/2026-07")]


def test_one_child_reads_many_deliveries() -> None:
    children = {isolated(os.getpid) for _ in range(5)}
    assert len(children) == 1
    assert children != {os.getpid()}


def test_a_child_of_this_interpreter_ends_with_it(tmp_path: Path) -> None:
    import subprocess

    program = "from briefing.workspace.isolation import isolated; import os; print(isolated(os.getpid))"
    child = int(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60).stdout)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
