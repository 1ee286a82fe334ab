"""Pages from templates: texts are escaped, and what is markup already is marked so."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

#: The style of a report, which other pages begin with.
STYLE = Path(__file__).with_name("templates") / "report.css"


@cache
def environment(folder: Path) -> Environment:
    """The templates of a folder; a name that is not given is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["held_together"] = held_together
    return found


def held_together(text: str) -> str:
    """A text with spaces that do not break between a number and its unit, its percent sign or the error before it.

    >>> held_together("1.9 t a day; 90 % credible interval 0.2 to 19 t").count(chr(0xA0))
    3
    """
    return re.sub(r"(?<=\d) (?=(?!to\b)[^\W\d]|%)|(?<=±) (?=\d)", "\u00a0", text)


def markup(text: str) -> str:
    """A text that is markup already, made by this package."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - styles and pictures are ours; every text in them is escaped
