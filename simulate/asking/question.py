"""A question: what is asked about, and the options given, as what they set of the scenario."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..problems import InvalidInput, Problem, did_you_mean
from ..shipped import names
from ..units.number_format import grouping
from .form import QuestionOption, inputs, options, subject, with_role
from .numbers import a_period, as_number, count, number, periods

_PART_OF = "part of "


@dataclass(frozen=True)
class Question:
    """A question: its title, the ``--set`` of each input, and the inputs that follow from the options and the subject.

    `period` is that for which things are counted: ``a month``, or empty. `options` are the options that were given, as
    they were written, by the ``--set`` that each of their inputs has.
    """

    title: str
    sets: tuple[str, ...]
    given: frozenset[str]
    subject: frozenset[str]
    period: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def where(self, option: str) -> str:
        """The option that a person gave for a ``--set``: ``--batch 0`` for ``--set batch=0``."""
        return dict(self.options).get(option, option)


def question(about: str | None, given: Mapping[str, str], sets: Iterable[str] = ()) -> Question:
    """The question `about` a thing, with the values of the options `given`, and further `sets`, as texts.

    Raises InvalidInput with every problem: unknown names with similar ones, and options that contradict each other.

    >>> question("llama-3.1-70b", {"out": "400", "region": "fr"}).title
    'Llama 3.1 70B: 400 tokens written, in France'
    """
    problems: list[Problem] = []
    given, sets = _named_sets(given, sets, problems)
    unknown = [name for name in given if name not in options()]
    problems += [Problem(f"is no option; {did_you_mean(name, options())}", file=name) for name in unknown]
    label, entries = _about(about, given, problems)
    own = frozenset(entries)
    said: list[str] = []
    for name, option in options().items():
        if name in given:
            try:
                found, says = _set(option, given)
            except InvalidInput as error:
                problems += error.problems
            else:
                entries |= found
                said.append(says)
    problems += _nothing(given)
    if problems:
        raise InvalidInput(problems)
    title = ": ".join(filter(None, (label, ", ".join((*said, *sets)))))
    follow = {each for name in given for each in options()[name].inputs}
    named = {text.partition("=")[0].strip() for text in sets}
    counted = given.get(with_role("count").name, "")
    texts = (*(f"{each}={text}" for each, text in entries.items() if each not in named), *sets)
    if title.partition(" ")[0].isalpha():  # a word, and no name such as o3-mini
        title = f"{title[:1].upper()}{title[1:]}"
    asked_by = {each: f"--{name} {stated}" for name, stated in given.items() for each in options()[name].inputs}
    written = tuple((f"--set {text}", asked_by[name]) for text in texts if (name := text.partition("=")[0]) in asked_by)
    return Question(title, texts, frozenset(follow | named), own - follow, a_period(counted), written)


def _named_sets(
    given: Mapping[str, str], sets: Iterable[str], problems: list[Problem]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The options given, those among them that `sets` names as in ``country=FR``, and the other sets."""
    found, others = dict(given), []
    own = {each.kind: each.name for each in options().values() if each.kind}
    known = {*inputs(), *(name for each in options().values() for name in each.inputs)}
    for text in sets:
        name, _, value = (each.strip() for each in text.partition("="))
        kind = None if name in known else names.kinds().get(name)
        option = own.get(kind.name) if kind else None
        if option is None:
            others.append(text)
        elif option in found:
            problems.append(
                Problem(f"{option} is given twice, before as {found[option]}; give one", file=f"--set {text}")
            )
        else:
            found[option] = value
    return found, tuple(others)


def _about(about: str | None, given: Mapping[str, str], problems: list[Problem]) -> tuple[str, dict[str, str]]:
    """What the subject is called, and the entries that follow from it; a problem if there is none."""
    kind, size = subject(), with_role("unnamed").name
    if about is None:
        if size not in given:
            problems.append(Problem(f"is missing: name {kind.what}, or give --{size} 70e9", file=kind.name))
        return "", {}
    try:
        thing = kind.find(about, option=about)
    except InvalidInput as error:
        problems += [Problem(f"{each.message}; or give --{size} 70e9", file=each.file) for each in error.problems]
        return "", {}
    return thing.label, dict(thing.entries)


def _nothing(given: Mapping[str, str]) -> Iterator[Problem]:
    """A problem if the amount is 0, and all others of its unit are."""
    amount = with_role("amount")
    of_unit = [each for each in options().values() if each.unit == amount.unit]
    values = [number(as_number(given[each.name], each.unit)) for each in of_unit if each.name in given]
    if amount.name in given and not any(value is None or value for value in values):
        flags = " or ".join(each.flag for each in of_unit)
        yield Problem(f"asks for nothing; give {flags} above 0", file=f"--{amount.name} {given[amount.name]}")


def _set(option: QuestionOption, given: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """What an option sets, and how a title says it."""
    where = f"--{option.name} {given[option.name]}"
    if option.kind:
        return _named(option, given[option.name], where)
    stated = as_number(given[option.name], option.unit)
    if option.role == "count":
        stated, text = _count(given[option.name], option.unit, where)
    elif part := next((each for each in given if _whole_of(each) == option.name), None):
        text = _without(option.name, part, given)
    else:
        text = stated
    if len(option.inputs) > 1 and not _is_one_value(stated):
        rule = f"must be one value, as it is that of {' and '.join(option.inputs)}; give each its law with --set"
        raise InvalidInput([Problem(rule, file=where)])
    whole = _whole_of(option.name)
    if whole and whole not in given:
        raise InvalidInput([Problem(f"requires --{whole}, of which it is a part", file=where)])
    period = a_period(given[option.name]) if option.role == "count" else ""
    written = f"{text} {option.unit}" if option.unit and number(text) is not None else text
    shown = written if option.says.endswith(" {}") else _plain(stated)  # what is not counted has its unit there
    says = " ".join(filter(None, (_counted(option.says.format(shown)), period)))
    return dict.fromkeys(option.inputs, written), says


def _named(option: QuestionOption, stated: str, where: str) -> tuple[dict[str, str], str]:
    """What the thing that an option names sets; another option may take a number where there is no name."""
    try:
        thing = names.kinds()[option.kind].find(stated, option=where)
    except InvalidInput as error:
        instead = [each.flag for each in options().values() if not each.kind and set(each.inputs) < set(option.inputs)]
        problems = [
            replace(each, rule="; or give ".join([each.message, *instead]), remedy=None) for each in error.problems
        ]
        raise InvalidInput(problems) from None
    return dict(thing.entries), option.says.format(thing.label)


def _is_one_value(text: str) -> bool:
    """Whether a text is a value and no law, which two inputs would each draw for themselves."""
    return " to " not in text and "{" not in text


def _whole_of(name: str) -> str:
    """The option of which the option `name` is a part, or an empty text."""
    role = options()[name].role if name in options() else ""
    return role.removeprefix(_PART_OF) if role.startswith(_PART_OF) else ""


def _without(whole: str, part: str, given: Mapping[str, str]) -> str:
    """What is left of an amount without a part of it; raises InvalidInput if that cannot be said."""
    amount, taken = (number(as_number(given[each], options()[each].unit)) for each in (whole, part))
    if amount is None or taken is None:
        rule = f"must both be plain numbers: of --{whole}, what is not --{part} remains"
        raise InvalidInput([Problem(rule, file=f"--{whole} {given[whole]} --{part} {given[part]}")])
    if taken > amount:
        rule = f"is more than the {given[whole]} of --{whole}, of which it is a part"
        raise InvalidInput([Problem(rule, file=f"--{part} {given[part]}")])
    return f"{amount - taken:.15g}"


def _count(text: str, unit: str, where: str) -> tuple[str, str]:
    """The number of a text such as ``3.2e6/month``, as it is written and as it is set."""
    written, value = count(text, unit)
    if value is None:
        rule = f"must be a number, or a number a period ({', '.join(periods())}), such as 3.2e6/month"
        raise InvalidInput([Problem(rule, file=where)])
    return written, f"{value:.15g}"


def _counted(text: str) -> str:
    """A text that begins with a number, in the singular if that is 1: ``1 request at once``."""
    return re.sub(r"^1 (\w+)s\b", r"1 \1", text)


def _plain(text: str) -> str:
    """A text as people say it, its number without an exponent if that is short."""
    value = number(text)
    return grouping(f"{value:.15g}") if value is not None and 1e-3 <= value < 1e9 else text
