"""What a public edition gives away of counts of people: every count that it may print, and every sum that anybody can do with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from briefing.findings.disclosure import Bond, PublishedCount, PublishedTable
from briefing.findings.disclosure_linked import UNPRINTED, total
from briefing.observations.reading import Material
from briefing.terms.indicator import Unit
from briefing.terms.period import Month, Period, Quarter, Year, parse_period
from briefing.terms.request import Request

_REST = "övriga"


@dataclass(frozen=True, order=True)
class CountKey:
    """What a count is of: an indicator in an area, a period and a group (empty: all)."""

    indicator: str
    area: str
    period: str
    group: str = ""

    def __str__(self) -> str:
        return "|".join((self.indicator, self.area, self.period, self.group))


def key_of(written: str) -> CountKey | None:
    """The key as it stands in a published table; None for a sum's rest, which is nobody's count."""
    parts = written.split("|")
    return CountKey(*parts) if len(parts) == 4 else None


def published_counts(material: Material, request: Request) -> PublishedTable:
    """The counts that an edition of this material may print, of sources that are not published already, and their sums.

    All of them, whether its outline asks for them or not: its sentences, areas and comparisons of sources may. A published source (Brå,
    Kolada) is left out: what the authority itself publishes of the municipality needs no hiding. Sums: a year of its quarters and months,
    a quarter of its months, the municipality of its parts, all of its groups, an indicator of its parts. Where the parts known are less
    than the whole, the rest is a count too, which the reader finds by subtraction.
    """
    counts = dict(_counts(material, request))
    bonds, rests = [], {}
    for whole, parts in _sums(counts, request):
        rest = counts[whole] - sum(counts[part] for part in parts)
        if rest < 0:
            continue  # parts that overlap, or a producer's noise: no sum that anybody can do
        names = [str(part) for part in parts]
        if rest:
            names.append(f"{_REST}|{whole}|{names[0]}")
            rests[names[-1]] = rest
        bonds.append(total(str(whole), names))
    printed = (PublishedCount(str(key), count) for key, count in counts.items())
    unprinted = (PublishedCount(name, rest, UNPRINTED) for name, rest in rests.items())
    return PublishedTable(str(request.edition), (*printed, *unprinted), tuple(bonds))


def parse_published(written: Mapping[str, object]) -> PublishedTable:
    """A published table as a record has it."""
    counts, bonds = written.get("counts", ()), written.get("bonds", ())
    assert isinstance(counts, list | tuple)
    assert isinstance(bonds, list | tuple)
    return PublishedTable(
        str(written["id"]),
        tuple(PublishedCount(each["key"], each.get("count"), settled=bool(each.get("settled"))) for each in counts),
        tuple(Bond(tuple((key, weight) for key, weight in each["weights"])) for each in bonds),
    )


def _counts(material: Material, request: Request) -> Iterator[tuple[CountKey, int]]:
    frame = material.observations.up_to(request.period.last_day).as_known().frame
    secret = {each.id for each in material.deliveries if not material.is_published(each.id)}
    rows = frame[(frame["measure"] == Unit.ANTAL.value) & frame["value"].notna() & frame["delivery"].isin(secret)]
    columns = (rows[name].tolist() for name in ("indicator", "area", "period", "group", "value"))
    for indicator, area, period, group, value in zip(*columns, strict=True):
        if value >= 0 and value == int(value):
            yield CountKey(indicator, area, period, group), int(value)


def _sums(counts: Mapping[CountKey, int], request: Request) -> Iterator[tuple[CountKey, tuple[CountKey, ...]]]:
    """Every whole with parts that have counts."""
    kinds = {each.code: each.kind.value for each in request.areas}
    rules = (_larger_periods, partial(_larger_areas, kinds=kinds), _larger_groups, partial(_larger_indicators, request=request))
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
