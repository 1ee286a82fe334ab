"""An audit for people and programs: a table of verdicts, then the details of each claim."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ...answer.audits.audit import AuditedFigure, ClaimAudit
from ...answer.audits.claim_findings import beyond
from ...answer.statistics.levels import HEADLINE_LEVEL
from ...language import counted_phrase, phrase
from ...scenario.claim import Claim, Verdict
from ...units import amounts, counted, readable
from .. import claim_sentences, labels
from ..digits import number
from ..quote import span
from ..terminals.columns import Columns, fold

COLUMNS = ("claim", "verdict", "published", "computed", "percentile", "90 % interval")
_NUMBERS = COLUMNS[2:]
_INDENT = " " * 4


def text(title: str, claims: Sequence[ClaimAudit], *, width: int = sys.maxsize) -> str:
    """The audit as plain text, at most `width` wide: sentences fold between words."""
    table = Columns(COLUMNS, list(rows(claims)), frozenset(_NUMBERS), frozenset(COLUMNS))
    lines = [*fold(title, width), "", *(line.text for line in table.lines(width)), ""]
    for claim in claims:
        lines += fold(heading(claim), width)
        lines += [line for detail in details(claim) for line in fold(f"{_INDENT}{detail}", width, hanging=2)]
        lines.append("")
    return "\n".join([*lines, *fold(conclusion(claims), width)]) + "\n"


def markdown(title: str, claims: Sequence[ClaimAudit]) -> str:
    """The audit as Markdown: a table, then a list for each claim."""
    rule = ["---:" if column in _NUMBERS else "---" for column in COLUMNS]
    lines = [f"# {title}", "", *map(_cells, [COLUMNS, rule, *rows(claims)]), ""]
    for claim in claims:
        lines += [f"**{heading(claim)}**", "", *(f"- {line}" for line in details(claim)), ""]
    return "\n".join([*lines, f"{conclusion(claims)}."]) + "\n"


def _cells(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"


def rows(claims: Sequence[ClaimAudit]) -> Iterator[tuple[str, ...]]:
    """A row a figure, as `COLUMNS` name it: the main figure of each claim, then its further ones."""
    for claim in claims:
        main, others = _main(claim), claim.figures[1:]
        yield claim.audited.name, claim.verdict, *(numbers(main) if main else [""] * len(_NUMBERS))
        yield from ((each.claim.name, each.verdict, *numbers(each)) for each in others)


def _main(claim: ClaimAudit) -> AuditedFigure | None:
    return claim.figures[0] if claim.figures else None


def numbers(figure: AuditedFigure) -> tuple[str, str, str, str]:
    """Published, computed, percentile and interval; the last two are empty for an output that is one value."""
    unit = figure.claim.unit
    computed = counted(number(unit.from_base(figure.value)), labels.short(readable(unit.text)))
    published = amounts(figure.claim.stated)
    if figure.probability:
        return published, labels.chance(figure.probability), "", _interval(figure)
    if figure.marginal.constant:
        return published, computed, "", ""
    ranks = dict.fromkeys(str(labels.rank(each)) for each in figure.percentiles if each)
    low, *high = ranks or [""]
    return published, computed, phrase("{low} to {high}", low=low, high=high[0]) if high else low, _interval(figure)


def _interval(figure: AuditedFigure) -> str:
    return span(figure.marginal.in_unit(figure.unit), HEADLINE_LEVEL).quote.ends


def heading(claim: ClaimAudit) -> str:
    """The claim in words: ``S1: operation, by response words``."""
    return f"{claim.audited.name}: {claim.audited.says}"


def details(claim: ClaimAudit) -> Iterator[str]:
    """What a claim lacks, its percentile, and every finding, a line each."""
    if not claim.as_expected:
        yield f"{claim.verdict}, though {claim.audited.expected} was expected"
    if claim.missing:
        yield f"missing: {claim.missing}"
    if claim.figures and (sentence := percentile_sentence(claim.figures[0])):
        yield sentence
    for finding in claim.findings:
        source = f" ({finding.source})" if finding.source else ""
        yield f"{finding.kind}: {finding.text}{source}"


def percentile_sentence(figure: AuditedFigure) -> str:
    """A sentence about the percentile of the figure in what its own method supports.

    Empty for an output that is one value, and for a figure beyond it, which a finding reports.
    """
    if figure.probability:
        return f"Here: {claim_sentences.compared(figure.claim, figure.probability)}."
    if figure.marginal.constant or beyond(figure.claim, figure.marginal):
        return ""
    percentiles = list(dict.fromkeys(labels.percentile(each) for each in figure.percentiles if each))
    claim, stated = figure.claim, amounts(figure.claim.stated)
    if len(percentiles) > 1:
        what, verb = f"ends of the published range, {stated},", "lie"
    elif claim.low == claim.high:
        unit = readable(claim.unit.text)
        what, verb = f"published {stated}", labels.verb(stated.partition(" ")[0], unit)
    else:
        what, verb = f"published figure, {stated},", "lies"
    return f"The {what} {verb} {' and '.join(percentiles)} of what its own method supports."


def conclusion(claims: Sequence[ClaimAudit]) -> str:
    """The number of claims with each verdict, and the claims that are not as expected."""
    counts = Counter(each.verdict for each in claims)
    off = [each.audited.name for each in claims if not each.as_expected]
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    verdicts = ", ".join(_counted(verdict, count) for verdict, count in ordered)
    found = counted_phrase(len(claims), "{count} claim: {verdicts}", "{count} claims: {verdicts}", verdicts=verdicts)
    if off:
        return phrase("{claims}; not as expected: {names}", claims=found, names=", ".join(off))
    return phrase("{claims}; all as expected", claims=found)


def _counted(verdict: Verdict, count: int) -> str:
    """The number of claims with a verdict."""
    if verdict == "reproduced":
        return counted_phrase(count, "{count} reproduced", "{count} reproduced")
    if verdict == "not reproduced":
        return counted_phrase(count, "{count} not reproduced", "{count} not reproduced")
    return counted_phrase(count, "{count} not computable", "{count} not computable")


def as_dict(claim: ClaimAudit) -> dict[str, Any]:
    """One claim for programs; numbers are in `unit`, a range is a list of its ends, an open end is null."""
    main, others = _main(claim), claim.figures[1:]
    scenario = claim.audited.scenario
    return {
        "id": claim.audited.name,
        "says": claim.audited.says,
        "scenario": scenario.name if scenario else None,
        "verdict": claim.verdict,
        "expected": claim.audited.expected,
        **(_figure(main) if main else {"published": None, "nominal": None, "percentile": None}),
        **({"missing": claim.missing} if claim.missing else {}),
        "findings": [{"kind": each.kind, "text": each.text, "source": each.source} for each in claim.findings],
        "details": [{"id": each.claim.name, "verdict": each.verdict, **_figure(each)} for each in others],
    }


def _figure(figure: AuditedFigure) -> dict[str, Any]:
    unit, claim = figure.unit, figure.claim
    interval = figure.marginal.interval(HEADLINE_LEVEL)
    return {
        "output": claim.output,
        "unit": unit.text,
        "coordinates": dict(figure.marginal.coordinates),
        "stated": claim.stated,
        "published": _one_or_both(claim, [unit.restated(each) for each in (claim.low, claim.high)]),
        "rounding": unit.restated(claim.rounding),
        "nominal": unit.from_base(figure.marginal.nominal),
        **({"probability": figure.probability.value} if figure.probability else {}),
        **({"computed": unit.from_base(figure.published.value)} if figure.published else {}),
        "percentile": _one_or_both(claim, [100 * each.value if each else math.inf for each in figure.percentiles]),
        "interval": {
            "level": HEADLINE_LEVEL,
            "low": unit.from_base(interval.low.value),
            "high": unit.from_base(interval.high.value),
        },
    }


def _one_or_both(claim: Claim, ends: Sequence[float]) -> float | list[float | None] | None:
    """The number of a claim that is a value; both ends of one that is a range, None for an open end."""
    if claim.below:
        return None
    numbers = [end if math.isfinite(end) else None for end in ends]
    return numbers[0] if claim.low == claim.high else numbers
