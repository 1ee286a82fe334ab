"""A bill of materials with the energy of one activity, filled into the template of its form.

A template is a JSON file of ``configs/standards``. ``{title}`` and the like stand for what is known of the answer, and
``{energy mean kWh}`` for a statistic of an output in a unit; behind an equals sign it becomes a number. Of a list, the
items that name an output which the scenario lacks are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from .. import units
from ..answer.answer import HASH_LETTERS
from ..problems import InvalidInput
from ..shipped import library
from ..show import digits, labels
from .draws import NamedDraws
from .form import notes, rows
from .shapes import check_outputs

_PLACEHOLDER: Final = re.compile(r"\{([^{}]+)\}")
_QUANTILES: Final = {"low": 0.05, "median": 0.5, "high": 0.95}
_DIGITS: Final = 6


class _MissingOutputError(Exception):
    """An output that a placeholder names and the scenario does not have."""


def filled(drawn: NamedDraws, form: str) -> dict[str, Any]:
    """The template of a `form` with the numbers of an answer.

    Raises InvalidInput for a scenario without the outputs that it needs, or without a mean.
    """
    check_outputs(drawn, "bill of materials")
    template = json.loads((library.folder() / "standards" / f"{form}.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = _filled(template, drawn, _known(drawn, form))
    return found


def _known(drawn: NamedDraws, form: str) -> dict[str, str]:
    answer = drawn.answer
    return {
        "version": answer.versions["carbonspan"],
        "name": answer.subject.title.partition(": ")[0],
        "title": answer.subject.title,
        "activity": activity(answer.subject.boundary),
        "functional_unit": labels.functional_unit(answer.subject.per) or "the whole",
        "boundary": ", ".join(answer.subject.boundary) or "what the model counts",
        "samples": digits.samples(answer.samples),
        "seed": str(answer.seed),
        "hash": answer.hash[:HASH_LETTERS],
        "note": " ".join(notes(form)),
    }


def activity(boundary: tuple[str, ...]) -> str:
    """The one activity that a boundary counts; ``other`` if it counts none that has a name, or several."""
    found = {each["activity"] for each in rows("activities") if each["counted"] in boundary}
    return found.pop() if len(found) == 1 else "other"


def _filled(template: Any, drawn: NamedDraws, known: Mapping[str, str]) -> Any:
    if isinstance(template, dict):
        return {key: _filled(value, drawn, known) for key, value in template.items()}
    if isinstance(template, list):
        return list(_items(template, drawn, known))
    if not isinstance(template, str):
        return template
    if template.startswith("="):
        return float(_statistic(template[2:-1], drawn))
    return _PLACEHOLDER.sub(lambda found: known.get(found[1]) or _statistic(found[1], drawn), template)


def _items(template: list[Any], drawn: NamedDraws, known: Mapping[str, str]) -> Iterator[Any]:
    for each in template:
        try:
            yield _filled(each, drawn, known)
        except _MissingOutputError:
            continue


def _statistic(text: str, drawn: NamedDraws) -> str:
    """A statistic of an output as a number: ``energy mean kWh``."""
    names, statistic, unit = text.split()
    output = drawn.first(names)
    if not output:
        raise _MissingOutputError(names)
    marginal = next(each for each in drawn.answer.marginals if each.output == output)
    if statistic == "mean" and marginal.mean is None:
        raise InvalidInput(f"--format: needs the mean of {output}, and {marginal.without_moments}")
    values = drawn.outputs[output]
    found = drawn.mean(values) if statistic == "mean" else drawn.quantiles(values, [_QUANTILES[statistic]])[0]
    return f"{units.unit(unit).from_base(found.value):.{_DIGITS}g}"
