"""Sentences and the table about a decision, from numbers made by hand."""

from dataclasses import replace

from carbonspan.simulate.answer.answer import Event
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.answer.subject import Subject
from carbonspan.simulate.sensitivity.measuring.accuracy import PERFECT
from carbonspan.simulate.sensitivity.measuring.decision import Decision
from carbonspan.simulate.sensitivity.measuring.measurements import Measurement, Measurements
from carbonspan.simulate.show.reports.decision import lines
from carbonspan.simulate.show.terminals.columns import Columns

EVENT = Event("emissions", "<", 10_000.0, "10 t")
DECIDED = Decision(EVENT, 1.0, Estimate(0.8, 0.001), Estimate(0.2, 0.001))


def measured(name: str, loss: float) -> Measurement:
    return Measurement((name,), (PERFECT,), {}, Estimate(loss, 0.001), Estimate(0.2 - loss, 0.002))


def found(*each: Measurement) -> Measurements:
    return Measurements(Subject("a", "A"), "emissions", "3f", 1000, 0, {}, 1, {}, (), each)


def told(decided: Decision, *each: Measurement) -> list[str]:
    return [
        text
        for line in lines(found(*each), decided)
        for text in ([line] if isinstance(line, str) else [row.text.rstrip() for row in line.lines()])
    ]


def test_the_loss_now_and_after_each_measurement() -> None:
    shown = told(DECIDED, measured("a", 0.1995), measured("b", 0.1))
    assert shown[:3] == [
        "P(emissions < 10 t) = 0.800(1).",
        (
            "A loss is 1 for going ahead with a budget that is exceeded, and for holding back although it would be "
            "met: the expected loss is the probability of the wrong decision."
        ),
        (
            "The better decision now is to go ahead, with an expected loss of 0.200(1), which is what knowing "
            "everything would save. Measuring b perfectly saves 0.100(2)."
        ),
    ]
    assert [" ".join(line.split()) for line in shown[4:]] == [
        "known measured expected loss saves",
        "nothing more 0.200(1)",
        "b perfectly 0.100(1) 0.100(2)",
        "a perfectly 0.200(1) 0 ± 0.004",
        "everything perfectly 0 0.200(1)",
    ]


def test_a_loss_that_is_stated_is_said() -> None:
    shown = told(replace(DECIDED, loss=5.0, now=Estimate(0.8, 0.001)), measured("a", 0.1))
    assert shown[1] == (
        "A loss is 5 for going ahead with a budget that is exceeded, and 1 for holding back although it would be met."
    )
    assert shown[2].startswith("The better decision now is to hold back")


def test_what_changes_no_decision_is_said() -> None:
    assert told(DECIDED, measured("a", 0.2))[2].endswith("No single measurement is likely to change the decision.")


def test_without_doubt_there_is_nothing_to_save() -> None:
    shown = list(
        lines(found(measured("a", 0.0)), replace(DECIDED, probability=Estimate(1.0, 1e-6), now=Estimate(0.0, 1e-6)))
    )
    assert shown[-1] == (
        "The better decision is to go ahead; no sample speaks against it, so no measurement can improve it."
    )
    assert not any(isinstance(each, Columns) for each in shown)
