"""A filled-in Word form: fields are found by tag, by bookmark, or by the heading and the row that they stand under, in that order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from briefing.observations.form_fields import (
    IDENTITY_LABELS,
    LABELS,
    TOP_LABELS,
    Answer,
    Filled,
    codes_in,
    folded,
    without_prompt,
)
from briefing.observations.form_word_package import MARKUP, WordPackage, opened
from briefing.observations.form_word_text import W, cell_markdown, paragraph_text, remarks_on
from briefing.sources.source import Part, Source
from briefing.terms.control import FORM_NAMESPACE, FieldName, text_mark

_KEYS = {folded(label): key for key, label in LABELS.items()}
_TOP_KEYS = {folded(label): key for key, label in TOP_LABELS.items()}
_IDENTITY_KEYS = {folded(label): key for key, label in IDENTITY_LABELS.items()}
_HERE = "formulärets början"


@dataclass
class _Found:
    """What has been found so far while the file is walked; `current` is the dimension of the last heading or field."""

    package: WordPackage
    source: Source
    names: Mapping[str, FieldName]
    current: str = ""
    identity: dict[str, str] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    strangers: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    present: set[str] = field(default_factory=set)
    taken: set[etree._Element] = field(default_factory=set)

    @property
    def heading(self) -> str:
        return self.source.dimensions.get(self.current, _HERE)


def texts_in_word(part: Part) -> Iterator[str]:
    """The texts of all paragraphs; UnusableError where the document cannot be opened."""
    return (paragraph_text(each) for each in opened(part).body.iter(f"{W}p"))


def filled_word(part: Part, source: Source) -> Filled:
    """What was found in the document; UnusableError where it cannot be opened."""
    package = opened(part)
    found = _Found(package, source, _names(source))
    own, marks = _identity(package)
    for element in package.body.iter(f"{W}tr", f"{W}p", f"{W}sdt"):
        if any(each in found.taken for each in element.iterancestors(f"{W}tc", f"{W}sdt")) or _is_fallback(element):
            continue
        match str(element.tag).removeprefix(W):
            case "tr":
                _take_row(element, found)
            case "sdt":
                _take_loose(element, found)
            case _:
                _take_paragraph(element, found, marks)
    found.remarks += remarks_on(package)
    missing = tuple(each for each in source.dimensions if each not in found.present)
    identity = {**found.identity, **own}
    return Filled(identity, tuple(found.answers), tuple(found.strangers), tuple(dict.fromkeys(found.remarks)), missing)


def _names(source: Source) -> Mapping[str, FieldName]:
    """Every tag and bookmark that the form of this source may have → its field."""
    fields = [FieldName(dimension, key) for dimension in source.dimensions for key in LABELS]
    fields += [FieldName("", key) for key in TOP_LABELS]
    return {name: each for each in fields for name in (each.tag, each.bookmark)}


def _identity(package: WordPackage) -> tuple[dict[str, str], frozenset[str]]:
    """What the form says of itself in a part of its own, and the sums of its own texts; nothing where that part is lost."""
    for content in package.custom:
        root = content if content.tag == f"{{{FORM_NAMESPACE}}}formular" else None
        if root is not None:
            own = {key: str(root.get(key)) for key in IDENTITY_LABELS if root.get(key)}
            return own, frozenset((root.text or "").split())
    return {}, frozenset()


def _take_row(row: etree._Element, found: _Found) -> None:
    """The answer in a row of a table, if it is a row of the form."""
    cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
    name, answer = _named(row, cells, found)
    label = folded(cell_text(cells[0])) if cells else ""
    if name is None and label in _IDENTITY_KEYS and len(cells) > 1:
        found.identity.setdefault(_IDENTITY_KEYS[label], codes_in(cell_text(cells[1])))
    if name is None or answer is None:
        return
    if name.dimension:
        found.current = name.dimension
    _take(name, answer, found)


def _named(row: etree._Element, cells: list[etree._Element], found: _Found) -> tuple[FieldName | None, etree._Element | None]:
    """The field of a row and the cell of its answer: by what is marked in a cell or around the row, else by the words in the first."""
    for cell in cells:
        name = _marked(cell, found)
        if name is not None:
            return name, cell
    around = next((each for each in row.iterancestors(f"{W}sdt") if _tag(each) in found.names), None)
    label = folded(cell_text(cells[0])) if len(cells) > 1 else ""
    if around is not None and len(cells) > 1:
        return found.names[_tag(around)], cells[1]
    if label in _TOP_KEYS and not found.current:
        return FieldName("", _TOP_KEYS[label]), cells[1]
    if label in _KEYS and found.current:
        return FieldName(found.current, _KEYS[label]), cells[1]
    return None, None


def _marked(cell: etree._Element, found: _Found) -> FieldName | None:
    """The field that a tag or a bookmark in the cell, or a control around it, names."""
    around = cell.getparent()
    outer = around.getparent() if around is not None and around.tag == f"{W}sdtContent" else None
    tags = [_tag(each) for each in (*([outer] if outer is not None else []), *cell.iter(f"{W}sdt"))]
    marks = [each.get(f"{W}name", "") for each in cell.iter(f"{W}bookmarkStart")]
    return next((found.names[each] for each in (*tags, *marks) if each in found.names), None)


def _take_loose(control: etree._Element, found: _Found) -> None:
    """A control that has been moved out of its table."""
    name = found.names.get(_tag(control))
    if name is not None and next(control.iterancestors(f"{W}tr"), None) is None and control.find(f".//{W}tr") is None:
        _take(name, control, found)


def _take(name: FieldName, answer: etree._Element, found: _Found) -> None:
    label = {**LABELS, **TOP_LABELS}[name.key]
    dimension = found.source.dimensions.get(name.dimension, "")
    place = f"fältet {dimension}, {label}" if dimension else f"fältet {label}"
    text = without_prompt(_written(name.key, answer, found.package))
    found.taken.add(answer)
    found.present.add(name.dimension)
    found.answers.append(Answer(name, text, place))
    if next(answer.iter(f"{W}drawing", f"{W}pict", f"{W}object"), None) is not None:
        found.remarks.append(f"{place}: en bild eller ett objekt i fältet används inte; beskriv den med ord.")
    if next(answer.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None) is not None:
        found.remarks.append(f"{place}: fältet har spårade ändringar; de är lästa som godkända. Godkänn eller avvisa dem i Word.")


def _written(key: str, answer: etree._Element, package: WordPackage) -> str:
    """What stands in a field: running text as Markdown, lists with their lines, all else on one line."""
    if key == "text":
        return cell_markdown(answer, package)
    return "\n".join(paragraph_text(each) for each in answer.iter(f"{W}p")) if key == "rests_on" else cell_text(answer)


def _take_paragraph(paragraph: etree._Element, found: _Found, marks: frozenset[str]) -> None:
    """A heading of a dimension tells where we are; a text that is not the form's own was written outside the fields."""
    text = paragraph_text(paragraph)
    plain = folded(text)
    heading = next((each for each, label in found.source.dimensions.items() if plain and plain == folded(label)), None)
    if heading is not None:
        found.current = heading
    elif plain and marks and text_mark(text) not in marks:
        found.strangers.append((f"under {found.heading}", text))


def cell_text(cell: etree._Element) -> str:
    """The text of a cell on one line; prompts of fields that nobody has answered are left out."""
    return " ".join(" ".join(paragraph_text(each) for each in cell.iter(f"{W}p")).split())


def _tag(control: etree._Element) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(f"{W}val", "")


def _is_fallback(element: etree._Element) -> bool:
    """Whether it repeats, for old programs, what stands beside it."""
    return next(element.iterancestors(f"{MARKUP}Fallback"), None) is not None
