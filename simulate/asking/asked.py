"""A question answered: the scenario that it is, its answer, and what was assumed, most important first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

from ..answer.answer import Answer
from ..answer.run import run_scenario
from ..problems import InvalidInput, Problem
from ..reader.load import load
from ..scenario.plausibility import implausible_inputs
from ..scenario.scenario import Scenario
from ..shipped import catalog
from ..units import spoken
from .assumptions import Assumption, assumptions
from .form import SCENARIO, options
from .question import Question, question

if TYPE_CHECKING:
    from ..updating.update import Update

#: Samples of an answer; a run with as many of the file that ``--write`` writes gives the same numbers.
SAMPLES = 20_000
#: Samples that are weighed by what was observed, if it was.
_WEIGHED = 1 << 16
#: Samples that tell how much each assumption matters.
_PILOT = 1024
_MOST_KEPT = 256
#: More samples than this are no quick answer; a run shows how far it is, and can be interrupted.
_MOST_SAMPLES = 1e8


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question with its scenario, its answer, and its assumptions, most important first.

    If something was observed, the answer is that after it, and `update` has the one before and what was learnt.
    """

    question: Question
    scenario: Scenario
    answer: Answer
    assumptions: tuple[Assumption, ...]
    update: Update | None = None

    def __str__(self) -> str:
        from .text import render

        return render(self)

    def to_dict(self) -> dict[str, object]:
        """The answer as the JSON object of ``carbonspan ask --json``."""
        from .text import as_dict

        return as_dict(self)

    def to_yaml(self) -> str:
        """The text of a scenario file that asks the same, under the title of the question."""
        from .text import scenario_text

        return scenario_text(self)


def ask(  # noqa: PLR0913 - the options of the command, by keyword
    about: str | None,
    given: Mapping[str, str],
    *,
    sets: Sequence[str] = (),
    observed: Sequence[str] = (),
    error: str | None = None,
    samples: float | None = None,
    seed: int = 0,
) -> AnsweredQuestion:
    """The answer to a question `about` a thing, with the texts of the options `given` and of further `sets`.

    What was `observed`, each with its own `error` or this one, updates the answer; more samples are then the default.

    Raises InvalidInput with every problem of the question. The same question is answered once a process.

    >>> asked = ask("llama-3.1-70b", {"out": "400", "region": "fr", "accelerator": "h100"})
    >>> asked.assumptions[0].option
    '--batch N'
    """
    if samples is not None and samples > _MOST_SAMPLES:
        rule = f"must be at most {_MOST_SAMPLES:.0e} for a question, got {samples:g}"
        raise InvalidInput([Problem(f"{rule}; write it as a scenario with --write, and run that", file="samples")])
    answered = _asked.__wrapped__ if any("{" in each for each in observed) else _asked  # a log may change
    return answered(question(about, given, sets), tuple(observed), error, samples, seed)


@lru_cache(_MOST_KEPT)
def _asked(
    asked: Question, observed: tuple[str, ...], error: str | None, samples: float | None, seed: int
) -> AnsweredQuestion:
    try:
        scenario = _scenario(asked.sets)
        scenario = replace(scenario, warnings=tuple(_in_words_of(asked, _surprises(scenario, asked))))
    except InvalidInput as wrong:
        raise InvalidInput(_in_words_of(asked, wrong.problems)) from None
    if problems := list(_beyond_bounds(asked, scenario)):
        raise InvalidInput(problems)
    if observed:
        return _updated(asked, scenario, observed, error, samples=samples, seed=seed)
    samples = SAMPLES if samples is None else samples
    answer = run_scenario(scenario, samples=samples, seed=seed, draws=_PILOT, describe_inputs=False)
    return AnsweredQuestion(asked, scenario, answer, assumptions(asked, scenario, answer))


def _updated(
    asked: Question,
    scenario: Scenario,
    observed: tuple[str, ...],
    error: str | None,
    **options: Any,
) -> AnsweredQuestion:
    """The answer after what was observed, and what is assumed still."""
    from ..updating.observed_run import run_observed

    run = partial(run_scenario, scenario, seed=options["seed"], describe_inputs=False)
    found = run_observed(run, scenario, observed, error, samples=options["samples"] or _WEIGHED, draws=_PILOT)
    return AnsweredQuestion(asked, scenario, found.posterior, assumptions(asked, scenario, found.posterior), found)


def _scenario(sets: Sequence[str]) -> Scenario:
    """The scenario of a question: from the cache of earlier processes; of a later one a variation, which is sooner."""
    if _asked.cache_info().misses <= 1:
        return load(SCENARIO, sets=sets)
    from ..reader.overrides.variation import vary

    texts = (text.partition("=") for text in sets)
    return vary(_template(), {name: catalog.as_row(value) for name, _, value in texts})


def _in_words_of(asked: Question, problems: Iterable[Problem]) -> list[Problem]:
    """Problems at the options that the question has; those of the shipped scenario itself are the question's own."""
    found = []
    for each in problems:
        is_set = each.file.startswith("--set ")
        where = asked.where(each.file) if is_set else "carbonspan ask"
        field = each.field if where == each.file else ""
        found.append(replace(each, file=where, field=field, line=0, column=0))
    return list(dict.fromkeys(found))


def _beyond_bounds(asked: Question, scenario: Scenario) -> Iterator[Problem]:
    """A problem for each option that was given beyond the value of another one."""
    for option in options().values():
        if option.bound and asked.given.issuperset(option.inputs):
            whole = scenario.inputs[options()[option.bound].inputs[0]]
            own = scenario.inputs[option.inputs[0]]
            if own.nominal > whole.nominal:
                most = spoken(whole.nominal, whole.unit, digits=3)
                where = next((stated for _, stated in asked.options if stated.startswith(f"--{option.name} ")), "")
                rule = f"is more than all {most}, of which it is a part"
                yield Problem(rule, file=where or f"--set {own.name}")


def _surprises(scenario: Scenario, asked: Question) -> Iterator[Problem]:
    """The warnings of what a person chose: other than was believed, or than such quantities usually are.

    Those of inputs that names decide are left out: what was believed of them was only that no name was given.
    """
    decided = {f"inputs.{name}" for option in options().values() if option.kind for name in option.inputs}
    yield from (each for each in scenario.warnings if each.field not in decided)
    sets = {f"inputs.{text.removeprefix('--set ').partition('=')[0]}": text for text, _ in asked.options}
    yield from (replace(each, file=sets[each.field]) for each in implausible_inputs(scenario) if each.field in sets)


@cache
def _template() -> Scenario:
    """The scenario that questions fill in."""
    return load(SCENARIO)
