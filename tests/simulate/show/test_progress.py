import io

import pytest

from carbonspan.simulate.show.progress import Progress, sentence


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


def told(stream: Stream, times: list[float]) -> str:
    clock = Clock()
    progress = Progress(stream, clock=clock)
    for time in times:
        clock.now = 100 + time
        progress(int(1e6 * time), 50_000_000)
    progress.close()
    return stream.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_a_short_run_says_nothing(terminal):
    assert told(Stream(terminal=terminal), [0.1, 0.5, 0.99]) == ""


def test_a_terminal_has_one_line_that_changes_and_vanishes():
    said = told(Stream(terminal=True), [0.0, 1.0, 1.1, 1.3])
    assert said.split("\r\033[K") == [
        "",
        "2 %  1 of 50 million samples  1 million/s  49 s left",
        "2 %  1.3 of 50 million samples  1 million/s  49 s left",
        "",
    ]


def test_a_log_has_a_line_now_and_then():
    said = told(Stream(terminal=False), [0, 5, 9.9, 10, 15, 19, 20.5])
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
