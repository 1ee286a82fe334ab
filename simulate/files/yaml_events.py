"""What the YAML parser makes of a text, event by event; where it gives up, why, and where that can be mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_QUOTE = "put quotes around a text that holds ': ' or '#'"
_LONGEST = 200


class Stop(Exception):
    """Reading cannot go on: the parser gave up for `reason` at `mark`, or the nesting is deeper than any scenario's."""

    def __init__(self, reason: str = "", mark: Any = None) -> None:
        self.reason, self.mark = " ".join(reason.split())[:_LONGEST], mark


def events_of(text: str) -> Iterator[Any]:
    """The parser's events; any failure of it is a `Stop`.

    >>> [type(event).__name__ for event in events_of("pue")][2:3]
    ['ScalarEvent']
    """
    import warnings

    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        with warnings.catch_warnings(action="ignore"):
            events = YAML(typ="safe", pure=True).parse(text)
            while (event := next(events, None)) is not None:
                yield event
    except MarkedYAMLError as error:
        raise _stop(error, text) from None
    except Exception as error:  # noqa: BLE001 - ruamel has errors of many kinds for malformed headers and escapes
        raise Stop(str(error)) from None


def _stop(error: Any, text: str) -> Stop:
    """What the parser gave up for, and where it can be mended: for a bracket or a quote that is not closed, there."""
    context, problem = error.context or "", error.problem or ""
    start, end = error.context_mark, error.problem_mark or error.context_mark
    if "quoted scalar" in context and _is_end(problem):
        return Stop("the quote here is not closed", start)
    if context.startswith("while parsing a flow"):
        return _of_brackets("{" if context.endswith("mapping") else "[", problem, start, end, text)
    if "expected <block end>" in problem and "start>" in problem:
        return Stop("this line begins farther in than the one it goes on from; mend the indent", end)
    remedy = (
        f"; {_QUOTE}, mend the indent, or put a colon after the key"
        if "mapping values are not allowed" in problem
        else ""
    )
    return Stop(" ".join(filter(None, (context, problem))) + remedy, end)


def _of_brackets(bracket: str, problem: str, start: Any, end: Any, text: str) -> Stop:
    """What is wrong between brackets that `start` with this one: it is not closed, or a mark is missing at the `end`.

    A key that follows it on a line of its own is the next one of whatever is around the brackets.
    """
    before = text[end.index - end.column : end.index]
    is_next_key = end.line > start.line and "got ':'" in problem and ":" not in before
    is_other_bracket = any(f"got '{other}'" in problem for other in "}]")
    if is_next_key or is_other_bracket or _is_end(problem):
        by = f" by line {end.line + 1}" if end.line > start.line else ""
        return Stop(f"the {bracket} here is not closed{by}; close it, or {_QUOTE}", start)
    if "got ':'" in problem:
        return Stop(f"a ':' too many between brackets; {_QUOTE}, or a comma before the next key", end)
    return Stop(f"between brackets a comma must part what is said; add it, or {_QUOTE}", end)


def _is_end(problem: str) -> bool:
    return "end of stream" in problem or "stream end" in problem
