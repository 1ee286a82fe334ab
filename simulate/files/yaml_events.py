"""Events of the YAML parser; a syntax error is reported at the position where it can be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_QUOTE = "quote text that contains ': ' or '#'"
_LONGEST = 200


class Stop(Exception):
    """Parsing cannot continue: a syntax error (`reason`, at `mark`), or nesting that is too deep (no reason)."""

    def __init__(self, reason: str = "", mark: Any = None) -> None:
        self.reason, self.mark = " ".join(reason.split())[:_LONGEST], mark


def events_of(text: str) -> Iterator[Any]:
    """The parser's events; raises `Stop` whenever the parser fails.

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
    except Exception as error:  # noqa: BLE001 - ruamel raises errors of many kinds for malformed headers and escapes
        raise Stop(str(error)) from None


def _stop(error: Any, text: str) -> Stop:
    """The parser's error in plain words, at the bracket or quote that is not closed, if that is the cause."""
    context, problem = error.context or "", error.problem or ""
    start, end = error.context_mark, error.problem_mark or error.context_mark
    if "quoted scalar" in context and _is_end(problem):
        return Stop("this quote is not closed", start)
    if context.startswith("while parsing a flow"):
        return _bracket_stop("{" if context.endswith("mapping") else "[", problem, start, end, text)
    if "expected <block end>" in problem and "start>" in problem:
        return Stop("unexpected indent; align with the line above", end)
    remedy = (
        f"; {_QUOTE}, correct the indentation, or put a colon after the key"
        if "mapping values are not allowed" in problem
        else ""
    )
    return Stop(" ".join(filter(None, (context, problem))) + remedy, end)


def _bracket_stop(bracket: str, problem: str, start: Any, end: Any, text: str) -> Stop:
    """A bracket at `start` that is not closed, or a misplaced colon or missing comma at `end`.

    A key at the beginning of a later line belongs to the mapping around the brackets: the bracket is not closed.
    """
    before = text[end.index - end.column : end.index]
    is_next_key = end.line > start.line and "got ':'" in problem and ":" not in before
    is_other_bracket = any(f"got '{other}'" in problem for other in "}]")
    if is_next_key or is_other_bracket or _is_end(problem):
        by = f" by line {end.line + 1}" if end.line > start.line else ""
        return Stop(f"this {bracket} is not closed{by}; close it, or {_QUOTE}", start)
    if "got ':'" in problem:
        return Stop(f"unexpected ':' between brackets; {_QUOTE}, or put a comma before the next key", end)
    return Stop(f"missing comma between items; add it, or {_QUOTE}", end)


def _is_end(problem: str) -> bool:
    return "end of stream" in problem or "stream end" in problem
