"""An audit for people and programs: a table of verdicts, then what is to be said about each claim."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..answer.audits.audit import Held, Judgement
from ..answer.audits.claim_findings import beyond
from ..answer.summary import HEADLINE_LEVEL
from ..scenario.claim import Claim
from ..units import amounts, counted, readable
from . import claim_sentences, labels
from .columns import Columns, fold
from .digits import number
from .quote import span

COLUMNS = ("claim", "verdict", "published", "computed", "percentile", "90 % interval")
_NUMBERS = COLUMNS[2:]
_INDENT = " " * 4


def text(title: str, judgements: Sequence[Judgement], *, width: int = sys.maxsize) -> str:
    """The audit as plain text, at most `width` wide: sentences fold between words."""
    table = Columns(COLUMNS, list(rows(judgements)), frozenset(_NUMBERS), frozenset(COLUMNS))
    lines = [*fold(title, width), "", *(line.text for line in table.lines(width)), ""]
    for judgement in judgements:
        lines += fold(heading(judgement), width)
        lines += [line for detail in details(judgement) for line in fold(f"{_INDENT}{detail}", width, hanging=2)]
        lines.append("")
    return "\n".join([*lines, *fold(verdicts(judgements), width)]) + "\n"


def markdown(title: str, judgements: Sequence[Judgement]) -> str:
    """The audit as Markdown: a table, then a list for each claim."""
    rule = ["---:" if column in _NUMBERS else "---" for column in COLUMNS]
    lines = [f"# {title}", "", *map(_cells, [COLUMNS, rule, *rows(judgements)]), ""]
    for judgement in judgements:
        lines += [f"**{heading(judgement)}**", "", *(f"- {line}" for line in details(judgement)), ""]
    return "\n".join([*lines, f"{verdicts(judgements)}."]) + "\n"


def _cells(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"


def rows(judgements: Sequence[Judgement]) -> Iterator[tuple[str, ...]]:
    """A row a figure, as `COLUMNS` name it: the main figure of each claim, then its further ones."""
    for judgement in judgements:
        main, others = _main(judgement), judgement.held[1:]
        yield judgement.audited.name, judgement.verdict, *(_numbers(main) if main else [""] * len(_NUMBERS))
        yield from ((each.claim.name, each.verdict, *_numbers(each)) for each in others)


def _main(judgement: Judgement) -> Held | None:
    return judgement.held[0] if judgement.held else None


def _numbers(held: Held) -> tuple[str, ...]:
    """Published, computed, and where the published lies; nowhere, for an output that is one value."""
    unit = held.claim.unit
    computed = counted(number(unit.from_base(held.value)), labels.short(readable(unit.text)))
    published = amounts(held.claim.stated)
    if held.probability:
        return published, labels.chance(held.probability), "", _interval(held)
    if held.record.constant:
        return published, computed, "", ""
    ranks = dict.fromkeys(str(labels.rank(each)) for each in held.percentiles if each)
    return published, computed, " to ".join(ranks), _interval(held)


def _interval(held: Held) -> str:
    return span(held.record, held.record.interval(HEADLINE_LEVEL), unit=held.unit).quote.ends


def heading(judgement: Judgement) -> str:
    """The claim in words: ``S1: operation, by response words``."""
    return f"{judgement.audited.name}: {judgement.audited.says}"


def details(judgement: Judgement) -> Iterator[str]:
    """What a claim misses, where it lies, and every finding, a line each."""
    if not judgement.as_expected:
        yield f"{judgement.verdict}, though {judgement.audited.expected} was expected"
    if judgement.missing:
        yield f"missing: {judgement.missing}"
    if judgement.held and (sentence := place(judgement.held[0])):
        yield sentence
    for finding in judgement.findings:
        source = f" ({finding.source})" if finding.source else ""
        yield f"{finding.kind}: {finding.text}{source}"


def place(held: Held) -> str:
    """A sentence on where the figure lies in what its own method supports.

    Empty for an output that is one value, and for a figure that a finding says to lie beyond it.
    """
    if held.probability:
        return f"Here: {claim_sentences.compared(held.claim, held.probability)}."
    if held.record.constant or beyond(held.claim, held.record):
        return ""
    places = list(dict.fromkeys(labels.percentile(each) for each in held.percentiles if each))
    stated, claim = amounts(held.claim.stated), held.claim
    if len(places) > 1:
        what, verb = f"ends of the published range, {stated},", "lie"
    elif claim.low == claim.high:
        unit = readable(claim.unit.text)
        what, verb = f"published {stated}", labels.verb(stated.partition(" ")[0], unit)
    else:
        what, verb = f"published figure, {stated},", "lies"
    return f"The {what} {verb} {' and '.join(places)} of what its own method supports."


def verdicts(judgements: Sequence[Judgement]) -> str:
    """How many claims have which verdict, and which are not as expected."""
    counts = Counter(each.verdict for each in judgements)
    off = [each.audited.name for each in judgements if not each.as_expected]
    said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items(), key=lambda item: -item[1]))
    count = f"{len(judgements)} claim{'s' if len(judgements) != 1 else ''}"
    return f"{count}: {said}; " + (f"not as expected: {', '.join(off)}" if off else "all as expected")


def record(judgement: Judgement) -> dict[str, Any]:
    """One claim for programs; numbers are in `unit`, a range is a list of its ends, null for one that is open."""
    main, others = _main(judgement), judgement.held[1:]
    scenario = judgement.audited.scenario
    return {
        "id": judgement.audited.name,
        "says": judgement.audited.says,
        "scenario": scenario.name if scenario else None,
        "verdict": judgement.verdict,
        "expected": judgement.audited.expected,
        **(_figure(main) if main else {"published": None, "nominal": None, "percentile": None}),
        **({"missing": judgement.missing} if judgement.missing else {}),
        "findings": [{"kind": each.kind, "text": each.text, "source": each.source} for each in judgement.findings],
        "details": [{"id": each.claim.name, "verdict": each.verdict, **_figure(each)} for each in others],
    }


def _figure(held: Held) -> dict[str, Any]:
    unit, claim = held.unit, held.claim
    interval = held.record.interval(HEADLINE_LEVEL)
    return {
        "output": claim.output,
        "unit": unit.text,
        "coordinates": dict(held.record.coordinates),
        "stated": claim.stated,
        "published": _one_or_both(claim, [unit.restated(each) for each in (claim.low, claim.high)]),
        "rounding": unit.restated(claim.rounding),
        "nominal": unit.from_base(held.record.nominal),
        **({"probability": held.probability.value} if held.probability else {}),
        **({"computed": unit.from_base(held.published.value)} if held.published else {}),
        "percentile": _one_or_both(claim, [100 * each.value if each else math.inf for each in held.percentiles]),
        "interval": {
            "level": HEADLINE_LEVEL,
            "low": unit.from_base(interval.low.value),
            "high": unit.from_base(interval.high.value),
        },
    }


def _one_or_both(claim: Claim, ends: Sequence[float]) -> float | list[float | None] | None:
    """The number of a claim that is a value; both ends of one that is a range, None for an open one."""
    if claim.below:
        return None
    numbers = [end if math.isfinite(end) else None for end in ends]
    return numbers[0] if claim.low == claim.high else numbers
