import time

import pytest

from carbonspan.simulate.scenario.formulas import slow_call


@pytest.mark.parametrize(("patience", "said"), [(0.01, 1), (60, 0)])
def test_a_word_is_said_of_a_slow_model_only(caplog, monkeypatch, patience, said):
    monkeypatch.setattr(slow_call, "PATIENCE", patience)
    with slow_call.announced("trip", "once, to check its units"):
        for _ in range(500):
            if patience == 60 or caplog.messages:
                break
            time.sleep(0.01)
    message = "trip: computing it in Python, once, to check its units, takes long; loops of fewer rounds take less time"
    assert caplog.messages == said * [message]
