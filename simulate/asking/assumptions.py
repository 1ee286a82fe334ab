"""What was assumed for an answer: the inputs that a question left open, by the option that would give each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..answer.answer import Answer
from ..scenario.scenario import Input, Scenario
from ..sensitivity.correlation_shares import correlation_shares
from ..units import counted, readable
from ..units.number_format import grouping, significant
from .form import QuestionOption, inputs, options, outputs, with_role
from .question import Question

#: Assumptions that explain less of the spread are not listed.
_LEAST = 0.005
_DIGITS = 3


@dataclass(frozen=True)
class Assumption:
    """What was assumed of `inputs`, the option that replaces it, and how much of the headline's spread it explains.

    `share` is the sum of squared correlations of logarithms. It is 0 of an amount that the answer is proportional to,
    which was not given and has no spread.
    """

    inputs: tuple[str, ...]
    text: str
    option: str
    share: float


def assumptions(asked: Question, scenario: Scenario, answer: Answer) -> tuple[Assumption, ...]:
    """The assumptions of an answer with draws, most important first: amounts left out, then by their share."""
    shares = _shares(scenario, answer)
    found = [*_by_option(asked, scenario, shares), *_by_input(asked, scenario, shares)]
    amounts = [each for each in found if each.inputs == with_role("amount").inputs and not each.share]
    others = [each for each in found if each.share >= _LEAST]
    return (*amounts, *sorted(others, key=lambda each: -each.share))


def _by_option(asked: Question, scenario: Scenario, shares: dict[str, float]) -> Iterator[Assumption]:
    """The inputs that options decide; the subject's own are by the option for what has no name."""
    for option, owned in _owned(scenario).items():
        left = tuple(name for name in owned if name not in asked.given)
        if not left or option.role == "count":
            continue
        share = sum(shares[name] for name in left)
        is_subject = asked.subject.issuperset(left)
        text = _described(scenario.inputs[left[0]]) if is_subject else option.assumed
        yield Assumption(left, text or _described(scenario.inputs[left[0]]), _replacing(option), share)


def _by_input(asked: Question, scenario: Scenario, shares: dict[str, float]) -> Iterator[Assumption]:
    """The inputs that no option decides."""
    owned = {name for each in _owned(scenario).values() for name in each}
    for name, given in scenario.inputs.items():
        if name not in owned | asked.given:
            text = inputs().get(name) or _described(given)
            yield Assumption((name,), text, f"--set {name}=...", shares[name])


def _owned(scenario: Scenario) -> dict[QuestionOption, list[str]]:
    """The inputs that each option decides, each by the first one that does."""
    owner = {name: option for option in reversed(options().values()) for name in option.inputs}
    found: dict[QuestionOption, list[str]] = {}
    for name in scenario.inputs:
        if name in owner:
            found.setdefault(owner[name], []).append(name)
    return found


def _replacing(option: QuestionOption) -> str:
    if option.role == "unnamed":
        return " ".join(
            each.flag for each in options().values() if set(each.inputs) <= set(with_role("unnamed").inputs)
        )
    return option.flag


def _described(given: Input) -> str:
    """An input and what it was taken to be: ``batch 55 (loguniform: [5, 600])``."""
    value = significant(given.unit.from_base(given.nominal), _DIGITS)
    law = "" if given.stated in {"", "constant"} else f" ({grouping(given.stated)})"
    return f"{given.name.replace('_', ' ')} {counted(value, readable(given.unit.text))}{law}"


def _shares(scenario: Scenario, answer: Answer) -> dict[str, float]:
    """How much of the spread of the first output each input explains, by the draws of the answer."""
    found = dict.fromkeys(scenario.inputs, 0.0)
    if answer.draws is None:
        return found
    row = next(k for k, each in enumerate(answer.marginals) if each.output == outputs()[0].name)
    streams: set[str] = set()
    varying = []
    for k, (name, given) in enumerate(scenario.inputs.items()):
        if given.varies and given.stream not in streams:  # what is one draw counts once
            streams.add(given.stream)
            varying.append((k, name))
    rows = answer.draws.inputs[[k for k, _ in varying]]
    explained = correlation_shares(answer.draws.outputs[row], rows)
    return found | {name: float(each) for (_, name), each in zip(varying, explained, strict=True)}
