"""Shares of a whole: inputs that sum to one, each for the argument of its name."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial

from ..grammar.diagnostics import Diagnostics
from ..grammar.input_entries import SharesEntry
from ..laws.beta import Beta
from ..laws.discrete import Constant
from ..problems import KeyPath, did_you_mean
from ..scenario.model import Argument
from ..scenario.scenario import Input, Shares
from ..units import ONE
from .quantity import read_quantity

#: The concentration of shares that are known exactly.
EXACT = "exact"
_CLOSE = 1e-9
#: Concentrations that can be drawn: below, all shares may underflow at once in a run of the largest size.
_LEAST, _MOST = 0.1, 1e9


@dataclass(frozen=True)
class SharedWhole:
    """The shares of a whole: their joint law, each as an input by name, and the input of each argument."""

    shares: Shares
    inputs: Mapping[str, Input]
    feeds: Mapping[str, str]


def read_shares(
    name: str, entry: SharesEntry, arguments: Mapping[str, Argument] | None, diagnostics: Diagnostics
) -> SharedWhole | None:
    """The shares of the whole called `name`; None if they have a problem.

    The share ``coal`` of ``generation`` is the input ``generation.coal`` for the argument ``generation_coal`` or, if
    the model has none, ``coal``; without `arguments` it is a weight alone.
    """
    key_path, before = ("shares", name), len(diagnostics.problems)
    means = {member: _number(value, (*key_path, member), diagnostics) for member, value in entry.means.items()}
    concentration = _concentration(entry.concentration, (*key_path, "concentration"), diagnostics)
    _check_sum(means, key_path, diagnostics)
    feeds = {member: _argument(name, member, arguments, diagnostics) for member in means} if arguments else {}
    if len(diagnostics.problems) > before or not diagnostics.clean(key_path):
        return None
    if entry.evidence is None:
        diagnostics.warn(key_path, "has no evidence; add `evidence: measured`, disclosed, derived or assumed")
    inputs = {member: _input(name, member, mean, concentration, entry) for member, mean in means.items()}
    members = tuple(given.name for given in inputs.values())
    return SharedWhole(
        Shares(name, members, tuple(means.values()), concentration),
        {given.name: given for given in inputs.values()},
        {argument: inputs[member].name for member, argument in feeds.items()},
    )


def _number(value: object, key_path: KeyPath, diagnostics: Diagnostics) -> float:
    found = read_quantity(value, key_path, diagnostics, expected=ONE)
    if found and not found[0] > 0:
        diagnostics.problem(key_path, f"must be above 0, got {value}; omit a share of 0")
    return found[0] if found else math.nan


def _check_sum(means: Mapping[str, float], key_path: KeyPath, diagnostics: Diagnostics) -> None:
    total = sum(means.values())
    if len(means) < 2:
        diagnostics.problem(key_path, f"must have at least two shares, got {len(means)}")
    elif abs(total - 1) > _CLOSE:
        diagnostics.problem(key_path, f"must sum to 1, got {total:g}; divide each by {total:g}")


def _concentration(value: object, key_path: KeyPath, diagnostics: Diagnostics) -> float:
    """The concentration, infinite for shares that are known exactly.

    Shares are gamma draws over their sum: below `_LEAST` all may be 0 at once, above `_MOST` they are constant.
    """
    if value == EXACT:
        return math.inf
    found = _number(value, key_path, diagnostics)
    if found > 0 and not _LEAST <= found <= _MOST:
        diagnostics.problem(key_path, f"must be from {_LEAST:g} to {_MOST:g}, or {EXACT}, got {found:g}")
    return found


def argument_of(name: str, member: str, arguments: Collection[str]) -> str:
    """The argument for a share of `name`; empty if there is none.

    >>> argument_of("generation", "coal", ["duration", "generation_coal"])
    'generation_coal'
    """
    return next((each for each in (f"{name}_{member}", member) if each in arguments), "")


def _argument(name: str, member: str, arguments: Collection[str], diagnostics: Diagnostics) -> str:
    found = argument_of(name, member, arguments)
    if arguments and not found:
        near = partial(did_you_mean, f"{name}_{member}", arguments)
        diagnostics.problem(("shares", name, member), f"no argument is named {name}_{member} or {member}", near)
    return found


def _input(name: str, member: str, mean: float, concentration: float, entry: SharesEntry) -> Input:
    """One share, with its marginal beta law; the engine makes all of them sum to one."""
    held = math.isinf(concentration)
    certainty = EXACT if held else f"concentration {concentration:g}"
    return Input(
        name=f"{name}.{member}",
        distribution=Constant(mean) if held else Beta(mean * concentration, (1 - mean) * concentration),
        unit=ONE,
        nominal=mean,
        stream=f"{name}.{member}",
        stated=f"share of {name}, {certainty}",
        source=entry.source,
        evidence=entry.evidence,
        note=entry.note,
    )
