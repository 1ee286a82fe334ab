"""A report as PDF: its page printed by WeasyPrint, an extra that the package does without otherwise."""

from __future__ import annotations

from ..problems import InvalidInput

_REMEDY = "a PDF needs WeasyPrint: pip install 'carbonspan[pdf]'; or write .html and print it from a browser"


def check_available() -> None:
    """Raise InvalidInput unless WeasyPrint, and the libraries of the system that it uses, are installed."""
    try:
        import weasyprint  # noqa: F401 - slow to import, and an extra
    except (ImportError, OSError) as missing:
        raise InvalidInput(f"{_REMEDY} ({missing})") from None


def pdf(page: str) -> bytes:
    """The PDF of an HTML page; raises InvalidInput without WeasyPrint."""
    check_available()
    from weasyprint import HTML

    document: bytes = HTML(string=page).write_pdf()
    return document
