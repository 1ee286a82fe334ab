"""Which draws the sides of a comparison share.

Two numbers are one draw exactly if stream and law are the same: then what is unknown about them cancels. Different laws
on one stream would be perfectly dependent, which must be said with --same; without, they get streams of their own.
Members of a correlated group, and shares of one whole, are shared as a group or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..answer.reached_outputs import reached_by
from ..laws.base import Distribution
from ..problems import InvalidInput, Problem, did_you_mean
from ..scenario.scenario import Scenario
from .sides import Side

#: Separates the name of a stream from the letter of the side that draws it apart; no input has it in its name.
_APART: Final = "@"

Streams = dict[str, str]
Signature = tuple[object, ...]


@dataclass(frozen=True)
class PairingRules:
    """The inputs that are one draw although their laws differ, `same`, and those that are not although they do not."""

    same: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class SharedInput:
    """Inputs of several sides on one stream: their names by side, and whether all are one draw (`is_paired`).

    `reason` says why: ``same law``, ``--same``, ``different laws``, ``--apart``, ``dependent on others``.
    """

    names: Mapping[str, str]
    is_paired: bool
    reason: str

    @property
    def name(self) -> str:
        """The name of the input, that of the first side."""
        return next(iter(self.names.values()))


@dataclass(frozen=True)
class JointPairing:
    """For each side, the stream in the joint run of each of its streams; and which inputs are shared."""

    streams: tuple[Streams, ...]
    inputs: tuple[SharedInput, ...]

    @property
    def paired(self) -> tuple[SharedInput, ...]:
        """The inputs that several sides draw from the same points."""
        return tuple(each for each in self.inputs if each.is_paired)

    @property
    def apart(self) -> tuple[SharedInput, ...]:
        """The inputs of one name that each side draws for itself."""
        return tuple(each for each in self.inputs if not each.is_paired)


def pairing(found: Sequence[Side], rules: PairingRules) -> JointPairing:
    """The pairing of all sides under `rules`; raises InvalidInput if `rules` name an input that cannot be paired."""
    _check(found, rules)
    signatures = [_signatures(side.scenario) for side in found]
    named = _Named(found, rules)
    taken: dict[str, list[tuple[Signature, str]]] = {}
    streams = []
    for side, own in zip(found, signatures, strict=True):
        new: Streams = {}
        for stream, signature in own.items():
            new[stream] = _stream(stream, signature, side, named, taken)
        streams.append(new)
    return JointPairing(tuple(streams), tuple(_shared(found, streams, signatures, named)))


@dataclass(frozen=True)
class _Named:
    """The streams that the rules name, for each side."""

    found: Sequence[Side]
    rules: PairingRules
    same: dict[tuple[str, str], str] = field(default_factory=dict)
    apart: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        for side in self.found:
            inputs = side.scenario.inputs
            self.same.update({(side.letter, inputs[name].stream): name for name in self.rules.same if name in inputs})
            self.apart.update((side.letter, inputs[name].stream) for name in self.rules.apart if name in inputs)


def _stream(
    stream: str, signature: Signature, side: Side, named: _Named, taken: dict[str, list[tuple[Signature, str]]]
) -> str:
    """The stream in the joint run: that of an earlier side with the same laws, else one of its own."""
    key = (side.letter, stream)
    if key in named.same:
        return taken.setdefault(f"--same {named.same[key]}", [(signature, stream)])[0][1]
    before = taken.setdefault(stream, [])
    if key not in named.apart:
        for known, name in before:
            if known == signature:
                return name
    name = f"{stream}{_APART}{side.letter}" if before else stream
    before.append((signature if key not in named.apart else (object(),), name))
    return name


def _signatures(scenario: Scenario) -> dict[str, Signature]:
    """For each stream that is drawn, all that its draws depend on: its laws, and the group that it is drawn with."""
    laws: dict[str, set[Distribution]] = {}
    for given in scenario.inputs.values():
        if given.varies:
            laws.setdefault(given.stream, set()).add(given.distribution)
    found: dict[str, Signature] = {stream: (frozenset(each),) for stream, each in laws.items()}
    for members, about in _groups(scenario):
        of_group = frozenset((stream, frozenset(laws.get(stream, ()))) for stream in members)
        for stream in members:
            found[stream] = (found.get(stream), of_group, about)
    return found


def _groups(scenario: Scenario) -> Iterator[tuple[list[str], object]]:
    """The streams of each group of inputs that are drawn together, and how they are."""
    streams = {name: given.stream for name, given in scenario.inputs.items()}
    for group in scenario.correlations:
        members = [streams[each] for each in group.members]
        pairs = {
            (*sorted((one, other)), group.matrix[i][k])
            for i, one in enumerate(members)
            for k, other in enumerate(members)
            if i < k
        }
        yield members, (group.scale, frozenset(pairs))
    for shares in scenario.shares:
        members = [streams[each] for each in shares.members]
        yield members, (frozenset(zip(members, shares.means, strict=True)), shares.concentration)


def _shared(
    found: Sequence[Side], streams: Sequence[Streams], signatures: Sequence[Mapping[str, Signature]], named: _Named
) -> Iterator[SharedInput]:
    """The inputs on one stream that vary and matter in several sides, in the order of the first side."""
    mattering: dict[str, dict[str, str]] = {}
    for side, own in zip(found, signatures, strict=True):
        varying = [name for name, given in side.scenario.inputs.items() if given.stream in own and given.varies]
        reached = reached_by(side.scenario, side.scenario.inputs, varying)
        for name in (each for each in varying if side.output in reached[each]):
            mattering.setdefault(_common(side, name, named), {}).setdefault(side.letter, name)
    number = {side.letter: k for k, side in enumerate(found)}
    for names in (each for each in mattering.values() if len(each) > 1):
        used: dict[str, dict[str, str]] = {}
        for letter, name in names.items():
            stream = found[number[letter]].scenario.inputs[name].stream
            used.setdefault(streams[number[letter]][stream], {})[letter] = name
        for together in (each for each in used.values() if len(each) > 1):
            laws = {found[number[letter]].scenario.inputs[name].distribution for letter, name in together.items()}
            yield SharedInput(together, is_paired=True, reason="same law" if len(laws) == 1 else "--same")
        if len(used) > 1:
            yield SharedInput(names, is_paired=False, reason=_reason(found, names, number, named))


def _common(side: Side, name: str, named: _Named) -> str:
    """What inputs of several sides have in common: the name that --same gives, else the stream."""
    return name if name in named.rules.same else side.scenario.inputs[name].stream


def _reason(found: Sequence[Side], names: Mapping[str, str], number: Mapping[str, int], named: _Named) -> str:
    given = [found[number[letter]].scenario.inputs[name] for letter, name in names.items()]
    if any(each.name in named.rules.apart for each in given):
        return "--apart"
    return "different laws" if len({each.distribution for each in given}) > 1 else "dependent on others"


def _check(found: Sequence[Side], rules: PairingRules) -> None:
    """Raise InvalidInput for names of `rules` that no two sides have, or that cannot be paired alone."""
    problems = []
    for option, names in (("same", rules.same), ("apart", rules.apart)):
        for name in names:
            message = _wrong(found, name, rules)
            problems += [Problem(message, file=f"--{option} {name}")] if message else []
    if problems:
        raise InvalidInput(problems)


def _wrong(found: Sequence[Side], name: str, rules: PairingRules) -> str:
    having = [side for side in found if name in side.scenario.inputs and side.scenario.inputs[name].varies]
    if len(having) < 2:
        choices = _common_names(found)
        where = f"varies in {having[0]} alone" if having else "is no input that varies"
        return f"{where}; {did_you_mean(name, choices)}" if choices else f"{where}, and no name is common to two sides"
    grouped = {member for side in having for group in side.scenario.correlations for member in group.members}
    grouped |= {member for side in having for shares in side.scenario.shares for member in shares.members}
    if name in grouped:
        return "is drawn together with others, with which it is paired if all their laws are the same; pair them so"
    return "is given to --same and to --apart" if name in rules.same and name in rules.apart else ""


def _common_names(found: Sequence[Side]) -> Collection[str]:
    names = [name for side in found for name, given in side.scenario.inputs.items() if given.varies]
    return list(dict.fromkeys(name for name in names if names.count(name) > 1))
