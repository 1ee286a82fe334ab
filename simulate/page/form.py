"""What the fields of a form ask for, as an address: an input is overridden once a field of its is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..problems import InvalidInput, Problem
from ..reader.overrides.entry_fields import EntryFields
from . import address as addresses
from .address import Address
from .answers import Explorer

#: What the names of fields begin with: a number of an input, an option of a pick.
NUMBER, PICK = "in:", "pick:"
#: The key of the field that takes a whole law as text.
WHOLE = "="
#: Holds an input at its nominal value, in a form that has such boxes; lets one go.
HOLD, HOLDS, FREE = "hold", "holds", "free"
#: Drops one override; and of the reply: which inputs were changed, whether it has all fields, the picture's size.
DROP, MOVED, FRESH, SIZE = "drop", "moved", "fresh", "size"


@dataclass(frozen=True)
class Form:
    """What was sent: the address before, digits of each field by input and key, options of picks, what to drop.

    `holds` are the inputs to hold, None in a form without such boxes; those of `frees` are let go.
    """

    before: Address
    numbers: Mapping[str, Mapping[str, str]]
    picks: Mapping[str, str]
    drops: tuple[str, ...] = ()
    holds: tuple[str, ...] | None = None
    frees: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    is_fresh: bool = False
    sizes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it only has what an address has."""
        return not (self.numbers or self.picks or self.drops or self.is_fresh or self.frees) and self.holds is None


def read(pairs: Iterable[tuple[str, str]]) -> Form:
    """The form of the names and values that were sent; raises InvalidInput for a name that no form has."""
    numbers: dict[str, dict[str, str]] = {}
    picks: dict[str, str] = {}
    others: list[tuple[str, str]] = []
    own: dict[str, list[str]] = {each: [] for each in (DROP, HOLD, HOLDS, FREE, MOVED, FRESH, SIZE)}
    for name, value in pairs:
        if name.startswith(NUMBER):
            given, _, key = name.removeprefix(NUMBER).rpartition(":")
            numbers.setdefault(given, {})[key] = value
        elif name.startswith(PICK):
            picks[name.removeprefix(PICK)] = value
        elif name in own:
            own[name].append(value)
        else:
            others.append((name, value))
    return Form(
        addresses.read(others),
        numbers,
        picks,
        drops=tuple(own[DROP]),
        holds=tuple(own[HOLD]) if own[HOLDS] else None,
        frees=tuple(own[FREE]),
        moved=tuple(own[MOVED]),
        is_fresh=bool(own[FRESH]),
        sizes=tuple(own[SIZE]),
    )


def asked(form: Form, explorer: Explorer) -> Address:
    """The address that a form asks for.

    Raises InvalidInput with the problem of each field that cannot be read; what values mean is found when they are run.
    """
    sets = _by_name(form.before.sets)
    shown = explorer.fields(form.before) if form.numbers else {}
    texts = explorer.texts(form.before) if form.numbers else {}
    below = explorer.fields(replace(form.before, sets=()))
    problems: list[Problem] = []
    for name, digits in form.numbers.items():
        known = {*shown[name].digits, WHOLE} if name in shown else {WHOLE} if name in texts else set()
        whole = digits.get(WHOLE, "").strip()
        if not known >= digits.keys():
            problems.append(Problem("is no longer as in this form; load the page again", file=f"--set {name}="))
        elif whole and whole != texts.get(name):
            sets[name] = f"{name}={whole}"
        elif name not in shown:
            continue
        else:
            problems += _missing(shown[name], digits)
            sets = sets if problems else _with_numbers(sets, shown[name], below.get(name), digits)
    for name, option in form.picks.items():
        sets = {**sets, name: f"{name}={option}"} if option else _without(sets, name)
    for name in form.drops:
        sets = _without(sets, name)
    if problems:
        raise InvalidInput(problems)
    first = {axis.name: axis.options[0].label for axis in explorer.axes}
    choices = tuple(each for each in form.before.choices if each not in {f"{a}={b}" for a, b in first.items()})
    output = form.before.output if form.before.output != explorer.headline else ""
    return Address(tuple(sets.values()), choices, output, _fixes(form))


def _fixes(form: Form) -> tuple[str, ...]:
    """The inputs that are held: in the order in which they were; a pick that is chosen in the form is not."""
    before = form.before.fixes
    asked = form.holds if form.holds is not None else before
    kept = [each for each in before if each in asked]
    let_go = {*form.frees, *form.picks}
    return tuple(each for each in dict.fromkeys([*kept, *asked]) if each not in let_go)


def _with_numbers(
    sets: dict[str, str], shown: EntryFields, below: EntryFields | None, digits: Mapping[str, str]
) -> dict[str, str]:
    """The overrides with that of an input, if a field differs from what was shown."""
    after = {**shown.digits, **digits}
    after.pop(WHOLE, None)
    if _same(after, shown.digits):
        return sets
    if below and shown.law == below.law and shown.unit == below.unit and _same(after, below.digits):
        return _without(sets, shown.name)
    return {**sets, shown.name: shown.override(after, below or shown)}


def _missing(shown: EntryFields, digits: Mapping[str, str]) -> Iterator[Problem]:
    for key, given in digits.items():
        if key != WHOLE and not given.strip():
            yield Problem("must be a number, got nothing", field=key, file=f"--set {shown.name}=")


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)


def _equal(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return one.strip() == other.strip()


def _by_name(sets: Iterable[str]) -> dict[str, str]:
    """The texts by the name that each begins with."""
    return {text.partition("=")[0].strip(): text for text in sets}


def _without(sets: Mapping[str, str], name: str) -> dict[str, str]:
    return {each: text for each, text in sets.items() if each != name}
