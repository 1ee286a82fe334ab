"""Stored answers compared by their draws, with scenarios that are drawn like them.

Sample number i of every answer of one seed is computed from the same points: answers share the draws of inputs whose
streams and laws are the same. Where their laws differ, points that are the same would make them perfectly dependent,
which is refused. Answers of different seeds share nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .. import units
from ..answer.comparison import share_of
from ..answer.enough_samples import sufficiency_warnings
from ..answer.identity import processor, versions
from ..answer.statistics.marginal import Estimate
from ..answer.subject import Subject
from ..problems import InvalidInput, did_you_mean
from ..units import Unit
from .compared import Compared, ComparedPair, ComparedSide, compared_claims
from .pairing import PairingRules, SharedInput
from .sampled_outputs import SampledOutput
from .sides import LETTERS, functional_unit, unique_names

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DrawnInput:
    """An input of a stored answer: the stream of its points, and what tells its law from others."""

    stream: str
    law: tuple[object, ...]


@dataclass(frozen=True)
class DrawnAnswer:
    """The first samples of one output of an answer, at its first coordinate.

    `values` (n,) and `nominal` are numbers of `unit`; `inputs` are those that vary, by name.
    """

    subject: Subject
    output: str
    unit: Unit
    substance: str
    values: Floats
    nominal: float
    coordinates: Mapping[str, str]
    inputs: Mapping[str, DrawnInput]
    seed: int
    design: str
    hash: str
    implausible: tuple[str, ...] = ()


def compare_draws(
    found: Sequence[DrawnAnswer],
    levels: Sequence[float],
    *,
    rules: PairingRules | None = None,
    any_boundary: bool = False,
) -> Compared:
    """The comparison of stored answers, sample by sample, in as many samples as all of them have.

    Raises InvalidInput for answers that cannot be compared.
    """
    rules = rules or PairingRules()
    count = min(len(each.values) for each in found)
    names = unique_names([each.subject.name for each in found])
    problems = list(_unlike(found, names, any_boundary=any_boundary))
    if problems:
        raise InvalidInput("\n".join(problems))
    shared = tuple(_shared(found, names, rules))
    outputs = [_sampled(each, found[0].unit, count) for each in found]
    outputs = [each.shuffled(k) if k in _apart(found, shared) else each for k, each in enumerate(outputs)]
    marginals = [each.marginal(levels, binned=True) for each in outputs]
    ranks = _ranks([each.values for each in outputs]) if len(found) > 2 else [()] * len(found)
    cautions = tuple(sufficiency_warnings(count, levels, marginals))
    return Compared(
        sides=tuple(
            ComparedSide(
                LETTERS[k],
                name,
                _about(each, found[0].unit),
                each.coordinates,
                marginals[k],
                each.hash,
                tuple(ranks[k]),
            )
            for k, (name, each) in enumerate(zip(names, found, strict=True))
        ),
        pairs=tuple(_pair(outputs, shared, k, j, levels) for k, j in combinations(range(len(found)), 2)),
        shared=shared,
        resolved="\n---\n".join(each.subject.resolved for each in found),
        hash=" ".join(each.hash for each in found),
        samples=count,
        seed=found[0].seed,
        design="random",
        levels=tuple(levels),
        warnings=cautions,
        cautions=cautions,
        implausible=tuple(
            f"{given} of {name}" for name, each in zip(names, found, strict=True) for given in each.implausible
        ),
        versions=versions(),
        processor=processor(),
    )


def _unlike(found: Sequence[DrawnAnswer], names: Sequence[str], *, any_boundary: bool) -> Iterator[str]:
    """What makes stored answers incomparable."""
    first, base = found[0], units.unit(found[0].unit.text)
    for name, each in zip(names, found, strict=True):
        if each.design != "random":
            yield (
                f"{name} was drawn by the {each.design} design, whose points follow the order of a file; compare the "
                "scenario itself, or store its draws in the random design"
            )
    for name, each in zip(names[1:], found[1:], strict=True):
        one, other = functional_unit(first.subject.per), functional_unit(each.subject.per)
        if (one is None) != (other is None) or (one and other and not one.agrees(other)):
            stated = f"{names[0]} is for {one or 'none that it states'}, {name} for {other or 'none that it states'}"
            yield f"unlike functional units: {stated}; compare the scenarios themselves, with --per"
        if not any_boundary and first.subject.boundary and each.subject.boundary:
            counts = [", ".join(own.subject.boundary) for own in (first, each)]
            if {*first.subject.boundary} != {*each.subject.boundary}:
                yield f"unlike boundaries: {names[0]} counts {counts[0]}; {name} counts {counts[1]}; see --any-boundary"
        if not units.compatible(units.unit(each.unit.text), base):
            stated = f"{first.output} of {names[0]} is in {first.unit.text or 'no unit'}"
            yield f"unlike units: {stated}, {each.output} of {name} in {each.unit.text or 'no unit'}; see --output"


def _about(found: DrawnAnswer, wanted: Unit) -> Subject:
    """What a stored answer is about, with its claims in the unit `wanted`."""
    own, new = (Fraction(units.unit(each.text).factor) for each in (found.unit, wanted))
    return compared_claims(found.subject, found.output, found.coordinates, replace(wanted, factor=new / own))


def _sampled(found: DrawnAnswer, wanted: Unit, count: int) -> SampledOutput:
    """The first `count` samples of a stored answer in the unit `wanted`."""
    scale = float(Fraction(units.unit(found.unit.text).factor) / Fraction(units.unit(wanted.text).factor))
    values, nominal = found.values[:count] * scale, found.nominal * scale
    return SampledOutput(found.output, values, nominal, wanted, found.substance)


def _shared(found: Sequence[DrawnAnswer], names: Sequence[str], rules: PairingRules) -> Iterator[SharedInput]:
    """The inputs that answers of one seed draw from the same points; raises InvalidInput where their laws differ."""
    if rules.apart:
        raise InvalidInput("stored draws cannot be drawn apart; store one answer with another --seed, or compare files")
    for name in rules.same:
        if sum(name in each.inputs for each in found) < 2:
            every = list(dict.fromkeys(each for own in found for each in own.inputs))
            raise InvalidInput(f"--same {name}: no two answers have this input; {did_you_mean(name, every)}")
    known: dict[tuple[int, str], dict[str, str]] = {}
    for k, each in enumerate(found):
        for name, given in each.inputs.items():
            known.setdefault((each.seed, given.stream), {}).setdefault(LETTERS[k], name)
    for together in (each for each in known.values() if len(each) > 1):
        laws = {found[LETTERS.index(letter)].inputs[name].law for letter, name in together.items()}
        stated = any(name in rules.same for name in together.values())
        if len(laws) > 1 and not stated:
            first = next(iter(together))
            letters = ", ".join(names[LETTERS.index(letter)] for letter in together)
            raise InvalidInput(
                f"{letters} drew {together[first]} from the same points with different laws, so their draws are "
                "perfectly dependent; compare the scenarios themselves, or store one answer with another --seed "
                f"(--same {together[first]} accepts it)"
            )
        yield SharedInput(together, is_paired=True, reason="--same" if len(laws) > 1 else "same law")


def _apart(found: Sequence[DrawnAnswer], shared: Sequence[SharedInput]) -> set[int]:
    """The answers that share no draws with any other; those after the first are shuffled to be sure of it."""
    sharing = {LETTERS.index(letter) for each in shared for letter in each.names}
    return {k for k in range(1, len(found)) if k not in sharing}


def _pair(
    outputs: Sequence[SampledOutput], shared: Sequence[SharedInput], k: int, j: int, levels: Sequence[float]
) -> ComparedPair:
    first, second = outputs[k], outputs[j]
    below, difference = first.below(second), second.less(first).marginal(levels)
    if min(each for side in (first, second) for each in (side.values.min(), side.nominal)) <= 0:
        return ComparedPair(k, j, below, difference)
    ratio = second.over(first).marginal(levels)
    if not any({LETTERS[k], LETTERS[j]} <= each.names.keys() for each in shared):
        return ComparedPair(k, j, below, difference, ratio)
    apart = second.shuffled(len(outputs))
    return ComparedPair(k, j, below, difference, ratio, apart.over(first).marginal(levels), first.below(apart))


def _ranks(values: Sequence[Floats]) -> list[tuple[Estimate, ...]]:
    """The probability of each rank, lowest first; equal values share theirs."""
    table = np.array(values)
    found = []
    for own in table:
        below, equal = (table < own).sum(axis=0), (table == own).sum(axis=0)
        weights = [((below <= r) & (r < below + equal)) / equal for r in range(len(table))]
        size = np.array([table.shape[1]])
        found.append(tuple(share_of(np.array([each.sum()]), size, batched=False) for each in weights))
    return found
