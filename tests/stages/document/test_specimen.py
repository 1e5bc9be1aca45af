from editions import made

from briefing.document.document import Table, Text
from briefing.document.figure import Figure
from briefing.document.specimen import specimen


def test_a_specimen_has_a_block_of_every_sort_and_every_heading() -> None:
    document = made("fullstandig", "2026-K2").document
    few, sorts = specimen(document)
    assert [section.heading for section in few.sections] == [section.heading for section in document.sections]
    pictures = {type(block.picture) for block in document.blocks() if isinstance(block, Figure)}
    kept = list(few.blocks())
    assert {type(block.picture) for block in kept if isinstance(block, Figure)} == pictures
    assert {type(block) for block in kept} == {Text, Table, Figure}
    assert 4 * len(kept) < len(list(document.blocks()))
    assert sorts == specimen(few)[1]


def test_what_has_been_seen_is_not_shown_again() -> None:
    document = made("fullstandig", "2026-K2").document
    again, sorts = specimen(document, specimen(document)[1])
    assert sorts == frozenset()
    assert [block for section in again.sections for block in section.blocks] == []
