"""Why two scenarios differ, for programs: a JSON object, and a tidy CSV with a row a number."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from typing import Any

from ...comparing.explained import LEVEL, Gap, InputShare, Share
from ...scenario.plausibility import outside_beliefs
from ..exact_numbers import estimate, finite, text, texts

_COLUMNS = ("factor", "input", "statistic", "bound", "value", "error", "unit")


def as_dict(found: Gap) -> dict[str, Any]:
    """The JSON object; every ratio is second over first."""
    return {
        "first": found.first.name,
        "second": found.second.name,
        "output": {"first": found.first.output, "second": found.second.output},
        "one_model": found.one_model,
        "samples": found.samples,
        "seed": found.seed,
        "level": LEVEL,
        "orders": found.orders or "all",
        **_share(found.share, found.share),
        "factors": [
            {
                "factor": factor.name,
                "unit": factor.unit.text or "1",
                "values": {"first": finite(factor.values[0]), "second": finite(factor.values[1])},
                "read": {"first": list(factor.read[0]), "second": list(factor.read[1])},
                **_share(factor.share, found.share),
                **({"inputs": [_input(each, found) for each in factor.inputs]} if found.one_model else {}),
            }
            for factor in found.factors
        ],
        **({"inputs": [_input(each, found) for each in found.inputs]} if found.one_model else {}),
        "missing": {"second": list(found.missing[0]), "first": list(found.missing[1])},
        "warnings": [*found.warnings, *filter(None, [outside_beliefs(found.implausible)])],
    }


def _input(each: InputShare, found: Gap) -> dict[str, Any]:
    beliefs = {"first": each.beliefs[0], "second": each.beliefs[1]}
    return {"input": each.name, "beliefs": beliefs, **_share(each.share, found.share)}


def _share(share: Share, whole: Share) -> dict[str, Any]:
    """A factor, its additive share of the logarithm, and both over what is uncertain; null if they do not exist."""
    log, all_of_it = math.log(share.nominal), math.log(whole.nominal)
    return {
        "nominal": finite(share.nominal),
        "log": log,
        "share": log / all_of_it if all_of_it else None,
        "expected": estimate(share.mean) if share.mean else None,
        "expected_log": estimate(share.log) if share.log else None,
        "interval": {"low": estimate(share.low), "high": estimate(share.high)} if share.low and share.high else None,
    }


def as_csv(found: Gap) -> str:
    """A row for each number of the whole ratio, its factors and its inputs; `factor` is empty for the whole."""
    held = io.StringIO()
    table = csv.writer(held, lineterminator="\n")
    table.writerow(_COLUMNS)
    table.writerows(("", "", *row) for row in _rows(found.share))
    for each in found.inputs:
        table.writerows(("", each.name, *row) for row in _rows(each.share))
    for factor in found.factors:
        for side, value in zip(("first", "second"), factor.values, strict=True):
            table.writerow((factor.name, "", side, "", text(value), "", factor.unit.text or "1"))
        table.writerows((factor.name, "", *row) for row in _rows(factor.share))
        for each in factor.inputs:
            table.writerows((factor.name, each.name, *row) for row in _rows(each.share))
    return held.getvalue()


def _rows(share: Share) -> Iterator[tuple[str, ...]]:
    yield "nominal", "", text(share.nominal), "", "1"
    yield "log", "", text(math.log(share.nominal)), "", "1"
    if share.log and share.mean and share.low and share.high:
        yield "expected", "", *texts(share.mean), "1"
        yield "expected log", "", *texts(share.log), "1"
        yield "interval", "low", *texts(share.low), "1"
        yield "interval", "high", *texts(share.high), "1"
