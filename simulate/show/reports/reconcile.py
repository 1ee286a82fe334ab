"""What would have to be true for a model to give two figures: for people, and for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from ...comparing.reconcile import Move, Reconciliation
from ...scenario.plausibility import outside_beliefs
from ...units import counted, readable, spoken
from ...units.number_format import significant
from .. import labels
from ..exact_numbers import estimate, text
from ..terminals.columns import Columns
from ..text import beliefs

#: Pairs that are printed; JSON and CSV have all.
_MOST_PAIRS = 10
#: Values less likely than this are hardly within what is believed.
_HARDLY = 1e-3
_COLUMNS = ("inputs", "statistic", "input", "figure", "value", "unit")

Both = tuple[Move | None, Move]


def lines(found: Reconciliation) -> Iterator[Columns | str]:
    """The sentences and tables."""
    first, second = (_spoken(each.stated) for each in found.figures)
    yield sentence(found)
    for each, figure in zip(found.below, (first, second), strict=True):
        likely = labels.share(each.probability, sign="= ")
        yield f"P({found.side.output} < {figure}) {likely}, everything being uncertain."
    nominal = spoken(found.nominal, found.side.unit)
    gives = "agrees with" if found.as_published else "differs from"
    yield f"The nominal {nominal} {gives} {first}; inputs that are not named stay at their nominal values."
    yield from beliefs(found.implausible)
    if found.moves:
        yield ""
        yield _table(found, "input", found.moves)
    if found.pairs:
        yield ""
        yield _table(found, "pair", found.pairs[:_MOST_PAIRS])
        if len(found.pairs) > _MOST_PAIRS:
            yield f"and {len(found.pairs) - _MOST_PAIRS} less likely pairs"
    if found.impossible:
        yield ""
        yield f"Alone, these cannot give {'both figures' if not found.as_published else second}:"
        yield from (f"  {name} {reason}" for name, reason in found.impossible)


def sentence(found: Reconciliation) -> str:
    """The sentence to quote: the likeliest input, or pair, that turns one figure into the other."""
    first, second = (_spoken(each.stated) for each in found.figures)
    name = found.side.name
    turn = f"turns {first} into {second}"
    if found.moves:
        move = found.moves[0][1]
        start = f"Of single inputs of {name}, {move.name} most likely {turn}: it would be {_values(move)}, and a value"
        return (
            f"{start} as far out has a probability of {_probability(_least(found.moves[0]))}{_verdict(found.moves[0])}."
        )
    if found.pairs:
        move = found.pairs[0][1]
        start = f"No input of {name} alone {turn}; of pairs, most likely {move.name} do: they would be {_values(move)}"
        likely = _probability(_least(found.pairs[0]))
        return f"{start}, and values as far out have a probability of {likely}{_verdict(found.pairs[0])}."
    return f"No input of {name} alone and no pair {turn} within what is believed."


def _verdict(both: Both) -> str:
    return "; that is hardly within what is believed" if _least(both) < _HARDLY else ""


def _least(both: Both) -> float:
    return min(each.probability for each in both if each)


def _probability(value: float) -> str:
    """A probability with two digits.

    >>> _probability(0.0312), _probability(8.78e-15)
    ('0.031', '9e-15')
    """
    return significant(value, 2 if value > _HARDLY else 1)


def _spoken(stated: str) -> str:
    digits, _, unit = stated.partition(" ")
    return counted(digits, readable(unit))


def _values(move: Move) -> str:
    return " and ".join(
        spoken(value, given.unit, digits=3) for given, value in zip(move.inputs, move.values, strict=True)
    )


def _table(found: Reconciliation, kind: str, moves: Sequence[Both]) -> Columns:
    """A row a move, the likeliest first."""
    first, second = (_spoken(each.stated) for each in found.figures)
    before = () if found.as_published else (f"for {first}",)
    heads = (kind, *before, f"for {second}", "probability that far out")
    rows = [
        (
            after.name,
            *([] if found.as_published else [_values(earlier) if earlier else "nominal"]),
            _values(after),
            _probability(_least((earlier, after))),
        )
        for earlier, after in moves
    ]
    return Columns(heads, rows, frozenset(heads[-1:]), frozenset(heads[:1]))


def as_dict(found: Reconciliation) -> dict[str, Any]:
    """The JSON object; values are in the unit of each input."""
    return {
        "scenario": found.side.name,
        "output": found.side.output,
        "figures": [each.stated for each in found.figures],
        "nominal": {"value": found.side.unit.from_base(found.nominal), "unit": found.side.unit.text or "1"},
        "first_as_published": found.as_published,
        "below": [estimate(each.probability) for each in found.below],
        "samples": found.samples,
        "seed": found.seed,
        "inputs": [_both(each) for each in found.moves],
        "pairs": [_both(each) for each in found.pairs],
        "impossible": [{"input": name, "reason": reason} for name, reason in found.impossible],
        "warnings": [*filter(None, [outside_beliefs(found.implausible)])],
    }


def _both(both: Both) -> dict[str, Any]:
    first, second = both
    return {
        "inputs": [given.name for given in second.inputs],
        "first": _move(first) if first else None,
        "second": _move(second),
        "probability": _least(both),
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "values": {
            given.name: {"value": given.unit.from_base(value), "unit": given.unit.text or "1", "score": score}
            for given, value, score in zip(move.inputs, move.values, move.scores, strict=True)
        },
        "probability": move.probability,
    }


def as_csv(found: Reconciliation) -> str:
    """A row for each number: values of inputs, then how likely values as far out are."""
    held = io.StringIO()
    table = csv.writer(held, lineterminator="\n")
    table.writerow(_COLUMNS)
    for both in (*found.moves, *found.pairs):
        name = both[1].name
        for figure, move in zip(found.figures, both, strict=True):
            for given, value in zip(move.inputs, move.values, strict=True) if move else ():
                unit = given.unit.text or "1"
                table.writerow((name, "value", given.name, figure.stated, text(given.unit.from_base(value)), unit))
        table.writerow((name, "probability", "", "", text(_least(both)), "1"))
    table.writerows((name, f"cannot: {reason}", "", "", "", "") for name, reason in found.impossible)
    return held.getvalue()
