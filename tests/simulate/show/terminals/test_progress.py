import io
import subprocess
import sys

import pytest

from carbonspan.simulate.show.terminals.progress import Progress, sentence


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool, encoding: str = "utf-8"):
        super().__init__()
        self.terminal, self._encoding = terminal, encoding

    @property
    def encoding(self):
        return self._encoding

    def isatty(self):
        return self.terminal


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def reported(stream: Stream, times: list[float]) -> str:
    clock = Clock()
    progress = Progress(stream, clock=clock)
    for time in times:
        clock.now = 100 + time
        progress(int(1e6 * time), 50_000_000)
    progress.close()
    return stream.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_a_short_run_has_no_report(terminal):
    assert reported(Stream(terminal=terminal), [0.1, 0.5, 0.99]) == ""


def test_it_is_told_in_the_words_that_were_asked_for():
    clock, stream = Clock(), Stream(terminal=False)
    progress = Progress(stream, clock=clock, describe=lambda done, total, pace: f"{done} of {total} at {pace:g}/s")
    for time in (0, 20):
        clock.now = 100 + time
        progress(time, 60)
    assert stream.getvalue() == "20 of 60 at 1/s\n"


@pytest.fixture
def columns(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    return lambda count: monkeypatch.setenv("COLUMNS", str(count))


@pytest.mark.parametrize(("width", "bar"), [(57, "╸"), (80, "━" * 10), (200, "━" * 12)])
def test_a_terminal_has_a_bar_that_changes_and_vanishes(columns, width, bar):
    columns(width)
    drawn = reported(Stream(terminal=True), [0.0, 20.0, 20.1, 22.5])
    first, *_ = drawn.split("\r\x1b[2K")
    assert first.split(maxsplit=1) == [bar, "40 %  20 of 50 million samples  1 million/s  30 s left"]
    assert "45 %  22.5 of 50 million samples  1 million/s  28 s left" in drawn
    assert drawn.endswith("\n\r\x1b[1A\x1b[2K")  # up again to the line, which is erased


def test_a_narrow_terminal_gets_a_line_that_fits(columns):
    columns(30)
    lines = reported(Stream(terminal=True), [0.0, 1.0, 2.0]).replace("\r\x1b[2K", "\n").splitlines()
    assert any("2 %  1 of 50 million" in line for line in lines)
    assert max(map(len, lines)) <= 30


def test_the_cursor_is_never_hidden(columns):
    columns(80)
    assert "\x1b[?25" not in reported(Stream(terminal=True), [0.0, 1.0, 2.0])


def test_no_color_has_no_colour(columns, monkeypatch):
    columns(80)
    assert "\x1b[9" not in reported(Stream(terminal=True), [0.0, 1.0, 2.0])
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b[9" in reported(Stream(terminal=True), [0.0, 1.0, 2.0])


def test_a_dumb_terminal_gets_the_lines_of_a_log(columns, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    times = [0, 5, 10, 15, 20.5]
    assert reported(Stream(terminal=True), times) == reported(Stream(terminal=False), times) != ""


def test_rich_is_imported_only_for_a_terminal():
    code = """if True:
        import io, sys
        from carbonspan.simulate.show.terminals.progress import Progress
        progress = Progress(io.StringIO(), clock=iter([0.0, 99.0]).__next__)
        progress(1, 2), progress(2, 2)
        print("rich" in sys.modules)
    """
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "False\n"


def test_a_log_has_a_line_now_and_then():
    said = reported(Stream(terminal=False), [0, 5, 9.9, 10, 15, 19, 20.5])
    assert said.splitlines() == [
        "20 %  10 of 50 million samples  1 million/s  40 s left",
        "41 %  20.5 of 50 million samples  1 million/s  30 s left",
    ]


@pytest.mark.parametrize(
    ("done", "total", "pace", "said"),
    [
        (0, 2_000_000, 0.0, "0 %  0 of 2 million samples"),
        (10**9, 10**10, 1e7, "10 %  1,000 of 10,000 million samples  10 million/s  15 min 0 s left"),
        (10**9, 10**12, 1e7, "0 %  1,000 of 1,000,000 million samples  10 million/s  27 h 45 min left"),
        (5_000_000, 5_000_000, 1e6, "100 %  5 of 5 million samples  1 million/s  0 s left"),
    ],
)
def test_how_far_how_fast_how_long(done, total, pace, said):
    assert sentence(done, total, pace) == said


def test_what_came_before_the_first_task_is_no_pace():
    stream, clock = Stream(terminal=False), Clock()
    progress = Progress(stream, clock=clock)
    for time, done in ((15.0, 50_000), (26.0, 11_050_000)):
        clock.now = 100 + time
        progress(done, 22_050_000)
    assert stream.getvalue().splitlines() == [
        "50 %  11 of 22 million samples  1 million/s  11 s left",
    ]


def test_an_old_terminal_gets_plain_signs():
    stream = Stream(terminal=False, encoding="ascii")
    clock = Clock()
    progress = Progress(stream, clock=clock)
    progress(0, 10**11)
    clock.now += 10
    progress(10**10, 10**11)
    assert "10,000 of 100,000 million" in stream.getvalue()
