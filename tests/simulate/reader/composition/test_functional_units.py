"""Parts for one thing are added up, be it written otherwise; parts for different things are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.answer.answer import Answer
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.check import check
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.show.datasets.dataset import dataset
from carbonspan.simulate.show.datasets.stored_answer import stored_answer
from carbonspan.simulate.show.text import render

MODELS = """\
from typing import Annotated

Mass = Annotated[float, "kgCO2e"]


def lasting(duration: Annotated[float, "s"], rate: Annotated[float, "kgCO2e/s"]) -> Mass:
    return duration * rate


def used(gpu_time: Annotated[float, "gpu*s"], each: Annotated[float, "kgCO2e/(gpu*s)"]) -> Mass:
    return gpu_time * each


def once(mass: Mass) -> Mass:
    return mass


def people(emissions: Mass, footprint: Annotated[float, "kgCO2e/person/s"],
           duration: Annotated[float, "s"]) -> Annotated[float, "person"]:
    return emissions / footprint / duration
"""
RATE = "inputs: {{rate: {{nominal: {} kg/day, evidence: assumed}}}}"
USED = (
    "model: m.py:used\n    inputs: {each: {nominal: 2 kg/gpu/hour, evidence: assumed}}\n    per: {gpu_time: 1 gpu*hour}"
)


def lasting(per: str, rate: int = 1) -> str:
    return f"model: m.py:lasting\n    per: {{duration: {per}}}\n    {RATE.format(rate)}"


def write(folder: Path, *parts: str, more: str = "") -> str:
    (folder / "m.py").write_text(MODELS)
    (folder / "n.py").write_text(MODELS.replace("def lasting", "def during").replace("def once", "def lasting"))
    text = "".join(f"  {name}:\n    {part}\n" for name, part in zip("abcd", parts, strict=False))
    (folder / "whole.yaml").write_text(f"title: whole\nparts:\n{text}{more}")
    return str(folder / "whole.yaml")


def told(name: str) -> list[str]:
    with pytest.raises(InvalidInput, match=r"whole\.yaml") as caught:
        check(name)
    return [str(problem).rpartition("/")[2] for problem in caught.value.problems]


def answered(name: str) -> Answer:
    return run_scenario(load(name), samples=1000, describe_inputs=False)


TOTAL = "total: {lasting: sum}\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [("1 day", "24 hour"), ("1 year", "365.25 day"), ("60 day", "60 day"), ("1 week", "7 day")],
)
def test_one_functional_unit_may_be_written_in_two_ways(tmp_path: Path, first: str, second: str) -> None:
    name = write(tmp_path, lasting(first), lasting(second, 2), more=TOTAL)
    answer = answered(name)
    assert dict(answer.subject.per) == {"duration": first}
    a, b, whole = (record.nominal for record in answer.marginals)
    assert (whole, b) == (pytest.approx(a + b, rel=1e-15), pytest.approx(2 * a, rel=1e-15))


def test_the_headline_says_what_the_parts_are_for(tmp_path: Path) -> None:
    text = render(answered(write(tmp_path, lasting("1 year"), lasting("8766 hour"), more=TOTAL)))
    assert "730.5 kg CO2e a year;" in text  # two times 365.25 kg


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            ("1 year", "1 day"),
            "a is for 1 year (duration), b for 1 day (duration); give it once, as `per: {duration: ",
        ),
        (("365 day", "1 year"), "a is for 365 days (duration), b for 1 year (duration)"),
        (("1 day", "24 hour", "25 hour"), "a is for 1 day (duration), c for 25 hours (duration)"),
    ],
)
def test_amounts_for_other_times_are_not_added_up(tmp_path: Path, parts: tuple[str, ...], message: str) -> None:
    (found,) = told(write(tmp_path, *map(lasting, parts), more=TOTAL))
    assert "total.lasting: cannot add outputs for different functional units: " in found
    assert message in found


def test_a_year_and_a_gpu_hour_are_not_added_up(tmp_path: Path) -> None:
    (tmp_path / "whole.yaml").write_text(
        "title: Serving plus hardware\nparts:\n  serving: {use: presets/company-assistant}\n"
        "  hardware: {use: presets/hardware}\ntotal: {emissions: sum}\n"
    )
    (found,) = told(str(tmp_path / "whole.yaml"))
    assert found.startswith(
        "whole.yaml:5:9: total.emissions: cannot add outputs for different functional units: serving is for 1 year "
        "(duration), hardware for 1 GPU·hour (gpu_time); give the amount of hardware for 1 year"
    )
    assert "`gpu_time: {nominal: 1 gpu*hour, evidence: assumed}` with this amount" in found


@pytest.mark.parametrize("amount", ["{nominal: 500 gpu*hour, evidence: assumed}", "{from: serving_gpu_time}"])
def test_what_the_refusal_asks_for_makes_it_a_sum(tmp_path: Path, amount: str) -> None:
    (tmp_path / "whole.yaml").write_text(
        "title: Serving plus hardware\nper: {duration: 1 year}\nparts:\n  serving: {use: chatgpt/by-words}\n"
        f"  hardware: {{use: presets/hardware, set: {{gpu_time: {amount}}}}}\ntotal: {{emissions: sum}}\n"
    )
    summary = answered(str(tmp_path / "whole.yaml"))
    at = {"hardware_server": "8_h100"}
    nominal = {each.output: each.nominal for each in summary.marginals if each.coordinates == at}
    assert nominal["total_emissions"] == pytest.approx(nominal["serving_emissions"] + nominal["hardware_emissions"])
    assert "CO2e a year;" in render(summary)
    each = next(record.nominal for record in answered("presets/hardware").marginals if record.output == "emissions")
    hours = 500 if "500" in amount else nominal["serving_gpu_time"] / 3600
    assert nominal["hardware_emissions"] == pytest.approx(hours * each)


ONCE = "model: n.py:lasting\n    inputs: {mass: {nominal: 3 kg, evidence: assumed}}"


def test_a_part_for_nothing_in_particular_is_added_to_no_other(tmp_path: Path) -> None:
    for parts, lacking in (
        ((lasting("1 day"), ONCE), "a is for 1 day (duration), b states none"),
        ((ONCE, lasting("1 day")), "b is for 1 day (duration), a states none"),
    ):
        (found,) = told(write(tmp_path, *parts, more=TOTAL))
        assert (
            f"total.lasting: cannot add outputs for different functional units: {lacking}; write what the sum" in found
        )
        assert "`per: {duration: 1 day}`" in found


def test_the_functional_unit_of_the_whole_is_that_of_parts_that_state_none(tmp_path: Path) -> None:
    answer = answered(write(tmp_path, lasting("1 day"), ONCE, more=f"{TOTAL}per: {{duration: 2 day}}\n"))
    a, b, whole = (record.nominal for record in answer.marginals)
    assert (a, b, whole) == pytest.approx((2.0, 3.0, 5.0))
    assert dict(answer.subject.per) == {"duration": "2 day"}


def test_parts_that_all_state_none_are_added_up(tmp_path: Path) -> None:
    assert dict(load(write(tmp_path, ONCE, ONCE, more=TOTAL)).per) == {}


def test_without_a_total_each_part_keeps_its_functional_unit(tmp_path: Path) -> None:
    answer = answered(write(tmp_path, lasting("1 day"), ONCE, lasting("1 year"), USED, more="headline: a_lasting\n"))
    assert dict(answer.subject.per) == {}
    outputs = ("a_lasting", "b_lasting", "c_lasting", "d_used")
    found = [dict(answer.subject.per_of(output)) for output in outputs]
    assert found == [{"duration": "1 day"}, {}, {"duration": "1 year"}, {"gpu_time": "1 gpu*hour"}]
    assert "a_lasting: 1 kg CO2e a day;" in render(answer)
    stored = stored_answer(dataset(answer)).subject
    assert [dict(stored.per_of(output)) for output in outputs] == found


FED = """model: m.py:people
    per: {{duration: {}}}
    inputs: {{emissions: {{from: a_lasting}}, footprint: {{nominal: 15 t/person/year, evidence: assumed}}}}"""


def test_a_linked_part_has_the_same_functional_unit(tmp_path: Path) -> None:
    assert dict(load(write(tmp_path, lasting("1 day"), FED.format("24 hour"))).per) == {"duration": "1 day"}
    (found,) = told(write(tmp_path, lasting("1 year"), FED.format("1 day")))
    assert "parts.b.inputs.emissions.from: has another functional unit than b: a is for 1 year" in found
