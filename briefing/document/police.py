"""A source's fixed dimensions, now and the time before: the table of all, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.document import wording
from briefing.document.document import Cell, Column, Origin, Paragraph, Run, Table, Text
from briefing.document.outline import BlockOutline
from briefing.document.phrases import statements_missing
from briefing.document.prose import paragraphs, plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.findings.rounds import DimensionShift, Round, Shift, rounds, shifts
from briefing.observations.statement import Direction, Statement
from briefing.sources.source import Source
from briefing.terms.gap import Gap, GapReason
from briefing.terms.sensitivity import highest

_SHIFT_WORDS: Mapping[Shift, str] = {
    Shift.FORSAMRAD: "Försämrad",
    Shift.FORBATTRAD: "Förbättrad",
    Shift.NY: "Ny bedömning",
    Shift.EJ_BEDOMD_NU: "Inte bedömd nu",
    Shift.NY_ORDALYDELSE: "Ny ordalydelse",
    Shift.OFORANDRAD: "Oförändrad",
}
_SHIFT_ORDER = (Shift.FORSAMRAD, Shift.FORBATTRAD, Shift.NY, Shift.EJ_BEDOMD_NU, Shift.NY_ORDALYDELSE, Shift.OFORANDRAD)
_SHIFT_SIGNS: Mapping[Shift, str] = {Shift.FORSAMRAD: "↑", Shift.FORBATTRAD: "↓", Shift.NY_ORDALYDELSE: "→", Shift.OFORANDRAD: "→"}
_NOT_ASSESSED = Cell("inte bedömd", symbol="○", muted=True)


def dimensions(block: BlockOutline, scene: Scene) -> Composed:
    """Each dimension with level now and before, direction, confidence and, unless brief, the source's own words."""
    found = _latest(block, scene)
    if isinstance(found, Gap):
        return Composed(gaps=(found,))
    source, now, before = found
    labels, withheld = _levelled(source, now, before, scene), _withheld(source, scene)
    rows = tuple(_dimension_row(each, label, now, before, brief=block.brief) for each, label in labels.items())
    gaps = tuple(
        Gap(GapReason.EJ_BEDOMD, f"{source.title} har ingen bedömning av ”{label}”.", f"{source.id}:{each}")
        for each, label in labels.items()
        if now.of(each) is None
    )
    columns = (
        Column("Dimension", width_mm=35),
        Column("Nivå nu", width_mm=22),
        Column("Nivå förra gången", width_mm=22),
        Column("Riktning", width_mm=25),
        Column("Säkerhet", width_mm=17),
        *(() if block.brief else (Column("Bedömning"),)),
    )
    table = Table(
        "dimensioner", "", block.caption, columns, rows, _notes(source, now, before), "Nivå nu och förra gången.", source.synthetic
    )
    shown = (*now.statements, *(before.statements if before else ()))
    return Composed((table,), (*gaps, *withheld), highest(*(each.sensitivity for each in shown)))


def changed(block: BlockOutline, scene: Scene) -> Composed:
    """What changed since the statement before it, dimension by dimension.

    Where only the wording is new, both wordings are quoted; the brief form quotes those whose level has changed instead, since it has
    no table of all texts beside it.
    """
    found = _latest(block, scene)
    if isinstance(found, Gap):
        return Composed(gaps=(found,))
    source, now, before = found
    if before is None:
        ids = tuple(each.id for each in now.statements)
        words = plain(f"{source.title} från {wording.day(now.dated)} är den första. Det finns ingen tidigare att jämföra med.", ids)
        return Composed(
            (data_text(words, synthetic=source.synthetic),), sensitivity=highest(*(each.sensitivity for each in now.statements))
        )
    withheld = _withheld(source, scene)
    all_shifts = shifts(tuple(_levelled(source, now, before, scene)), now, before)
    shown = sorted(all_shifts, key=lambda each: _SHIFT_ORDER.index(each.shift))
    if not block.brief:
        shown = [each for each in shown if each.shift is not Shift.OFORANDRAD]
    sensitivity = highest(*(each.sensitivity for each in (*now.statements, *before.statements)))
    if not shown:
        ids = tuple(each.id for each in now.statements)
        text = plain(f"{source.title}: ingen dimension har fått en annan bedömning sedan {wording.day(before.dated)}.", ids)
        return Composed((data_text(text, synthetic=source.synthetic),), withheld, sensitivity)
    table = _shift_table(block, source, shown, now, before)
    wanted = (Shift.FORSAMRAD, Shift.FORBATTRAD) if block.brief else (Shift.NY_ORDALYDELSE,)
    reworded = [each for each in shown if each.shift in wanted]
    return Composed((table, *_rewordings(source, reworded, before)), withheld, sensitivity)


def level_cell(statement: Statement | None, *, strong: bool = False) -> Cell:
    """The level of a statement in word and sign, or that it was not assessed."""
    if statement is None or statement.level is None:
        return _NOT_ASSESSED
    return Cell(wording.LEVELS[statement.level], basis=(statement.id,), symbol=wording.level_sign(statement.level), strong=strong)


def _latest(block: BlockOutline, scene: Scene) -> tuple[Source, Round, Round | None] | Gap:
    source = scene.material.source(block.source)
    told = rounds(scene.material, scene.request, block.source)
    if source is None or not told:
        return statements_missing(scene, block.source)
    return source, told[-1], told[-2] if len(told) > 1 else None


def _withheld(source: Source, scene: Scene) -> tuple[Gap, ...]:
    """The gaps of dimensions that are told of and may not be shown; they stand in no table, since "not assessed" would be untrue."""
    found = (scene.withheld(label, f"{source.id}:{each}") for each, label in source.dimensions.items())
    return tuple(gap for gap in found if gap)


def _levelled(source: Source, now: Round, before: Round | None, scene: Scene) -> dict[str, str]:
    """The declared dimensions that are stated as a level and may be shown; those that were only ever text stand elsewhere as text."""
    shown = {each: label for each, label in source.dimensions.items() if f"{source.id}:{each}" not in scene.material.withheld}
    only_text = {each.dimension for each in (*now.statements, *(before.statements if before else ())) if each.level is None}
    with_level = {each.dimension for each in (*now.statements, *(before.statements if before else ())) if each.level}
    return {each: label for each, label in shown.items() if each in with_level or each not in (*only_text, *_TEXT_ONLY)}


_TEXT_ONLY = ("samlad-bild", "forvantad-utveckling")  # the two fixed dimensions of lagesbild.md §5 that carry no level


def _dimension_row(dimension: str, label: str, now: Round, before: Round | None, *, brief: bool) -> tuple[Cell, ...]:
    current, earlier = now.of(dimension), before.of(dimension) if before else None
    is_raised = bool(current and earlier and current.level and earlier.level and current.level.rank > earlier.level.rank)
    text = Cell(_flat(current.text), basis=(current.id,)) if current and current.text else Cell(wording.NOT_APPLICABLE, muted=True)
    basis = (current.id,) if current else ()
    return (
        Cell(label, basis=basis, strong=True),
        level_cell(current, strong=is_raised),
        level_cell(earlier),
        _direction_cell(current),
        Cell(wording.CONFIDENCES[current.confidence], basis=basis)
        if current and current.confidence
        else Cell(wording.NOT_APPLICABLE, muted=True),
        *(() if brief else (text,)),
    )


def _shift_table(block: BlockOutline, source: Source, shown: list[DimensionShift], now: Round, before: Round) -> Table:
    rows = tuple(
        (
            Cell(_SHIFT_WORDS[each.shift], basis=_basis(each), symbol=_SHIFT_SIGNS.get(each.shift, "")),
            Cell(source.dimensions[each.dimension], basis=_basis(each), strong=each.shift in (Shift.FORSAMRAD, Shift.FORBATTRAD)),
            level_cell(each.before),
            level_cell(each.now, strong=each.shift is Shift.FORSAMRAD),
            Cell(wording.CONFIDENCES[each.now.confidence], basis=_basis(each))
            if each.now and each.now.confidence
            else Cell(wording.NOT_APPLICABLE),
        )
        for each in shown
    )
    columns = (
        Column("Ändring", width_mm=34),
        Column("Dimension"),
        Column(f"Förra: {wording.day(before.dated)}", width_mm=32),
        Column(f"Nu: {wording.day(now.dated)}", width_mm=32),
        Column("Säkerhet", width_mm=20),
    )
    return Table("andrade", "", block.caption, columns, rows, _notes(source, now, before), "Bedömningar som har ändrats.", source.synthetic)


def _rewordings(source: Source, shown: list[DimensionShift], before: Round) -> tuple[Text, ...]:
    """Old and new words side by side, the source's own, quoted, under one signature."""
    written = [each for each in shown if each.now and each.before and each.now.text and each.now.text != each.before.text]
    quoted = tuple(_quoted(source.dimensions[each.dimension], each) for each in written)
    now = next((each.now for each in written if each.now), None)
    if now is None:
        return ()
    origin = Origin(source.origin)
    signature = f"{now.body}, {wording.day(now.dated)}. Förra bedömningen: {wording.day(before.dated)}."
    return (Text(origin, wording.ORIGINS[origin], quoted, signature=signature, synthetic=source.synthetic),)


def _quoted(label: str, shift: DimensionShift) -> Paragraph:
    before, now = (_flat(each.text) if each else "" for each in (shift.before, shift.now))
    runs = (Run(f"{label}.", strong=True), Run(f" Förra gången: ”{before}” Nu: ”{now}”"))
    return Paragraph(runs, _basis(shift))


def _flat(text: str) -> str:
    """A Markdown text as plain words on one line, as a cell or a quotation holds it."""
    return " ".join(" ".join(each.text for each in paragraphs(text)).split())


def _basis(shift: DimensionShift) -> tuple[str, ...]:
    return tuple(each.id for each in (shift.now, shift.before) if each)


def _direction_cell(statement: Statement | None) -> Cell:
    if statement is None or statement.direction is None:
        return Cell(wording.NOT_APPLICABLE, muted=True)
    direction: Direction = statement.direction
    return Cell(wording.DIRECTIONS[direction], basis=(statement.id,), symbol=wording.DIRECTION_SIGNS[direction])


def _notes(source: Source, now: Round, before: Round | None) -> tuple[str, ...]:
    body = now.statements[0].body
    earlier = f"; förra bedömningen {wording.day(before.dated)}" if before else ""
    levels = ", ".join(f"{wording.level_sign(level)} {word}" for level, word in wording.LEVELS.items())
    return (f"Källa: {body}, {wording.day(now.dated)}{earlier}. Nivå: {levels}. Riktning och säkerhet är källans egna ord.",)
