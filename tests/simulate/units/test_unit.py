import contextlib
import json
import math
import os
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonspan.simulate.cache.memo import Memo
from carbonspan.simulate.units import ONE, Unit, UnitError, choose, coherent, display, kind, many, readable, unit
from carbonspan.simulate.units.notation import definitions

ENERGY = (("kg", "1"), ("m", "2"), ("s", "-2"))


@pytest.mark.parametrize(
    ("text", "factor", "dimension"),
    [
        ("J", 1.0, ENERGY),
        ("kWh", 3.6e6, ENERGY),
        ("MWh", 3.6e9, ENERGY),
        ("kW*h", 3.6e6, ENERGY),
        ("kg*m**2/s^2", 1.0, ENERGY),
        ("kW", 1e3, (("kg", "1"), ("m", "2"), ("s", "-3"))),
        ("g", 1e-3, (("kg", "1"),)),
        ("t", 1e3, (("kg", "1"),)),
        ("lbCO2e", 0.45359237, (("kgCO2e", "1"),)),
        ("tonnes CO2", 1e3, (("kg", "1"),)),
        ("flights", 1.0, (("count_flight", "1"),)),
        ("kgCO2", 1.0, (("kg", "1"),)),
        ("gCO2e", 1e-3, (("kgCO2e", "1"),)),
        ("kgCO2e", 1.0, (("kgCO2e", "1"),)),
        ("tCO2e", 1e3, (("kgCO2e", "1"),)),
        ("MtCO2eq", 1e9, (("kgCO2e", "1"),)),
        ("day", 86400.0, (("s", "1"),)),
        ("year", 365.25 * 86400, (("s", "1"),)),
        ("month", 365.25 * 7200, (("s", "1"),)),
        ("ms", 1e-3, (("s", "1"),)),
        ("µs", 1e-6, (("s", "1"),)),
        ("kWh/month", 3.6e6 / (365.25 * 7200), (("kg", "1"), ("m", "2"), ("s", "-3"))),
        ("TJ", 1e12, ENERGY),
        ("MMBtu", 1055055852.62, ENERGY),
        ("mmBtu", 1055055852.62, ENERGY),
        ("Mtoe", 41.868e15, ENERGY),
        ("lb/MWh", 0.45359237 / 3.6e9, (("m", "-2"), ("s", "2"))),
        ("short tons", 907.18474, (("kg", "1"),)),
        ("metric tons CO2e", 1e3, (("kgCO2e", "1"),)),
        ("kg CO₂-eq.", 1.0, (("kgCO2e", "1"),)),
        ("GPU-hours", 3600.0, (("gpu", "1"), ("s", "1"))),
        ("kUSD", 1e3, (("USD", "1"),)),
        ("€/MWh", 1 / 3.6e9, (("EUR", "1"), ("kg", "-1"), ("m", "-2"), ("s", "2"))),
        ("L", 1e-3, (("m", "3"),)),
        ("%", 0.01, ()),
        ("percent", 0.01, ()),
        ("1", 1.0, ()),
        ("", 1.0, ()),
        ("degC", 1.0, (("K", "1"),)),
        ("°C", 1.0, (("K", "1"),)),
        ("1/s", 1.0, (("s", "-1"),)),
        ("word/day", 1 / 86400, (("s", "-1"), ("word", "1"))),
        ("gpu*s/word", 1.0, (("gpu", "1"), ("s", "1"), ("word", "-1"))),
        ("GPU*hours/words", 3600.0, (("gpu", "1"), ("s", "1"), ("word", "-1"))),
        ("question/(user*day)", 1 / 86400, (("person", "-1"), ("query", "1"), ("s", "-1"))),
        ("kg/kWh", 1 / 3.6e6, (("m", "-2"), ("s", "2"))),
        ("PFLOP/s", 1e15, (("flop", "1"), ("s", "-1"))),
        ("count_cat/day", 1 / 86400, (("count_cat", "1"), ("s", "-1"))),
    ],
)
def test_units_have_the_factor_and_dimension_of_their_definition(text, factor, dimension):
    found = unit(text)
    assert found.factor == pytest.approx(factor, rel=1e-15)
    assert found.dimension == dimension


def test_carbon_intensity_is_emissions_per_energy():
    assert unit("gCO2e/kWh").factor == pytest.approx(1e-3 / 3.6e6, rel=1e-15)
    assert unit("gCO2e/kWh").dimension == (("kg", "-1"), ("kgCO2e", "1"), ("m", "-2"), ("s", "2"))


@pytest.mark.parametrize("word", ["question", "questions", "response", "request", "prompt", "queries"])
def test_an_exchange_is_counted_once_whatever_its_name(word):
    assert unit(word).dimension == unit("query").dimension


def test_counted_things_are_dimensions_of_their_own():
    things = ["gpu", "word", "token", "query", "person", "server", "image", "count_word", "count_cat", "flop", "byte"]
    assert len({unit(thing).dimension for thing in things}) == len(things)


def test_a_unit_is_a_value():
    assert unit("kWh") == unit(" kWh ")
    assert len({unit("kWh"), unit("kWh"), unit("Wh")}) == 2
    assert unit("1") == unit("") == ONE == Unit("", 1.0, ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kwh", r"unknown unit 'kwh'; did you mean 'kWh'\?"),
        ("wrod/day", r"unknown unit 'wrod'; did you mean 'word'\?"),
        ("parrot", "unknown unit 'parrot'.*a thing of your own is counted as count_parrot"),
        ("tons", r"tons is used for several units; write tonne \(1,000 kg\) or short_ton \(2,000 lb\)"),
        ("MBtu", r"MBtu is used for several units; write kBtu \(1e3 Btu\) or MMBtu"),
        ("mtCO2e/MWh", r"mtCO2e is used for several units; write t \(1,000 kg\), or kg for a thousandth of it"),
        ("mt", "mt is used for several units"),
        ("$/MWh", r"\$ is the sign of several currencies; write USD"),
        ("kWh h", r"a unit is a product such as gpu\*hour/word .*got 'kWh h'"),
        ("kWh/", "a unit is a product"),
        ("(kWh", "a unit is a product"),
        (")kWh(", "a unit is a product"),
        ("3600*s", "a unit is a product"),
        ("2**2**2**9", "a unit is a product"),
        ("m**9**9**9", "a unit is a product"),
        ("(((m**9)**9)**9)**9", "a unit is a product"),
        ("__import__('os')", "a unit is a product"),
        ("s.__class__", "a unit is a product"),
        ("m**0.5", "a unit is a product"),
        ("k" * 101, "a unit has at most 100 characters, got 101"),
        ("*".join(["km**9"] * 14), "beyond what a number can hold|a unit is a product"),
    ],
)
def test_what_is_no_unit_is_refused(text, message):
    with pytest.raises(UnitError, match=message):
        unit(text)


@given(st.text(max_size=120))
def test_any_text_is_a_unit_or_an_error(text):
    with contextlib.suppress(UnitError):
        assert unit(text).factor > 0


@given(st.floats(1e-12, 1e12), st.sampled_from(["%", "kWh", "g", "word/day", "gCO2e/kWh", "month"]))
def test_base_units_and_back_is_the_same_number(value, text):
    assert unit(text).from_base(unit(text).to_base(value)) == pytest.approx(value, rel=4e-16, abs=0)


EXACT = ["%", "kWh", "g", "word/day", "gCO2e/kWh", "month", "lb/MWh", "mi", "kg/kWh", "W/gpu"]


@given(st.integers(1, 10**15 - 1), st.integers(-20, 12), st.sampled_from(EXACT))
def test_what_was_written_comes_back(digits, exponent, text):
    written = float(f"{digits}e{exponent}")
    assert unit(text).restated(unit(text).to_base(written)) == written


@given(st.floats(1e-12, 1e12), st.sampled_from(EXACT))
def test_a_number_of_base_units_is_rounded_once(value, text):
    exact = Fraction(value) / unit(text).factor
    assert unit(text).from_base(value) == exact.numerator / exact.denominator
    assert unit(text).from_base(np.array([[value]])).tolist() == [[unit(text).from_base(value)]]


@pytest.mark.parametrize("text", ["kWh", "%", "lb/MWh"])
def test_open_ends_stay_open(text):
    assert unit(text).from_base(math.inf) == unit(text).restated(math.inf) == math.inf
    assert math.isnan(unit(text).from_base(math.nan))
    assert np.isnan(unit(text).from_base(np.array([math.nan]))).all()


@pytest.mark.parametrize("percent", range(101))
def test_percent_is_exact(percent):
    assert unit("%").to_base(percent) == percent / 100


@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        (3824.4, "kgCO2e", "3.8244 tCO2e"),
        (25.92, "kgCO2e", "25.92 kgCO2e"),
        (3e-5, "kgCO2e/query", "30 mgCO2e/query"),
        (-3824.4, "kgCO2e", "-3.8244 tCO2e"),
        (0.0, "kgCO2e", "0 kgCO2e"),
        (math.nan, "kgCO2e", "nan kgCO2e"),
        (11870.8333 * 3.6e6, "J", "11.8708 MWh"),
        (3.6e6, "J", "1 kWh"),
        (864, "J/query", "0.24 Wh/query"),
        (1.05e8, "gpu*s", "29166.7 gpu*hour"),
        (407, "W/gpu", "407 W/gpu"),
        (0.322167 / 3.6e6, "kgCO2e/J", "322.167 gCO2e/kWh"),
        (172800, "s", "2 day"),
        (3e8 / 86400, "word/s", "3472.22 word/s"),
        (0.35, "gpu*s/word", "0.35 gpu*s/word"),
        (0.85, "1", "0.85"),
        (2, "1/s", "2 1/s"),
        (5, "gpu", "5 gpu"),
    ],
)
def test_a_readable_unit_is_chosen(value, text, shown):
    chosen = choose(value, unit(text).dimension)
    assert chosen.dimension == unit(text).dimension
    assert display(value, chosen) == shown


@pytest.mark.parametrize("text", ["kWh", "kW/gpu", "gCO2e/kWh", "word/day", "count_cat**2/km", "gpu*hour", "%"])
def test_the_coherent_unit_means_what_it_writes(text):
    base = coherent(unit(text).dimension)
    assert unit(base.text).factor == base.factor == 1
    assert unit(base.text).dimension == base.dimension == unit(text).dimension


def test_dimensions_have_names():
    assert kind(unit("kWh").dimension) == "an energy"
    assert kind(unit("gpu*day").dimension) == "an amount of gpu time"
    assert kind(()) == "a plain number"
    assert kind(unit("word").dimension) == ""


PROGRAM = """
import json, sys
from carbonspan.simulate.units import UnitError, number
answers = []
for text in ("3e8 word/day", "0.35 gpu*s/word", "2 count_cat"):
    value, unit = number(text)
    answers.append([value, unit.text, str(unit.factor), unit.dimension])
print(json.dumps([answers, "pint" in sys.modules, "numpy" in sys.modules]))
"""


def run(folder):
    environment = os.environ | {"CARBONSPAN_CACHE_DIR": str(folder)}
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=environment)
    return json.loads(ran.stdout)


def test_a_second_process_does_not_import_pint(tmp_path):
    first, second = run(tmp_path), run(tmp_path)
    assert first[1:] == [True, True]
    assert second[1:] == [False, False]
    assert first[0] == second[0]


@pytest.mark.parametrize("held", [3, [1, 0, []], [1, 2, [["s"]]], ["a", []]])
def test_a_cache_that_holds_something_else_is_not_believed(tmp_path, monkeypatch, held):
    first = run(tmp_path / "cache")
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "cache"))
    memo = Memo("units", definitions())
    memo.put("word/day", held)
    memo.write()
    assert Memo("units", definitions()).get("word/day") == held
    assert run(tmp_path / "cache")[0] == first[0]


@pytest.mark.parametrize("content", [b"", b"?", b'{"word/day": 3}'])
def test_a_damaged_cache_is_not_believed(tmp_path, content):
    first = run(tmp_path / "cache")
    paths = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert paths
    for path in paths:
        path.write_bytes(content)
    assert run(tmp_path / "cache")[0] == first[0]


@pytest.mark.parametrize(
    "text",
    ["gCO2e", "gCO2e/kWh", "tCO2e/year", "gpu*hour", "W/gpu", "gpu*s/word", "query/day", "person", "kWh/month",
     "EUR/MWh", "m**3", "short_ton", "MMBtu", "lbCO2e/MWh", "count_flight", "1/s"],
)  # fmt: skip
def test_what_is_printed_is_read(text):
    one = readable(unit(text).text)
    for printed in {one, many(one)}:
        read = unit(printed)
        assert (read.factor, read.dimension) == (unit(text).factor, unit(text).dimension)
