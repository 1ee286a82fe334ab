"""A report as a file, in the format that its suffix names."""

from __future__ import annotations

from pathlib import Path

from ..show import output_files
from . import pdf
from .document import Report
from .html import html
from .markdown import markdown

SUFFIXES = (".html", ".md", ".pdf")


def check_writable(path: Path | str) -> None:
    """Raise InvalidInput unless `write` can write `path`."""
    output_files.check_writable(path, SUFFIXES)
    if Path(path).suffix.lower() == ".pdf":
        pdf.check_available()


def write(document: Report, path: Path | str) -> None:
    """Write the report whole or not at all, as HTML, Markdown or PDF by the suffix of `path`.

    Raises InvalidInput for another suffix, if the file cannot be written, and for a PDF without the library for it.
    """
    check_writable(path)
    suffix = Path(path).suffix.lower()
    content = pdf.pdf(html(document)) if suffix == ".pdf" else _encoded(_text(document, suffix))
    with output_files.replacing(path, room=len(content)) as beside:
        beside.write_bytes(content)


def _text(document: Report, suffix: str) -> str:
    return markdown(document) if suffix == ".md" else html(document)


def _encoded(text: str) -> bytes:
    """A text in UTF-8; a byte of a file's name that is no text, as an escape."""
    return text.encode(errors="backslashreplace")
