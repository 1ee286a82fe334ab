from __future__ import annotations

import re

import pytest

from carbonspan.simulate.files.yaml_events import Stop, events_of


def test_events_begin_and_end_with_the_stream() -> None:
    kinds = [type(event).__name__ for event in events_of("pue: [1.1, 1.2]")]
    assert (kinds[0], kinds[-1]) == ("StreamStartEvent", "StreamEndEvent")
    assert kinds.count("ScalarEvent") == 3


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("a: {b: 1\nc: 2\n", 0, 3, "this { is not closed by line 2; close it"),  # the bracket, not the key after it
        ("a: {b: 1,\n  c: d: e}\n", 1, 6, "unexpected ':' between brackets"),  # the second colon
        ("a: [1, [2, 3\n", 0, 7, "this [ is not closed by line 2"),  # the inner bracket
        ("a: [1, {b: 2]\n", 0, 7, "this { is not closed; close it"),
        ("a:\n  b: {c: 1}\n   d: {c: 2}\n", 2, 3, "unexpected indent; align with the line above"),
        ("a:\n  b {c: 1, d: 2}\n", 1, 12, "or put a colon after the key"),
        ("a: 1\nb: 'x\n", 1, 3, "this quote is not closed"),  # the quote
    ],
)
def test_a_syntax_error_is_reported_where_it_can_be_corrected(text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(Stop, match=re.escape(reason)) as stopped:
        list(events_of(text))
    assert (stopped.value.mark.line, stopped.value.mark.column) == (line, column)
