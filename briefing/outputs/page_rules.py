"""What every HTML page must be: accessible, and sufficient to itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import html

from briefing.document.document import Document
from briefing.outputs.refusal import GateReason, GateRefusal


def page_faults(tree: html.HtmlElement, document: Document, where: str) -> Iterator[GateRefusal]:
    """The faults of a page: title and language, drawings with words, table heads, headings in order, own ids, nothing fetched."""
    for reason, text in (
        *_title_and_language(tree, document),
        *_drawings(tree),
        *_tables(tree),
        *heading_faults([(int(each.tag[1]), each.text_content()) for each in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]),
        *_ids(tree),
        *_fetched(tree),
    ):
        yield GateRefusal(where, reason, text)


def heading_faults(headings: list[tuple[int, str]]) -> Iterator[tuple[GateReason, str]]:
    """Headings that are empty or that skip a level."""
    before = 0
    for level, text in headings:
        if not text.strip():
            yield GateReason.RUBRIKORDNING, f"En rubrik på nivå {level} är tom."
        if level > before + 1:
            yield GateReason.RUBRIKORDNING, f"Rubriken ”{text.strip()}” på nivå {level} följer på nivå {before}."
        before = level


def _title_and_language(tree: html.HtmlElement, document: Document) -> Iterator[tuple[GateReason, str]]:
    if not (tree.findtext("head/title") or "").strip():
        yield GateReason.TITEL_SAKNAS, "Sidan saknar titel."
    language = tree.get("lang") or ""
    if language.partition("-")[0] != document.language.partition("-")[0]:
        yield GateReason.FEL_SPRAK, f"Sidans språk är ”{language}”, väntat {document.language}."


def _drawings(tree: html.HtmlElement) -> Iterator[tuple[GateReason, str]]:
    for drawing in tree.iter("svg"):
        words = [" ".join(each.itertext()).strip() for each in drawing if each.tag in {"title", "desc"}]
        if len(words) != 2 or not all(words) or drawing.get("role") != "img":
            yield GateReason.BILD_UTAN_TEXT, f"En figur saknar titel, beskrivning eller roll: {' '.join(words) or 'utan namn'}"
    for image in tree.iter("img"):
        if not (image.get("alt") or "").strip():
            yield GateReason.BILD_UTAN_TEXT, "En bild saknar alternativtext."


def _tables(tree: html.HtmlElement) -> Iterator[tuple[GateReason, str]]:
    for table in tree.iter("table"):
        caption = "".join(each.text_content() for each in table.iterchildren("caption")).strip()
        heads = table.xpath("thead/tr/*")
        if not heads or any(head.tag != "th" or head.get("scope") != "col" for head in heads):
            yield GateReason.TABELL_UTAN_HUVUD, f"En tabell saknar huvudrad: {caption or 'utan namn'}"
        if not caption:
            yield GateReason.TABELL_UTAN_HUVUD, "En tabell saknar namn."


def _ids(tree: html.HtmlElement) -> Iterator[tuple[GateReason, str]]:
    names: Counter[str] = Counter(tree.xpath("//@id"))
    for name, times in names.items():
        if times > 1:
            yield GateReason.SAMMA_ID, f"{times} delar av sidan har samma id: {name}"


def _fetched(tree: html.HtmlElement) -> Iterator[tuple[GateReason, str]]:
    """What the page would fetch or run: links to click are not fetched."""
    for address in tree.xpath("//link/@href | //@src | //@srcset | //use/@href | //object/@data"):
        if not address.startswith(("data:", "#")):
            yield GateReason.EXTERNT_INNEHALL, f"Sidan hämtar något utifrån: {address}"
    if tree.xpath("//script | //iframe | //embed") or any(
        "@import" in style or "url(http" in style for style in tree.xpath("//style/text()")
    ):
        yield GateReason.EXTERNT_INNEHALL, "Sidan har skript eller hämtar något utifrån."
