"""What a public edition gives away of counts of people: every count that it may print, and every sum that anybody can do with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from briefing.document.count_prints import CountKey, Prints
from briefing.findings.disclosure import Bond, PublishedCount, PublishedTable
from briefing.findings.disclosure_kept import possible_counts
from briefing.findings.disclosure_linked import UNPRINTED, Range, total
from briefing.terms.period import Month, Period, Quarter, Year, parse_period
from briefing.terms.request import Request

_REST = "övriga"


def key_of(written: str) -> CountKey | None:
    """The key as it stands in a published table; None for a rest that nobody prints, which is nobody's count."""
    parts = written.split("|")
    return CountKey(*parts) if len(parts) == 4 else None


def published_counts(found: Prints, request: Request) -> PublishedTable:
    """The counts that an edition may print, of sources that are not published already, and their sums.

    All of them, whether its outline asks for them or not: its sentences, areas and comparisons of sources may. What the authority itself
    publishes (Brå, Kolada) needs no hiding, and is there only where a sum binds it to a count that is not published. Sums: a year of its
    quarters and months, a quarter of its months, the municipality of its parts, all of its groups, an indicator of its parts, the same
    matter in two sources that agree, and of how many people a share is. Where the parts known are less than the whole, the rest is a count
    too, which the reader finds by subtraction.
    """
    counts = {**found.public, **found.counts}
    kept = _kept(found, counts, request)
    counts |= kept
    own = found.counts.keys() | kept.keys()
    bonds: list[Bond] = []
    more: dict[str, PublishedCount] = {}
    for whole, parts in _sums(counts, request):
        if own & {whole, *parts}:
            bound, rests = _bound(whole, parts, counts)
            more |= {each.key: each for each in rests}
            bonds += bound
    for key, people in found.answers.items():
        other = PublishedCount(f"{_REST}|{key}|av {people}", max(people - (counts[key].count or 0), 0), UNPRINTED)
        more[other.key] = other
        bonds.append(Bond(((str(key), 1.0), (other.key, 1.0)), float(people), float(people)))
    used = {name for bond in bonds for name, _ in bond.weights}
    known = (each for key, each in found.public.items() if each.key in used and key not in found.counts)
    return PublishedTable(str(request.edition), (*found.counts.values(), *kept.values(), *known, *more.values()), tuple(bonds))


def parse_published(written: Mapping[str, object]) -> PublishedTable:
    """A published table as a record has it."""
    counts, bonds = written.get("counts", ()), written.get("bonds", ())
    assert isinstance(counts, list | tuple)
    assert isinstance(bonds, list | tuple)
    return PublishedTable(str(written["id"]), tuple(map(_count, counts)), tuple(map(_bond, bonds)))


def _count(written: Mapping[str, Any]) -> PublishedCount:
    marks = {name: bool(written.get(name)) for name in ("settled", "secret")}
    return PublishedCount(written["key"], written.get("count"), _range(written.get("shown")), **marks)


def _bond(written: Mapping[str, Any]) -> Bond:
    weights = tuple((key, float(weight)) for key, weight in written["weights"])
    return Bond(weights, float(written.get("lowest", 0)), float(written.get("highest", 0)))


def _range(written: Any) -> Range | None:
    """The range that a print leaves open; one without end is not written."""
    return None if written is None else (float(written[0]), float(written[1]))


def _kept(found: Prints, counts: Mapping[CountKey, PublishedCount], request: Request) -> Mapping[CountKey, PublishedCount]:
    """What the source itself keeps, in sums whose total is told: some small counts that agree with them, for the attacker to try."""
    kept = {each: PublishedCount(str(each), 0) for each in found.kept if each not in counts}
    if not kept or request.threshold < 2:
        return {}
    sums = []
    for whole, parts in _sums({**counts, **kept}, request):
        unknown = [str(each) for each in parts if each in kept]
        if unknown and whole not in kept:
            sums.append(((counts[whole].count or 0) - sum(counts[each].count or 0 for each in parts if each not in kept), unknown))
    found_counts = possible_counts(sums, request.threshold - 1)
    small = (1.0, request.threshold - 1.0)
    return {key: PublishedCount(str(key), found_counts[str(key)], small, settled=True) for key in kept if str(key) in found_counts}


def _bound(
    whole: CountKey, parts: tuple[CountKey, ...], counts: Mapping[CountKey, PublishedCount]
) -> tuple[tuple[Bond, ...], tuple[PublishedCount, ...]]:
    """The bond of a whole and its parts, and the rest that subtraction gives.

    Counts read out of rates may miss the sum by a person each: then it holds as nearly as that. Parts that are more than the whole
    overlap, or their producer blurs them: no sum that anybody can do.
    """
    rest = (counts[whole].count or 0) - sum(counts[part].count or 0 for part in parts)
    inexact = sum(counts[each].shown is not None and not counts[each].settled for each in (whole, *parts))
    names = [str(part) for part in parts]
    if rest and abs(rest) <= inexact and len(parts) > 1:  # a part alone is never the whole
        return (Bond(total(str(whole), names).weights, float(-abs(rest)), float(abs(rest))),), ()
    if rest < 0:
        return (), ()
    if not rest:
        return (total(str(whole), names),), ()
    other = PublishedCount(f"{_REST}|{whole}|{names[0]}", rest, UNPRINTED)
    return (total(str(whole), [*names, other.key]),), (other,)


def _sums(counts: Mapping[CountKey, PublishedCount], request: Request) -> Iterator[tuple[CountKey, tuple[CountKey, ...]]]:
    """Every whole with parts that have counts."""
    kinds = {each.code: each.kind.value for each in request.areas}
    rules = (
        _larger_periods,
        partial(_larger_areas, kinds=kinds),
        _larger_groups,
        partial(_larger_indicators, request=request),
        partial(_same_matter, counts=counts, request=request),
    )
    for whole_of in rules:
        parts: dict[tuple[CountKey, str], list[CountKey]] = defaultdict(list)
        for key in counts:
            for whole, kind in whole_of(key):
                if whole in counts:
                    parts[whole, kind].append(key)
        yield from ((whole, tuple(sorted(each))) for (whole, _), each in sorted(parts.items()))


def _larger_periods(key: CountKey) -> Iterable[tuple[CountKey, str]]:
    period = parse_period(key.period)
    larger: list[Period] = []
    if isinstance(period, Month):
        larger = [Quarter(period.year, (period.month + 2) // 3), Year(period.year)]
    elif isinstance(period, Quarter):
        larger = [Year(period.year)]
    return [(CountKey(key.indicator, key.area, each.code, key.group), type(period).__name__) for each in larger]


def _larger_areas(key: CountKey, kinds: Mapping[str, str]) -> Iterable[tuple[CountKey, str]]:
    """The municipality of a part of it. Parts of one kind sum to it: of the kind declared, else by code (DeSO `2480A…`, RegSO `2480R…`)."""
    municipality, kind = key.area[:4], kinds.get(key.area, key.area[4:5]) if key.area[4:] else ""
    return [(CountKey(key.indicator, municipality, key.period, key.group), kind)] if kind else []


def _larger_groups(key: CountKey) -> Iterable[tuple[CountKey, str]]:
    """All, of a group. Groups of one dimension (`kön:flickor`) sum to all."""
    return [(CountKey(key.indicator, key.area, key.period), key.group.partition(":")[0] if ":" in key.group else "")] if key.group else []


def _larger_indicators(key: CountKey, request: Request) -> Iterable[tuple[CountKey, str]]:
    """The indicator that this is a part of, once beside the others and once alone: with overlapping parts only the second is a sum."""
    indicator = request.indicator(key.indicator)
    if indicator is None or not indicator.part_of:
        return []
    whole = CountKey(indicator.part_of, key.area, key.period, key.group)
    return [(whole, ""), (whole, key.indicator)]


def _same_matter(key: CountKey, counts: Mapping[CountKey, PublishedCount], request: Request) -> list[tuple[CountKey, str]]:
    """The same matter in another source, where the two agree: who knows the one knows the other."""
    indicator = request.indicator(key.indicator)
    if indicator is None or not indicator.same_matter_as:
        return []
    other = CountKey(indicator.same_matter_as, key.area, key.period, key.group)
    agree = other in counts and counts[other].count == counts[key].count
    return [(other, key.indicator)] if agree else []
