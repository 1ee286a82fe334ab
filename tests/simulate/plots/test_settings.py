from threading import Event, Thread

from matplotlib import rcParams

from carbonspan.simulate.plots import settings


def test_another_thread_waits_and_nothing_is_left_changed():
    before = rcParams["font.size"]
    entered, found = Event(), []

    def draw():
        with settings.changed({"font.size": 30}):
            entered.set()
            found.append(rcParams["font.size"])

    with settings.changed({"font.size": 20}):
        with settings.changed({"lines.linewidth": 3}):
            assert (rcParams["font.size"], rcParams["lines.linewidth"]) == (20, 3)
        other = Thread(target=draw)
        other.start()
        assert not entered.wait(0.2)
        found.append(rcParams["font.size"])
    other.join()
    assert found == [20, 30]
    assert rcParams["font.size"] == before
