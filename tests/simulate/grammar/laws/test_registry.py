"""What holds for every law, on the example of every form."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from carbonspan.simulate.grammar.laws.read import read
from carbonspan.simulate.grammar.laws.registry import BESIDE, KEYS, LAWS, TRUNCATE, json_schema
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.moments import mean_and_variance

EXAMPLES = [(law.key, example) for law in LAWS.values() for example in law.examples]
NAMES = [f"{key}-{number}" for number, (key, _) in enumerate(EXAMPLES)]
#: Scaling every number breaks their sums and counts, or does not reach the numbers, which are in a file.
SHARES = {"discrete", "binomial", "quantiles", "mixture", "empirical"}
TAILS = np.concatenate([10.0 ** -np.arange(12, 1, -1), np.linspace(0.02, 0.5, 25)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.Generator(np.random.Philox(7))
    (tmp_path / "measured.csv").write_text("power\n" + "\n".join(map(str, rng.lognormal(5, 0.4, 50))))
    return tmp_path


@pytest.fixture(params=EXAMPLES, ids=NAMES)
def law(request: pytest.FixtureRequest, folder: Path) -> Distribution:
    return read(request.param[1], nominal=2.0, folder=folder)


def test_cdf_undoes_quantile_and_sf_undoes_isf(law: Distribution) -> None:
    if law.atoms is not None:
        assert np.all(law.cdf(law.quantile(TAILS)) >= TAILS)
        assert np.all(law.sf(law.isf(TAILS)) <= TAILS * (1 + 1e-15))
        return
    for function, inverse, rises in ((law.cdf, law.quantile, 1), (law.sf, law.isf, -1)):
        x = inverse(TAILS)
        spacing = 4 * np.spacing(np.abs(x))
        assert np.all(function(x - rises * spacing) <= TAILS * (1 + 1e-10))
        assert np.all(function(x + rises * spacing) >= TAILS * (1 - 1e-10))


def test_both_tails_meet(law: Distribution) -> None:
    p = np.linspace(0.01, 0.99, 99) + 1e-4
    np.testing.assert_allclose(law.isf(1 - p), law.quantile(p), rtol=1e-11)
    np.testing.assert_allclose(law.cdf(law.quantile(p)) + law.sf(law.quantile(p)), 1, rtol=1e-13)


def test_quantiles_rise_within_the_support(law: Distribution) -> None:
    p = np.sort(np.concatenate([TAILS, 1 - TAILS]))
    values = law.quantile(p)
    assert np.all(np.diff(values) >= 0)
    low, high = law.support
    assert low <= values[0]
    assert values[-1] <= high


def test_the_ends_are_the_support_and_no_probability_is_nan(law: Distribution) -> None:
    assert (float(law.quantile(0.0)), float(law.quantile(1.0))) == pytest.approx(law.support)
    assert (float(law.isf(1.0)), float(law.isf(0.0))) == pytest.approx(law.support)
    assert np.isnan(law.quantile([-0.1, 1.1, np.nan])).all()
    assert np.isnan(law.isf([-0.1, 1.1, np.nan])).all()
    assert law.cdf([-1e300, 1e300]).tolist() == pytest.approx([0, 1])
    assert law.sf([-1e300, 1e300]).tolist() == pytest.approx([1, 0])


def test_shapes_are_kept(law: Distribution) -> None:
    for function in (law.quantile, law.isf, law.cdf, law.sf):
        assert function(np.full((2, 3), 0.25)).shape == (2, 3)
        assert function(np.full((2, 3), 0.25)).dtype == np.float64
        assert function(0.25).shape == ()
        assert function(np.empty(0)).shape == (0,)


def test_mean_and_variance_are_integrals_of_the_quantile_function(law: Distribution) -> None:
    if law.atoms is None:
        mean, variance = mean_and_variance(law.quantile, law.isf, law.kinks)
    else:
        values, probabilities = law.atoms
        mean = float(values @ probabilities)
        variance = float(values**2 @ probabilities) - mean**2
    assert law.mean == pytest.approx(mean, rel=1e-9)
    assert law.variance == pytest.approx(variance, rel=1e-8)


def test_kinks_are_inner_probabilities_in_order(law: Distribution) -> None:
    assert list(law.kinks) == sorted(set(law.kinks))
    assert all(0 < kink < 1 for kink in law.kinks)


def test_between_kinks_the_quantile_function_is_smooth(law: Distribution) -> None:
    """A kink left out would show as a second difference that does not shrink with the step."""
    edges = [0.02, *(kink for kink in law.kinks if 0.02 < kink < 0.98), 0.98]
    for left, right in pairwise(edges):
        if right - left < 1e-3:
            continue
        margin = (right - left) / 20
        grids = (np.linspace(left + margin, right - margin, n) for n in (400, 1600))
        bends = [np.abs(np.diff(law.quantile(grid), 2)).max() for grid in grids]
        scale = float(law.quantile(0.98) - law.quantile(0.02))
        assert bends[1] <= max(bends[0] / 1.8, 1e-10 * scale)


def scaled(value: Any, factor: float) -> Any:
    """An example with every number multiplied, but for scores."""
    if isinstance(value, dict):
        return {key: each if key == "scores" else scaled(each, factor) for key, each in value.items()}
    if isinstance(value, list):
        return [scaled(each, factor) for each in value]
    return value * factor if isinstance(value, int | float) and not isinstance(value, bool) else value


def test_equal_beliefs_are_equal_and_others_are_not(folder: Path) -> None:
    for key, example in EXAMPLES:
        once, twice, other = (
            read(scaled(example, scale), nominal=2.0 * scale, folder=folder)
            for scale in (1.0, 1.0, 1.0 if key in SHARES else 1.001)
        )
        assert once == twice
        assert hash(once) == hash(twice)
        assert (once == other) is (key in SHARES)


def test_every_key_has_a_schema() -> None:
    schema = json_schema()
    assert set(schema) == {*KEYS} - {key for key, law in LAWS.items() if law.is_beside} | {*BESIDE}
    assert all(body.get("description") for key, body in schema.items() if key not in BESIDE)
    assert schema[TRUNCATE]["minItems"] == 2
    assert json.loads(json.dumps(schema)) == schema


def test_the_schema_names_the_fields_of_every_form() -> None:
    beta = json_schema()["beta"]["anyOf"]
    assert [form["required"] for form in beta] == [["alpha", "beta"], ["mean", "sd"], ["p5", "p95"]]


@pytest.mark.parametrize(
    ("key", "schema"),
    [
        ("gsd", {"type": ["number", "string"]}),
        ("discrete", {"type": "object", "additionalProperties": {"type": ["number", "string"]}}),
        ("mixture", {"type": "array", "items": {"type": "object", "required": ["weight"]}, "minItems": 1}),
    ],
)
def test_the_schema_of_a_law_of_one_value_is_that_of_the_value(key: str, schema: dict[str, Any]) -> None:
    assert json_schema()[key].items() >= schema.items()


def test_the_schema_of_a_list_is_a_list_or_a_mapping() -> None:
    as_list, as_mapping = json_schema()["pert"]["anyOf"]
    assert (as_list["type"], as_list["minItems"], as_list["maxItems"]) == ("array", 3, 3)
    assert (as_mapping["type"], as_mapping["required"]) == ("object", ["low", "mode", "high"])
    assert as_mapping["additionalProperties"] is False
