"""Events of the YAML parser; a syntax error is reported at the position where it can be corrected.

There are two parsers. What libyaml, which is seven times as fast, accepts in plain text is what ruamel.yaml accepts;
all else, and where libyaml is not installed, ruamel.yaml reads, whose messages are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

_QUOTE = "quote text that contains ': ' or '#'"
_LONGEST = 200
#: What libyaml, which reads YAML 1.1, takes otherwise or might: characters that are no text to it or that end lines,
#: directives, ends of documents, and a comment at the indicator of a block.
_OTHERWISE = re.compile(
    "[^\n -~\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|^%|^[.]{3}|[|>][-+0-9]*#",
    re.MULTILINE,
)


class Stop(Exception):
    """Parsing cannot continue: a syntax error (`reason`, at `mark`), or nesting that is too deep (no reason)."""

    def __init__(self, reason: str = "", mark: Any = None) -> None:
        self.reason, self.mark = " ".join(reason.split())[:_LONGEST], mark


def events_of(text: str) -> Iterator[Any]:
    """The parser's events; raises `Stop` whenever the parser fails.

    >>> [type(event).__name__ for event in events_of("pue")][2:3]
    ['ScalarEvent']
    """
    if (events := quick_events(text)) is not None:
        yield from events
        return
    yield from careful_events(text)


def quick_events(text: str) -> Iterator[Any] | None:
    """The events of plain text by libyaml; None if it is not installed, and for all that is or may be a mistake.

    The text is parsed twice, which takes less time than to keep all events.
    """
    if _OTHERWISE.search(text):
        return None
    try:
        yaml: Any = import_module("yaml")
        is_plain = all(map(_is_plain, enumerate(yaml.parse(text, Loader=yaml.CBaseLoader))))
    except (ImportError, AttributeError):  # as it was built without libyaml
        return None
    except Exception:  # noqa: BLE001 - whatever it is, the other parser says where it is
        return None
    return iter(yaml.parse(text, Loader=yaml.CBaseLoader)) if is_plain else None


def _is_plain(numbered: tuple[int, Any]) -> bool:
    """Whether an event has neither anchor nor tag; the third of all, behind the beginnings, is that of a mapping."""
    number, event = numbered
    is_due = number != 2 or type(event).__name__ == "MappingStartEvent"
    return is_due and getattr(event, "anchor", None) is None and getattr(event, "tag", None) is None


def careful_events(text: str) -> Iterator[Any]:
    """The events of any text by ruamel.yaml; raises `Stop` whenever it fails."""
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
    if "scalar>" in problem and (opened := _unclosed_quote(text, end)):
        rule = f"this quote is closed on line {end.line + 1} only, where other text follows"
        return Stop(f"{rule}; close it where its text ends", opened)
    if context.startswith("while parsing a flow"):
        return _bracket_stop("{" if context.endswith("mapping") else "[", problem, start, end, text)
    if "expected <block end>" in problem and "start>" in problem:
        return Stop("unexpected indent; align with the line above", end)
    if "expected <block end>" in problem and "<scalar>" in problem:
        return Stop("unexpected text after a closing quote; quote the whole text, or close a quote above", end)
    remedy = (
        f"; {_QUOTE}, correct the indentation, or put a colon after the key"
        if "mapping values are not allowed" in problem
        else ""
    )
    return Stop(" ".join(filter(None, (context, problem))) + remedy, end)


def _unclosed_quote(text: str, end: Any) -> Any:
    """The mark of a quote on a line above that ends right before `end`, where text goes on; None without one.

    Such a quote was not closed, so that the next opening one closed it.
    """
    from ruamel.yaml import YAML

    before: Any = None
    try:
        for token in YAML(typ="safe", pure=True).scan(text):
            if token.start_mark.index >= end.index:
                break
            before = token
    except Exception:  # noqa: BLE001 - as the parser, of whatever is at `end`
        return None
    if getattr(before, "style", None) not in {"'", '"'} or before.end_mark.index != end.index:
        return None
    return before.start_mark if before.start_mark.line < end.line else None


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
