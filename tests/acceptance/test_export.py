"""Editions handed over from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import K2, PUBLIC, archived
from workspaces import briefing


def test_a_year_is_handed_over_as_a_package_for_every_version(tmp_path: Path) -> None:
    call = briefing(archived(), "export", "--year", "2026", "--as", "e-ark", "--to", str(tmp_path / "ut"), "--json")
    packages = [(each["edition"], each["version"]) for each in call.json["packages"]]
    assert packages == [("2480-kvartal-2026-K1", "v1"), (K2, "v1"), (K2, "v2"), (PUBLIC, "v1")]
    assert sorted(each.name for each in (tmp_path / "ut").iterdir()) == [f"{edition}.{version}" for edition, version in packages]
    deliveries = tmp_path / "ut" / f"{K2}.v2" / "representations" / "leveranser" / "data"
    assert (deliveries / "bra-anmalda-brott" / "2026-K2.r2" / "kvartal.txt").is_file()


def test_only_what_may_go_out_goes_out_with_public(tmp_path: Path) -> None:
    call = briefing(archived(), "export", "--year", "2026", "--as", "bagit", "--to", str(tmp_path), "--public")
    assert [each.name for each in tmp_path.iterdir()] == [f"{PUBLIC}.v1"]
    assert "Bara det som lämnas ut är med." in call.out
    assert list(tmp_path.rglob("leveranser")) == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((K2, "--public"), 1, "it is intern"),
        ((f"{K2}@v7",), 1, "briefing list"),
        ((f"{K2}@draft",), 1, "a draft is not in the archive"),
        (("2480-kvartal-2031-K1",), 1, "the archive has no such edition"),
        (("--year", "1999"), 1, "no edition about 1999"),
        (("--year", "99"), 2, "four digits"),
        ((K2, "--year", "2026"), 2, "name one edition"),
        ((), 2, "name one edition"),
    ],
)
def test_what_cannot_be_handed_over_is_refused_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    call = briefing(archived(), "export", *arguments, "--as", "e-ark", "--to", str(tmp_path / "ut"))
    assert (call.code, said in call.err, (tmp_path / "ut").exists()) == (code, True, False)


def test_one_version_is_named_in_the_same_way_by_every_verb() -> None:
    shown = [briefing(archived(), "show", each, "--json").json["version"] for each in (f"{K2}@v1", K2, f"{K2}@v2")]
    assert shown == ["v1", "v2", "v2"]
    assert "får inte lämnas ut" not in briefing(archived(), "prove", f"{PUBLIC}@v1", f"{K2}@v1").err
