"""A figure as a file: written whole or not at all, with the same bytes for the same figure; an SVG is accessible."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from ..language import ENGLISH, current
from ..problems import InvalidInput
from ..show import output_files
from . import settings

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DPI = 200
#: Why a picture is refused whose axes have no length.
NO_ROOM = "as its words leave no room for the axes"
# By default matplotlib writes the date, random names into an SVG, and letters in whole pixels: a line is then up to 3 %
# wider than it was measured.
_FIXED: dict[Any, Any] = {
    "svg.hashsalt": "carbonspan",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "text.hinting": "none",
}
_DATELESS: dict[str, dict[str, str | None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


@contextmanager
def writing() -> Iterator[None]:
    """Within this context, the same figure is drawn to the same bytes, with letters as wide as they were measured."""
    with settings.changed(_FIXED):
        yield


@contextmanager
def _refusing_collapsed() -> Iterator[None]:
    """Within this context, a figure whose words leave no room for its axes is refused, not drawn with a warning."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*axes sizes collapsed to zero")
        try:
            yield
        except UserWarning as warning:
            raise InvalidInput(f"size: too small for this plot, {NO_ROOM}; choose a larger one") from warning


def save(ax: Axes, path: Path | str, *, title: str, description: str) -> None:
    """Write the figure of `ax` in the format that the suffix of `path` names."""
    kind = Path(path).suffix.lower().removeprefix(".")
    named = {"svg": {}, "png": {"Title": title, "Description": description}, "pdf": {"Title": title}}
    with output_files.replacing(path) as beside, writing(), _refusing_collapsed():
        ax.figure.savefig(beside, format=kind, dpi=DPI, metadata={**_DATELESS[kind], **named[kind]})  # type: ignore[union-attr]
        if kind == "svg":
            beside.write_text(accessible(beside.read_text("utf-8"), title, description), "utf-8")


def png(ax: Axes, *, dpi: int) -> bytes:
    """The figure of `ax` as a PNG."""
    held = io.BytesIO()
    with writing():
        ax.figure.savefig(held, format="png", dpi=dpi, metadata=_DATELESS["png"])  # type: ignore[union-attr]
    return held.getvalue()


def svg(ax: Axes, *, title: str, description: str) -> str:
    """The figure of `ax` as the text of an SVG, the same as in a file."""
    text = io.StringIO()
    with writing():
        ax.figure.savefig(text, format="svg", metadata=_DATELESS["svg"])  # type: ignore[union-attr]
    return accessible(text.getvalue(), title, description)


def accessible(svg: str, title: str, description: str) -> str:
    """An SVG with a title, a description and the role of one image.

    >>> accessible('<svg width="1"><g/></svg>', "3 t", "A density.")[:60]
    '<svg role="img" aria-labelledby="title description" width="1'
    """
    words = f'<title id="title">{escape(title)}</title><desc id="description">{escape(description)}</desc>'
    role = 'role="img" aria-labelledby="title description"'
    if current() is not ENGLISH:
        role += f' xml:lang="{current().code}"'
    return re.sub(r"<svg\b([^>]*)>", lambda found: f"<svg {role}{found[1]}>{words}", svg, count=1)
