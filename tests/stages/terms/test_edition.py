"""Names of editions: what is written is read back, also with the nämnd that it is for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.archive.layout import edition_object
from briefing.terms.edition import EditionId, Logged, parse_edition_id

KINDS = st.sampled_from(["kvartal", "radsbriefing", "fullstandig", "publik", "kf-rapport", "namnd"])
PERIODS = st.sampled_from(["2026-K2", "2026-12-03", "2026"])
RECIPIENTS = st.just("") | st.from_regex(r"[a-z][a-z0-9-]{0,31}", fullmatch=True)


@given(st.from_regex(r"[0-9]{4}", fullmatch=True), KINDS, PERIODS, RECIPIENTS)
def test_an_edition_id_is_read_back_as_it_was_written(municipality: str, kind: str, period: str, recipient: str) -> None:
    edition = EditionId(municipality, kind, period, recipient)
    assert parse_edition_id(str(edition)) == edition
    assert edition_object(edition) == f"editioner/{edition}"


def test_the_committee_of_an_edition_is_its_last_part() -> None:
    assert parse_edition_id("2480-namnd-2026-K2-fritid") == EditionId("2480", "namnd", "2026-K2", "fritid")
    assert parse_edition_id("2480-kf-rapport-2026-K2") == EditionId("2480", "kf-rapport", "2026-K2")


@pytest.mark.parametrize("text", ["2480-namnd-2026-K2-Fritid", "2480-namnd-2026-K2-", "2480-namnd-2026-K5", "2480-namnd-fritid"])
def test_what_is_no_edition_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^'{text}' is not an edition; expected for example 2480-kvartal-2026-K2$"):
        parse_edition_id(text)


def test_a_line_of_the_log_need_not_say_by_whom_or_why() -> None:
    line = Logged("v1", date(2026, 7, 15), "Framställd")
    assert (line.by, line.about) == ("", "")
