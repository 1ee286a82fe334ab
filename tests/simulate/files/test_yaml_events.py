from __future__ import annotations

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonspan.simulate.files import yaml_constructor
from carbonspan.simulate.files.yaml_constructor import Constructor
from carbonspan.simulate.files.yaml_events import Stop, careful_events, events_of, quick_events

CONFIGS = Path(__file__).parents[3] / "configs"
#: What texts are grown from: all that has a meaning in YAML, and some that has none.
PIECES = [
    *(
        ":",
        "- ",
        "? ",
        "# ",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        "&a ",
        "*a",
        "!!str ",
        "%",
        "@",
        "`",
        "~",
        "null",
        "0x1",
    ),
    *("1e3", ".inf", "<<: ", "a: b", "a:b", "://", "::", "''", '""', "\u00e9", "\u00a0", "\u2028", "---", "...", "|#"),
    *("|\n", "|-\n", ">\n", ">+\n", "|2\n", "\n---\n", "\n...\n", "\\n", "\\\n", "\\/", "\\x41"),
    *("\n", "\n", "\n  ", "\n    ", "  ", "  \n", "\r\n", "\ufeff", "\U0001f600", "pue", "1.1"),
]


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
        ("a: 'x\nb: 1\nc: 'y'\n", 0, 3, "this quote is closed on line 3 only, where other text follows; close it"),
        ('a: {b: "x, c: 1}\nd: {b: "y"}\n', 0, 7, "this quote is closed on line 2 only, where other text follows"),
        ("a: 'x\n  y' z\n", 1, 5, "unexpected text after a closing quote; quote the whole text, or close a quote"),
        ("a: 'x'y\n", 0, 6, "unexpected text after a closing quote"),
    ],
)
def test_a_syntax_error_is_reported_where_it_can_be_corrected(text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(Stop, match=re.escape(reason)) as stopped:
        list(events_of(text))
    assert (stopped.value.mark.line, stopped.value.mark.column) == (line, column)


def outcome(text: str, events, monkeypatch: pytest.MonkeyPatch) -> tuple[str, dict, list[str]]:
    """The data, positions and problems of a text by one parser."""
    monkeypatch.setattr(yaml_constructor, "events_of", events)
    constructor = Constructor("x.yaml")
    data = constructor.construct(text)
    return repr(data), constructor.positions, list(map(str, constructor.problems))


def alike(text: str) -> bool:
    """Whether the quick parser takes a text, which it then takes as the careful one does."""
    events = quick_events(text)
    if events is None:
        return False
    with pytest.MonkeyPatch.context() as monkeypatch:
        quick = outcome(text, lambda _: iter(events), monkeypatch)
        assert quick == outcome(text, careful_events, monkeypatch)
    return True


@pytest.fixture
def libyaml() -> None:
    if not hasattr(pytest.importorskip("yaml"), "CBaseLoader"):
        pytest.skip("libyaml is not installed")


@pytest.mark.usefixtures("libyaml")
def test_both_parsers_take_shipped_files_alike() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CONFIGS.glob("chatgpt/*.yaml"))]
    assert all(map(alike, texts))


@pytest.mark.usefixtures("libyaml")
@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_both_parsers_take_grown_texts_alike(pieces: list[str]) -> None:
    alike("a: 1\n" + "".join(pieces))
    alike("".join(pieces))


@pytest.mark.usefixtures("libyaml")
@pytest.mark.parametrize(
    "text",
    [
        *("a: &b 1", "a: *b", "a: !!str 1", "a: {b: 1\n", "%YAML 1.2\n---\na: 1", "a: 1\n...\n...\n", "- a", "a"),
        *("a: |#\n  b", "a: \u2028b", "a: \x85b", "a: b\r\n", "\ufeffa: 1", "a: 'x\n"),
    ],
)
def test_what_is_or_may_be_a_mistake_is_read_carefully(text: str) -> None:
    assert quick_events(text) is None


def test_without_libyaml_all_is_read_carefully(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", SimpleNamespace(parse=None))
    assert quick_events("a: 1") is None
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert quick_events("a: 1") is None
    assert [type(event).__name__ for event in events_of("a: 1")].count("ScalarEvent") == 2
