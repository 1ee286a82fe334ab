"""The columns of a table of inputs: what each holds, and the other names by which people call it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from ...files.sheet import Sheet
from ...problems import InvalidInput, Problem, did_you_mean, nearest

#: Columns that every table that is written has, and those that it has if an input needs them.
ALWAYS = ("section", "name", "nominal", "unit", "law", "low", "best", "high", "p5", "p50", "p95")
GROUNDS = ("evidence", "source", "note")
RARE = ("truncate", "factors", "nature", "over", "catalog", "profile", "log", "from", "same")
#: Columns of texts, which stay as they are written whatever they look like.
TEXTS = ("name", "section", "unit", "law", "evidence", "source", "note", "nature", "over", "catalog", "from")
NUMBERS = ("low", "best", "high", "mean", "sd", "cv", "gsd")

#: The remedy for a head that is like no column's.
_USUAL = (
    "the columns are name, nominal, unit, law, low, best, high, p5, p50, p95, evidence, source and note; rename it,"
)

_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "section": (),
    "name": ("input", "parameter", "variable", "quantity"),
    "nominal": ("value", "nominal value", "base value", "point estimate"),
    "unit": ("units",),
    "law": ("distribution",),
    "low": ("min", "minimum", "lower", "low end", "lowest", "worst case low"),
    "best": ("mode", "most likely", "likely", "best guess", "best estimate", "central", "base"),
    "high": ("max", "maximum", "upper", "high end", "highest"),
    "mean": ("average",),
    "sd": ("standard deviation", "std", "std dev", "stdev", "sigma"),
    "cv": ("coefficient of variation", "rsd", "relative standard deviation"),
    "gsd": ("geometric standard deviation",),
    "p50": ("median",),
    "evidence": (),
    "source": ("sources", "reference", "references"),
    "note": ("notes", "comment", "comments", "remark", "remarks"),
    **dict.fromkeys(RARE, ()),
}
_NAMES = {other: name for name, others in _OTHER_NAMES.items() for other in (name, *others)}
_PERCENTILE = re.compile(r"p\s*(\d{1,2}(?:\.\d+)?)|(\d{1,2}(?:\.\d+)?)\s*%")


def meanings(sheet: Sheet, ignored: tuple[str, ...]) -> dict[str, str]:
    """The head of each column that is read, by what it holds: ``{"low": "Minimum", "p10": "10 %"}``.

    `ignored` are heads of columns to leave out. Raises InvalidInput for a head that is unknown, for two that mean the
    same, and for an ignored one that does not exist.
    """
    problems = [
        Problem(f"no column is called {name!r}; {did_you_mean(name, sheet.names)}", file="--ignore")
        for name in ignored
        if name not in sheet.names
    ]
    found: dict[str, str] = {}
    for cell in sheet.columns:
        head = cell.text
        if not head or head in ignored:
            continue
        name = meaning(head)
        if name is None:
            rule = f"no column of a table of inputs is called {head!r}"
            problems.append(Problem(rule, "", *cell.position, remedy=partial(_instead, head)))
        elif name in found:
            problems.append(Problem(f"{head!r} and {found[name]!r} both mean {name}; keep one", "", *cell.position))
        else:
            found[name] = head
    if "name" not in found and not problems:
        problems.append(Problem("no column is called name, for the names of inputs", file=sheet.file))
    if problems:
        raise InvalidInput(problems)
    return found


def _instead(head: str) -> str:
    """The names that a head may mean, if any are near; else those of the columns that most tables have."""
    near = did_you_mean(head.lower(), _NAMES) if nearest(head.lower(), list(_NAMES)) else _USUAL
    return f"{near} {'If not,' if near.endswith('?') else 'or'} leave it out with --ignore {head!r}"


def meaning(head: str) -> str | None:
    """What a column with this head holds; None if that is unknown.

    >>> meaning("Most likely"), meaning("95 %"), meaning("P2.5"), meaning("owner")
    ('best', 'p95', 'p2.5', None)
    """
    text = " ".join(re.split(r"[\s_-]+", head.strip().lower()))
    if found := _PERCENTILE.fullmatch(text):
        return f"p{float(found[1] or found[2]):g}"
    return _NAMES.get(text)


def is_text(head: str) -> bool:
    """Whether a column with this head holds texts, which stay as they are written.

    >>> is_text("Comment"), is_text("Most likely")
    (True, False)
    """
    return meaning(head) in (*TEXTS, None)


def probability(column: str) -> float | None:
    """The probability of a column of percentiles; None for any other column.

    >>> probability("p2.5"), probability("nominal")
    (0.025, None)
    """
    found = _PERCENTILE.fullmatch(column)
    return float(f"{found[1]}e-2") if found and found[1] else None
