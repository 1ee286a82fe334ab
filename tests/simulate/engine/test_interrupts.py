"""What Ctrl-C does in a command."""

from __future__ import annotations

import signal
import sys
import time

import pytest

from carbonspan.simulate.engine import interrupts
from carbonspan.simulate.engine.interrupts import is_pressed, keep, kept, stoppable


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_as_long_as_there_is_nothing_to_keep_an_interrupt_is_raised() -> None:
    with pytest.raises(KeyboardInterrupt), kept(lambda: pytest.fail("nothing is finished"), keeps=False):  # noqa: PT012
        press()
        pytest.fail("not reached")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_is_there_is_kept_and_the_second_press_ends_it() -> None:
    said: list[str] = []
    with pytest.raises(KeyboardInterrupt), kept(lambda: said.append("finishing"), keeps=False) as found:  # noqa: PT012
        keep()
        assert not is_pressed()
        press()
        assert (said, found.pressed, is_pressed()) == (["finishing"], 1, True)
        press()
        pytest.fail("not reached")


def test_a_run_is_stopped_and_what_it_finished_is_kept() -> None:
    stopped: list[bool] = []
    with kept(lambda: pytest.fail("the run says so"), keeps=False):
        with stoppable(lambda: stopped.append(True)):
            press()
        assert (stopped, is_pressed()) == ([True], True)
        with pytest.raises(KeyboardInterrupt):
            press()


def test_elsewhere_an_interrupt_is_what_it_was() -> None:
    with pytest.raises(KeyboardInterrupt), stoppable(lambda: pytest.fail("not ours")):
        press()
    keep()
    assert not is_pressed()


def test_another_handler_stays() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with kept(lambda: None):
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert interrupts._current.get() is None


class Removed:
    """Is interrupted while it is removed, from where no exception comes out."""

    def __del__(self) -> None:
        press()


def test_a_press_while_an_object_is_removed_is_not_lost(capsys: pytest.CaptureFixture[str]) -> None:
    hook = sys.unraisablehook
    with pytest.raises(KeyboardInterrupt), kept(lambda: None, keeps=False):  # noqa: PT012
        Removed()
        time.sleep(60)
    assert capsys.readouterr().err == ""
    assert sys.unraisablehook is hook
