"""JSON of tools: plain data, or a refusal with its position or path."""

from __future__ import annotations

import pytest

from carbonspan.simulate.files.json_value import json_value
from carbonspan.simulate.problems import InvalidInput


def test_plain_data_is_read() -> None:
    assert json_value('{"a": [1, -2.5e3, null, true, "é\\n"]}', file="a.json") == {"a": [1, -2500.0, None, True, "é\n"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1,\n x]", "a.json:4:2: invalid JSON: expecting value"),
        ("[" * 100_000, "a.json: invalid JSON: must not be nested deeper than 24 levels"),
        ('{"a":' * 30 + "1" + "}" * 30, "a.json: invalid JSON: must not be nested deeper than 24 levels"),
        (f"[{'9' * 5_000}]", "a.json: must be a number below 1e308, got one of 5,000 digits"),
        ('{"a": NaN}', "a.json: must be a finite number, got NaN"),
        ('{"a": [-Infinity]}', "a.json: must be a finite number, got -Infinity"),
        (r'{"a": ["x", "\u202e"]}', r"a.json: a.1: contains the unprintable character U\+202E; remove it"),
        (r'{"a": "\ud800"}', r"a.json: a: contains the unprintable character U\+D800; remove it"),
        (r'{"a": {"\u001b": 1}}', r"a.json: a: a key contains the unprintable character U\+001B; remove it"),
    ],
)
def test_anything_else_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        json_value(text, file="a.json", line=3)
