import math

import numpy as np
import openpyxl
import pytest
from scipy import stats

from carbonspan.simulate.problems import InvalidInput

HEAD = "name,amount,impact,unit,uncertainty_type,loc,scale,shape,minimum,maximum,negative\n"


@pytest.fixture
def law(imported, tmp_path):
    """The law that a row of parameters becomes, and its sign."""

    def read(row):
        path = tmp_path / "exchanges.csv"
        path.write_text(f"{HEAD.replace('amount,impact,', '')}thing,kilogram,{row}\n")
        found = imported("brightway", path)
        return found.scenario.inputs["amount"].distribution, found.scenario.inputs["sign"].nominal

    return read


def test_an_inventory_of_bw2io_has_the_exchanges_of_its_activity(imported):
    found = imported("brightway", "brightway-bw2io-0.9.17.xlsx")
    assert found.data["title"] == "answering queries, from Brightway"
    assert list(found.data["dimensions"]["exchange"]) == ["electricity", "heat", "server"]
    assert found.data["dimensions"]["exchange"]["heat"]["sign"] == {"nominal": -1}
    assert any("add a column `impact`" in each for each in found.draft.left_out)


def test_a_table_of_stats_arrays_is_read(imported):
    found = imported("brightway", "brightway-stats_arrays-4.0.csv")
    assert [item.name for item in found.draft.items] == [
        "electricity", "server", "transport", "maintenance", "heat credit",
    ]  # fmt: skip


def test_impacts_give_emissions_and_their_sum(imported, tmp_path, nominal):
    path = tmp_path / "x.csv"
    path.write_text(f"{HEAD}power,2,0.056,kWh,2,0.6931,0.2,,,,\nheat,-3,20 g,kWh,2,1.0986,0.2,,,,True\n")
    found = imported("brightway", path)
    assert nominal(found) == {"by_exchange": pytest.approx(0.112)}
    assert found.data["dimensions"]["exchange"]["heat"]["amount"]["nominal"] == 3
    assert found.data["outputs"] == {"all_by_exchange": {"sum": "exchange", "of": "by_exchange"}}


P = np.array([0.01, 0.3, 0.5, 0.9])


@pytest.mark.parametrize(
    ("row", "reference"),
    [
        ("2,1,0.5,,,,", stats.lognorm(0.5, scale=math.e)),
        ("3,1,0.5,,,,", stats.norm(1, 0.5)),
        ("4,,,,1,3,", stats.uniform(1, 2)),
        ("5,2,,,1,5,", stats.triang(0.25, 1, 4)),
        ("8,,2,1.5,,,", stats.weibull_min(1.5, scale=2)),
        ("9,,2,3,,,", stats.gamma(3, scale=2)),
        ("10,2,,5,1,3,", stats.beta(2, 5, 1, 2)),
        ("12,1,2,4,,,", stats.t(4, 1, 2)),
        ("13,2,,,1,6,", stats.beta(1 + 4 * 0.2, 1 + 4 * 0.8, 1, 5)),
        ("3,1,0.5,,0,,", stats.truncnorm(-2, np.inf, 1, 0.5)),
    ],
)
def test_each_law_is_that_of_its_number(law, row, reference):
    found, sign = law(row)
    assert found.quantile(P) == pytest.approx(reference.ppf(P), rel=1e-6)
    assert sign == 1


def test_discrete_laws(law):
    assert law("7,,,,1,4,")[0].quantile(np.array([0.1, 0.5, 0.9])).tolist() == [1, 2, 3]  # 4 is never drawn
    assert law("6,0.3,,,,,")[0].quantile(np.array([0.69, 0.71])).tolist() == [0, 1]


def test_a_negative_law_is_mirrored(law):
    assert law("2,1,0.5,,,,True")[1] == -1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("11,1,1,0,,,", r"csv:2:16: uncertainty_type: a scenario has no such law, got '11'"),
        ("14,1,1,0,,,", "uncertainty_type: must be a number from 0 to 13, got '14'"),
        ("8,1,2,1.5,,,", "loc: is an offset, which a Weibull law of a scenario has not, got '1'"),
        ("2,1,,,,,", "scale: is empty, and a lognormal law needs it"),
        ("2,1,0.5,,1,,True", "negative: is true beside a minimum or maximum"),
        ("2,1,0.5,,,,maybe", "negative: must be true or false, got 'maybe'"),
        ("2,x,0.5,,,,", r"csv:2:18: loc: must be a number; got 'x'"),
        ("2,1,900,,,,", "scale: is the logarithm of a number that is too large, got '900'"),
        ("13,2,3,,1,6,", "shape: is the lambda of a PERT law, which is 4"),
    ],
)
def test_what_a_scenario_does_not_have_is_refused_at_its_cell(law, row, message):
    with pytest.raises(InvalidInput, match=message):
        law(row)


@pytest.mark.parametrize("impact", ["", "2 kWh", "much"])
def test_an_impact_must_be_emissions(imported, tmp_path, impact):
    path = tmp_path / "x.csv"
    path.write_text(f"{HEAD}power,2,{impact},kWh,0,,,,,,\n")
    with pytest.raises(InvalidInput, match=r"x.csv:2:9: impact: "):
        imported("brightway", path)


def test_one_of_several_activities_must_be_picked(imported, tmp_path):
    book = openpyxl.Workbook()
    for name in ("a", "b"):
        rows = [["Activity", name], ["Exchanges"], ["name", "amount", "type"], ["power", 1, "technosphere"], []]
        for row in rows:
            book.active.append(row)
    for row in (["Activity", "empty"], ["Exchanges"], []):
        book.active.append(row)
    path = tmp_path / "two.xlsx"
    book.save(path)
    with pytest.raises(InvalidInput, match="has the activities a, b; choose one with --pick"):
        imported("brightway", path)
    assert imported("brightway", path, "b").data["title"] == "b, from Brightway"
