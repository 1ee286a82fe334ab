"""A question's answer as text, as JSON, and as a scenario file."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from ..answer.statistics.levels import headline_level
from ..answer.statistics.marginal import Marginal
from ..show import labels
from ..show.export import as_dict as answer_dict
from ..show.headline import headline
from ..show.quote import span
from ..show.text import beliefs
from .form import Shown, outputs

if TYPE_CHECKING:
    from .asked import AnsweredQuestion

_MOST = 8
#: Numbers that differ by less are the same.
_ALIKE = 1e-9


def render(asked: AnsweredQuestion, *, most: int = _MOST) -> str:
    """The title, a line an output, and the assumptions, the `most` important ones."""
    lines = [asked.question.title]
    width = max(len(each.label) for each in outputs())
    lines += [f"{shown.label:{width}}  {text}" for shown, text in _outputs(asked)]
    lines += [*beliefs(asked.answer.implausible), *_learnt(asked)]
    listed = asked.assumptions[:most]
    if listed:
        lines += [
            "",
            "Assumed, most important first; the share of the spread that each explains, and what replaces it:",
        ]
        wide = max(len(each.text) for each in listed)
        lines += [f"{_share(each.share):>5}  {each.text:{wide}}  {each.option}" for each in listed]
    left = len(asked.assumptions) - len(listed)
    if left > 0:
        lines.append(f"       and {left} more, with --json")
    return "\n".join(lines) + "\n"


def _learnt(asked: AnsweredQuestion) -> list[str]:
    """What was measured, and what was learnt of which input; empty if nothing was."""
    if not asked.update:
        return []
    from ..show.reports.update import inputs, summary

    lines = ["", *summary(asked.update)]
    for each in inputs(asked.update.learnt):
        lines += [each] if isinstance(each, str) else ["", *(line.text for line in each.lines())]
    return lines


def _share(share: float) -> str:
    return f"{share:.0%}" if share else "-"


def _outputs(asked: AnsweredQuestion) -> list[tuple[Shown, str]]:
    """Each output with its sentence; one that would repeat another says so."""
    marginals = {each.output: each for each in asked.answer.in_units().marginals}
    found = []
    for shown in outputs():
        marginal = marginals[shown.name]
        if shown.like and _same(marginal, marginals[shown.like]):
            found.append((shown, shown.note))
            continue
        note = f" ({shown.note})" if shown.note and not shown.like else ""
        found.append((shown, f"{_sentence(asked, marginal)}{note}"))
    return found


def _same(first: Marginal, second: Marginal) -> bool:
    """Whether two outputs are one, but for the order in which they are computed."""
    ends = [
        [each.median.value, *(end.value for one in each.intervals for end in (one.low, one.high))]
        for each in (first, second)
    ]
    return all(math.isclose(one, other, rel_tol=_ALIKE) for one, other in zip(*ends, strict=True))


def _sentence(asked: AnsweredQuestion, marginal: Marginal) -> str:
    answer = asked.answer
    per = asked.question.period or labels.per_of(marginal, answer.subject.per_of(marginal.output))
    unit = labels.unit_label(marginal)
    return headline(span(marginal, headline_level(answer.levels)), unit=unit, per=per if unit else "")


def as_dict(asked: AnsweredQuestion) -> dict[str, Any]:
    """The JSON object of a run of the scenario, with the question and its assumptions before it."""
    return {
        "question": asked.question.title,
        "sets": list(asked.question.sets),
        "assumptions": [
            {"inputs": list(each.inputs), "text": each.text, "option": each.option, "share": each.share}
            for each in asked.assumptions
        ],
        **answer_dict(asked.answer),
        **_updating(asked),
    }


def _updating(asked: AnsweredQuestion) -> dict[str, Any]:
    if not asked.update:
        return {}
    from ..show.reports.update_export import updating

    return {"updating": updating(asked.update)}


def scenario_text(asked: AnsweredQuestion) -> str:
    """The scenario as a file, under the question's title."""
    first, _, rest = asked.scenario.to_yaml().partition("\n")
    if not first.startswith("title:"):
        raise AssertionError(first)
    return f"title: {json.dumps(asked.question.title, ensure_ascii=False)}\n{rest}"
