import csv
import io
import json
import math
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.answer.answer import Shortfall
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.show.datasets.dataset import dataset
from carbonspan.simulate.show.export import as_csv, as_dict, as_json


def test_json_has_the_keys_of_the_grammar_in_order(plain):
    answer = json.loads(as_json(plain))
    assert list(answer) == ["scenario", "hash", "samples", "seed", "design", "warnings", "outputs"]
    assert list(answer["outputs"]) == ["energy", "emissions"]
    emissions = answer["outputs"]["emissions"]
    assert list(emissions) == [
        "unit", "nominal", "nominal_percentile", "median", "mean", "sd", "intervals", "quantiles",
    ]  # fmt: skip
    assert list(emissions["intervals"][0]) == ["level", "kind", "low", "high"]
    assert list(emissions["quantiles"][0]) == ["probability", "value", "error"]
    assert emissions["unit"] == "t"


def test_json_is_in_the_outputs_own_unit_to_the_last_bit(plain):
    emissions = json.loads(as_json(plain))["outputs"]["emissions"]
    marginal = plain.marginals[1]
    assert emissions["nominal"] == 3824.4 / 1000
    assert emissions["mean"] == {"value": marginal.mean.value / 1000, "error": marginal.mean.error / 1000}
    assert emissions["nominal_percentile"] == 100 * marginal.nominal_percentile.value
    interval = marginal.interval(0.9)
    assert {"level": 0.9, "kind": "equal-tailed"}.items() <= emissions["intervals"][2].items()
    assert emissions["intervals"][2]["low"]["value"] == interval.low.value / 1000


def test_json_of_one_run_is_the_same_bytes(plain):
    assert as_json(plain) == as_json(replace(plain, seconds=99.0))


def test_json_lists_coordinates(regional):
    emissions = as_dict(regional)["outputs"]["emissions"]
    assert len(emissions) == 12
    assert emissions[0]["coordinates"] == {"allocation": "all_at_once", "region": "norway", "start_hour": "0"}
    assert list(emissions[0])[:2] == ["coordinates", "unit"]


def test_json_says_that_a_run_was_interrupted(plain):
    assert as_dict(replace(plain, interrupted=True))["interrupted"] is True


def test_json_says_by_how_much_a_tolerance_was_missed(plain):
    missed = as_dict(replace(plain, shortfall=Shortfall(0.001, 0.0132, 21_000_000)))
    assert missed["tolerance"] == {"asked": 0.001, "reached": 0.0132, "samples_needed": 21_000_000}
    unknown = replace(plain, shortfall=Shortfall(0.001, math.inf, None))
    assert json.loads(as_json(unknown))["tolerance"] == {"asked": 0.001, "reached": None, "samples_needed": None}
    assert "tolerance" not in as_dict(plain)


def test_json_says_why_there_is_no_mean(plain, make_answer):
    marginal = replace(plain.marginals[1], mean=None, sd=None, without_moments="student_t with df 1 has none")
    emissions = as_dict(make_answer([marginal], plain.subject))["outputs"]["emissions"]
    assert emissions["mean"] is None
    assert emissions["without_moments"] == "student_t with df 1 has none"


def test_json_has_null_for_what_it_cannot_hold(plain, make_answer):
    marginal = replace(plain.marginals[1], mean=Estimate(np.inf, np.nan))
    text = as_json(make_answer([marginal], plain.subject))
    assert json.loads(text)["outputs"]["emissions"]["mean"] == {"value": None, "error": None}


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(as_csv(answer))))


def test_csv_is_tidy(plain):
    rows = rows_of(plain)
    keys = [
        (row["output"], row["statistic"], row["probability"], row["level"], row["kind"], row["bound"]) for row in rows
    ]
    assert len(keys) == len(set(keys)) == 2 * (7 + 3 * 2 * 2 + len(plain.marginals[0].quantiles))
    assert all(row["value"] and row["unit"] for row in rows)


def test_csv_numbers_read_back_to_the_same_bits(plain):
    low = plain.marginals[1].interval(0.9).low
    (row,) = [
        row
        for row in rows_of(plain)
        if (row["output"], row["level"], row["kind"], row["bound"]) == ("emissions", "0.9", "equal-tailed", "low")
    ]
    assert (float(row["value"]), float(row["error"]), row["unit"]) == (low.value / 1000, low.error / 1000, "t")


@pytest.mark.parametrize(("statistic", "unit", "error"), [("nominal", "t", False), ("nominal percentile", "%", True)])
def test_csv_leaves_empty_the_error_of_what_is_exact(plain, statistic, unit, error):
    (row,) = [row for row in rows_of(plain) if (row["output"], row["statistic"]) == ("emissions", statistic)]
    assert (row["unit"], bool(row["error"])) == (unit, error)


def test_csv_has_a_column_an_axis(regional):
    assert as_csv(regional).splitlines()[0] == (
        "output,allocation,region,start_hour,statistic,probability,level,kind,bound,value,error,unit"
    )
    assert {row["start_hour"] for row in rows_of(regional)} == {"0", "1", "2"}


def test_what_does_not_vary_has_no_percentile(plain, make_marginal, make_answer):
    answer = make_answer([make_marginal("emissions", "t", np.full(100, 4096.0), 4096.0)], plain.subject)
    assert as_dict(answer)["outputs"]["emissions"]["nominal_percentile"] is None
    assert "nominal percentile" not in as_csv(answer)


def test_too_few_samples_have_no_percentile(plain, make_marginal, make_answer):
    few = make_answer([make_marginal("emissions", "t", np.linspace(3000.0, 5000.0, 50), 4096.0)], plain.subject)
    assert as_dict(few)["outputs"]["emissions"]["nominal_percentile"] is None
    assert "nominal percentile" not in as_csv(few)
    assert np.isnan(dataset(few)["nominal"]["emissions_percentile"])


@pytest.mark.parametrize("missing", [math.inf, math.nan])
def test_no_number_that_does_not_exist_is_written(plain, make_answer, missing):
    marginal = replace(plain.marginals[1], sd=Estimate(2000.0, missing), maximum=math.inf)
    answer = make_answer([marginal], plain.subject)
    rows = {row["statistic"]: row for row in csv.DictReader(io.StringIO(as_csv(answer)))}
    assert (rows["sd"]["value"], rows["sd"]["error"], rows["maximum"]["value"]) == ("2.0", "", "")
    assert as_dict(answer)["outputs"]["emissions"]["sd"] == {"value": 2.0, "error": None}
    assert np.isnan(dataset(answer)["moments"]["emissions_error"].sel(moment="sd"))


def test_json_lists_the_probabilities_of_events(plain, with_events):
    first, second = json.loads(as_json(with_events))["probabilities"]
    assert first == {"event": "emissions > 3 t", "coordinates": {}, "probability": {"value": 0.5123, "error": 0.0035}}
    assert second["probability"] == {"value": 0.0, "error": 1e-5}
    assert "probabilities" not in json.loads(as_json(plain))


def test_csv_has_a_row_for_each_event(with_events):
    rows = list(csv.reader(io.StringIO(as_csv(with_events))))
    assert rows[-2:] == [
        ["emissions", "P(emissions > 3 t)", "", "", "", "", "0.5123", "0.0035", "1"],
        ["energy", "P(energy <= 0 kWh)", "", "", "", "", "0.0", "1e-05", "1"],
    ]
