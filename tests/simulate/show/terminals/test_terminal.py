import io

import pytest

from carbonspan.simulate.show.terminals import terminal


class Terminal(io.StringIO):
    encoding = "ascii"

    def isatty(self):
        return True


def test_a_pipe_is_as_wide_as_any_line(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert terminal.width(io.StringIO()) > 10**6
    assert terminal.width(Terminal()) == 40


def test_a_terminal_that_does_not_say_is_as_wide_as_usual(monkeypatch):
    monkeypatch.setenv("COLUMNS", "0")
    assert terminal.width(Terminal()) == 80


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_styles_are_for_terminals_that_show_them(monkeypatch, name, value):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert terminal.has_styles(Terminal())
    assert not terminal.has_styles(io.StringIO())
    monkeypatch.setenv(name, value)
    assert not terminal.has_styles(Terminal())


def test_an_empty_line_has_no_style():
    assert (terminal.styled("", "bold"), terminal.styled("a", "")) == ("", "a")


def test_signs_the_stream_lacks_are_replaced():
    stream = Terminal()
    terminal.write("29,170 GPU·hours\n", stream)
    assert stream.getvalue() == "29,170 GPU*hours\n"
