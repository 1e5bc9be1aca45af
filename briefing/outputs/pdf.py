"""The PDF: laid out by templates/lagesbild.typ; one file for readers (PDF/A-2a and PDF/UA-1), one for the archive (PDF/A-1a)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import typst

from briefing.document.document import Document
from briefing.document.profile import Profile, profile_of
from briefing.document.templates import Templates
from briefing.outputs.file import File
from briefing.outputs.pdf_bytes import mended
from briefing.outputs.pdf_data import document_data, drawn_figures
from briefing.outputs.pdf_fault import TEMPLATE, pdf_fault
from briefing.outputs.pdf_fonts import fonts_of, unprintable
from briefing.outputs.pdf_picture import pdf_picture

MEDIA_TYPE = "application/pdf"

_MAIN, _CONTENT = "main.typ", "innehall.json"
_MADE = 946_684_800  # 2000-01-01: a file has no clock; when an edition was sealed stands in the archive
_FOR_READERS, _FOR_ARCHIVE = ["a-2a", "ua-1"], ["a-1a"]


def render_pdfs(document: Document, templates: Templates) -> tuple[File, File]:
    """Both files, laid out once: `render_pdf` and `render_archive_pdf`."""
    job = _job(document, templates)
    return _for_readers(job), _for_archive(job)


def render_pdf(document: Document, templates: Templates) -> File:
    """The document as `<edition id>.pdf`, PDF/A-2a and PDF/UA-1 in one; BriefingError says what in templates/ cannot be used."""
    return _for_readers(_job(document, templates))


def render_archive_pdf(document: Document, templates: Templates) -> File:
    """The same pages as `<edition id>.pdfa-1a.pdf`, PDF/A-1a, for archives that take nothing newer."""
    return _for_archive(_job(document, templates))


@dataclass(frozen=True)
class _Job:
    """What both files are made from. The template reads nothing else: its root is the folder of fonts."""

    document: Document
    templates: Templates
    fonts: typst.Fonts
    sources: Mapping[str, bytes]


def _for_readers(job: _Job) -> File:
    return File(f"{job.document.edition}.pdf", MEDIA_TYPE, _written(job, _FOR_READERS))


def _for_archive(job: _Job) -> File:
    return File(f"{job.document.edition}.pdfa-1a.pdf", MEDIA_TYPE, _written(job, _FOR_ARCHIVE))


def _job(document: Document, templates: Templates) -> _Job:
    profile = profile_of(templates)
    fonts = fonts_of(profile, templates)
    texts = {_MAIN: templates.text(TEMPLATE), **_texts(document, profile, fonts, templates)}
    sources = {name: text.encode("utf-8") for name, text in texts.items()}
    if profile.logo:
        sources[profile.logo] = templates.files.get(profile.logo) or templates.text(profile.logo).encode("utf-8")
    return _Job(document, templates, fonts, sources)


def _texts(document: Document, profile: Profile, fonts: typst.Fonts, templates: Templates) -> Mapping[str, str]:
    """The content and the pictures. A character that no font has is printed as its number, `[U+1F600]`: nothing is lost."""
    texts = {_CONTENT: json.dumps(document_data(document, profile), ensure_ascii=False)}
    texts |= {name: pdf_picture(figure, profile) for name, figure in drawn_figures(document)}
    numbers = unprintable("".join(texts.values()), profile, fonts, templates)
    return {name: text.translate(numbers) for name, text in texts.items()} if numbers else texts


def _written(job: _Job, standards: list[str]) -> bytes:
    """The bytes. typst keeps in memory what it has laid out, so that the second file of a job costs only its writing."""
    try:
        content = typst.compile(  # type: ignore[call-overload]
            job.sources,
            root=job.templates.font_folder,
            font_paths=job.fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=standards,
            timestamp=_MADE,
        )
    except typst.TypstError as error:
        raise pdf_fault(error, job.document, job.templates) from error
    assert isinstance(content, bytes)
    return mended(content)
