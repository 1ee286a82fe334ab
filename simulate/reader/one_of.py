"""Mixtures over options: one draw picks an option, and all inputs of that option come with it."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from ..grammar.diagnostics import Diagnostics
from ..grammar.input_entries import InputEntry, OneOfEntry
from ..laws.discrete import Discrete
from ..laws.mixture import mixture
from ..problems import KeyPath, did_you_mean
from ..scenario.scenario import Input, Pick
from ..units import ONE, Unit, UnitError
from .documents.resolve import filled
from .inputs.grounds import check_grounds
from .inputs.overlay import overlay
from .quantity import read_quantity

#: How far the weights may be from a sum of 1, as those of a law.
_CLOSE = 5e-6


@dataclass(frozen=True)
class OneOfReader:
    """Reads the mixtures over options of one file.

    `arguments` are what options may give, and `stated` the entries below theirs; `taken` are names that no mixture can
    have. `per` is the functional unit. Inputs in `fixes` are left as they are. `read` turns an entry into an input.
    """

    arguments: Collection[str]
    stated: Mapping[str, InputEntry]
    taken: Collection[str]
    per: Mapping[str, tuple[float, Unit]]
    fixes: Collection[str]
    diagnostics: Diagnostics
    read: Callable[[InputEntry, KeyPath, str], Input | None]

    def inputs(self, entries: Mapping[str, OneOfEntry]) -> dict[str, Input]:
        """The picks, the inputs of their options, and the inputs that are one of those, by name."""
        found: dict[str, Input] = {}
        owner: dict[str, str] = {}
        for name, entry in entries.items():
            key_path, before = ("one_of", name), len(self.diagnostics.problems)
            weights = self._weights(entry, key_path)
            self._check(name, entry, key_path, owner)
            check_grounds(_grounds(entry), key_path, self.per, self.diagnostics)
            given = self._options(entry, key_path)
            if len(self.diagnostics.problems) == before and self.diagnostics.clean(key_path):
                found |= dict(self._made(name, entry, weights, given))
        return found

    def _weights(self, entry: OneOfEntry, key_path: KeyPath) -> tuple[float, ...]:
        """The weight of each option, in their order."""
        options, where = list(entry.options), (*key_path, "weights")
        for label in entry.weights.keys() - entry.options.keys():
            self.diagnostics.problem(
                (*where, label), f"no option is named {label!r}", partial(did_you_mean, label, options)
            )
        if missing := [label for label in options if label not in entry.weights]:
            self.diagnostics.problem(where, f"must have a weight for each option; missing: {', '.join(missing)}")
            return ()
        read = [read_quantity(entry.weights[each], (*where, each), self.diagnostics, expected=ONE) for each in options]
        weights = [found[0] if found else math.nan for found in read]
        if len(options) < 2:
            self.diagnostics.problem((*key_path, "options"), "must have at least two options")
        elif any(weight <= 0 for weight in weights):
            self.diagnostics.problem(where, "must be above 0; omit an option without weight")
        elif abs(math.fsum(weights) - 1) > _CLOSE:
            total = math.fsum(weights)
            self.diagnostics.problem(where, f"must sum to 1, got {total:g}; divide each by {total:g}")
        return tuple(weight / math.fsum(weights) for weight in weights)

    def _check(self, name: str, entry: OneOfEntry, key_path: KeyPath, owner: dict[str, str]) -> None:
        """Add a problem for a name that is taken, and for an input that two mixtures give or that is none."""
        if name in self.taken:
            self.diagnostics.problem(key_path, "is the name of an input or argument; rename it")
        for label, given in entry.options.items():
            for each in given:
                where = (*key_path, "options", label, each)
                if each not in self.arguments:
                    remedy = partial(did_you_mean, each, self.arguments)
                    self.diagnostics.problem(where, f"no input is named {each!r}", remedy)
                elif owner.setdefault(each, name) != name:
                    rule = f"{owner[each]} gives {each} already; merge both into one, with an option for each pair"
                    self.diagnostics.problem(where, rule)

    def _options(self, entry: OneOfEntry, key_path: KeyPath) -> dict[str, list[Input]]:
        """The input of each option, in their order, for every input that an option gives."""
        names = dict.fromkeys(name for given in entry.options.values() for name in given)
        found: dict[str, list[Input]] = {}
        for name in (each for each in names if each in self.arguments and each not in self.fixes):
            for label, given in entry.options.items():
                read = self._option(name, given.get(name), (*key_path, "options", label, name))
                found.setdefault(name, []).extend([read] if read else [])
            self._check_alike(name, found[name], key_path)
        return found

    def _option(self, name: str, entry: InputEntry | None, key_path: KeyPath) -> Input | None:
        """The input of one option: its entry over that of the file, or that of the file."""
        below = self.stated[name].stated if name in self.stated else {}
        if entry is None and not below:
            rule = f"must give {name}, as other options do, or the file must have it in `inputs`"
            self.diagnostics.problem(key_path[:-1], rule)
            return None
        try:
            merged = filled(overlay(below, entry.stated), {}) if entry else below
        except UnitError as error:
            self.diagnostics.problem(key_path, error.rule, error.remedy)
            return None
        if "same" in merged:
            self.diagnostics.problem((*key_path, "same"), "is only allowed in an option of a dimension or choice")
        whole = InputEntry.model_validate({key: value for key, value in merged.items() if key != "same"})
        return self.read(whole, key_path, name)

    def _check_alike(self, name: str, given: list[Input], key_path: KeyPath) -> None:
        """Add a problem for profiles, and for options with other factors: the factors multiply whatever is picked."""
        if any(each.profile for each in given):
            rule = f"{name} is a profile; give the input a factor, and let the options differ in that"
            self.diagnostics.problem((*key_path, "options"), rule)
        if len({each.factors for each in given}) > 1:
            rule = f"{name} must have the same factors in every option"
            self.diagnostics.problem((*key_path, "options"), rule)

    def _made(
        self, name: str, entry: OneOfEntry, weights: tuple[float, ...], given: Mapping[str, list[Input]]
    ) -> Iterator[tuple[str, Input]]:
        """The pick, then for each input those of the options and itself."""
        labels = list(entry.options)
        law = Discrete(tuple(map(float, range(len(labels)))), weights)
        of = ", ".join(f"{weight:g} {label}" for label, weight in zip(labels, weights, strict=True))
        pick = Input(name, law, ONE, 0.0, name, f"one of: {of}", entry.source, entry.evidence, entry.nature, entry.over)
        yield name, replace(pick, note=entry.note)
        for moved, options in given.items():
            names = tuple(f"{moved}[{name}={label}]" for label in labels)
            for own, each in zip(names, options, strict=True):
                stream = own if each.stream == moved else each.stream
                yield own, replace(each, name=own, stream=stream, factors=())
            whole = mixture(tuple((weight, each.distribution) for weight, each in zip(weights, options, strict=True)))
            stated = " × ".join([f"as {name} picks", *options[0].factors])
            yield moved, replace(options[0], distribution=whole, stream=moved, stated=stated, pick=Pick(name, names))


def _grounds(entry: OneOfEntry) -> InputEntry:
    """The grounds of a pick as those of an input."""
    stated = {key: getattr(entry, key) for key in ("source", "evidence", "nature", "over") if getattr(entry, key)}
    return InputEntry.model_validate({"nominal": 0, **stated})
