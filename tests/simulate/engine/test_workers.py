"""Threads that share work, stop when told to, and say so."""

import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from carbonspan.simulate.engine import workers
from carbonspan.simulate.engine.errors import RunError
from carbonspan.simulate.engine.workers import Workers


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_every_item_is_worked_on_once(threads: int) -> None:
    seen: list[int] = []
    assert Workers(seen.append, range(100), threads).run()
    assert sorted(seen) == list(range(100))


def test_one_thread_takes_items_in_order() -> None:
    seen: list[int] = []
    Workers(seen.append, range(20), 1).run()
    assert seen == list(range(20))


def test_the_calling_thread_can_do_all_itself() -> None:
    seen: list[tuple[int, int | None]] = []
    assert Workers(lambda item: seen.append((item, threading.get_ident())), range(20), 2, 20).run()
    assert seen == [(item, threading.get_ident()) for item in range(20)]


def test_the_calling_thread_stops_when_told_to() -> None:
    seen: list[int] = []

    def work(item: int) -> None:
        seen.append(item)
        if item == 5:
            crew.stop()

    crew = Workers(work, range(1000), 1, 1000)
    assert not crew.run()
    assert seen == list(range(6))


def test_stopping_hands_out_no_more_and_finishes_what_was_begun() -> None:
    seen: list[int] = []

    def work(item: int) -> None:
        seen.append(item)
        if item == 5:
            crew.stop()

    crew = Workers(work, range(1000), 1)
    crew.run()
    assert seen == list(range(6))


def test_an_interrupt_stops_it_and_is_said() -> None:
    finished: list[int] = []
    main = threading.main_thread().ident

    def work(item: int) -> None:
        if item == 3:
            time.sleep(0.2)  # until the main thread waits for the others
            signal.pthread_kill(main, signal.SIGINT)
            interrupted.wait(10)
        finished.append(item)

    interrupted = threading.Event()
    crew = Workers(work, range(10**6), 2)
    stop = crew.stop
    crew.stop = lambda: (stop(), interrupted.set())
    assert not crew.run()
    assert interrupted.is_set()
    assert 3 in finished
    assert sorted(finished) == list(range(len(finished)))


def test_an_error_stops_all_and_is_raised() -> None:
    seen: list[int] = []

    def work(item: int) -> None:
        seen.append(item)
        if item == 4:
            raise ZeroDivisionError("here")

    with pytest.raises(ZeroDivisionError, match="here"):
        Workers(work, range(10**6), 2).run()
    assert len(seen) < 10**6


def refusing(monkeypatch, after):
    """The system starts `after` more threads."""
    pool = ThreadPoolExecutor(8)
    submit, started = pool.submit, []

    def begin(work):
        if len(started) == after:
            raise RuntimeError("can't start new thread")
        started.append(work)
        return submit(work)

    monkeypatch.setattr(pool, "submit", begin)
    monkeypatch.setattr(workers, "_pool", lambda: pool)


def test_fewer_threads_than_asked_for_do_all_the_work(monkeypatch):
    refusing(monkeypatch, 2)
    seen: list[int] = []
    assert Workers(seen.append, range(100), 6).run()
    assert sorted(seen) == list(range(100))


def test_no_thread_at_all_is_an_error_that_says_so(monkeypatch):
    refusing(monkeypatch, 0)
    with pytest.raises(RunError, match=r"no thread can be started: can't start new thread; raise the system's limits"):
        Workers(print, range(3), 2).run()
