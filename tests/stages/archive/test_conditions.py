from __future__ import annotations

from datetime import date

from briefing.archive.conditions import ISSUED, Conditions, condition_files, parse_conditions
from briefing.archive.layout import SPECIAL
from briefing.observations.reading import Remarks
from briefing.terms.edition import IssuedEdition


def test_which_editions_had_been_issued_is_read_back_as_it_was_sealed() -> None:
    issued = (
        IssuedEdition("2480-kvartal-2026-K1 v3", date(2026, 5, 4), is_published=True),
        IssuedEdition("2480-kvartal-2026-K2 v1", date(2026, 8, 3), is_published=False),
    )
    files = condition_files(Conditions((), Remarks(), issued=issued))
    assert files[ISSUED].decode() == "2480-kvartal-2026-K1 v3 2026-05-04 publik\n2480-kvartal-2026-K2 v1 2026-08-03 ej-publik\n"
    assert parse_conditions(files).issued == issued


def test_where_nothing_had_been_issued_there_is_no_such_condition() -> None:
    files = condition_files(Conditions((), Remarks()))
    assert ISSUED not in files
    assert parse_conditions(files).issued == ()


def test_only_a_special_edition_has_the_condition_that_says_so() -> None:
    for is_special in (True, False):
        files = condition_files(Conditions((), Remarks(), is_special=is_special))
        assert (SPECIAL in files) is is_special
        assert parse_conditions(files).is_special is is_special
