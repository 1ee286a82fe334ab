"""A report as PDF: its page printed by WeasyPrint, an extra that the package does without otherwise."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..problems import InvalidInput

_REMEDY = "a PDF needs WeasyPrint: pip install 'carbonspan[pdf]'; or write .html and print it from a browser"


def check_available() -> None:
    """Raise InvalidInput unless WeasyPrint, and the libraries of the system that it uses, are installed."""
    _library()


def pdf(page: str) -> bytes:
    """The PDF of an HTML page; raises InvalidInput without WeasyPrint."""
    document: bytes = _library().HTML(string=page).write_pdf()
    return document


def _library() -> Any:
    try:
        return import_module("weasyprint")
    except (ImportError, OSError) as missing:
        raise InvalidInput(f"{_REMEDY} ({missing})") from None
