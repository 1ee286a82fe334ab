"""Tables as people have them: their heads, laws without a name, and problems at their cells."""

import pytest

from carbonspan.simulate.files.sheet import read_sheet
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.sheets.from_rows import Stated, read_rows, said

STATED = Stated({"title": "Ours", "model": "serving.by_hardware", "per": {"duration": "1 day"}}, "assumed")
OURS = """\
Input;Min;Most likely;Max;Unit;Reference;Comment
gpus;6;8;9;gpu;our inventory;two may be idle
power;400;500;620;W/gpu;;
utilization;30;50;70;%;;
pue;1,1;1,2;1,5;;;
carbon_intensity;300;400;520;gCO2e/kWh;;
"""


@pytest.fixture
def read(tmp_path):
    def of_text(text, stated=STATED):
        path = tmp_path / "ours.csv"
        path.write_text(text)
        return read_rows(read_sheet(path), stated)

    return of_text


@pytest.fixture
def entry(read):
    """The entry of an input `x`, from the heads and the cells of its row."""
    return lambda heads, cells: read(f"name,{heads}\nx,{cells}\n", Stated({"model": "m"})).document.data["inputs"]["x"]


def test_low_best_and_high_are_a_pert_law_which_is_said(read, tmp_path):
    found = read(OURS)
    assert found.document.data["inputs"]["pue"] == {"nominal": 1.2, "pert": [1.1, 1.2, 1.5], "evidence": "assumed"}
    scenario = found.scenario("ours", tmp_path / "ours.csv")
    assert scenario.inputs["utilization"].nominal == 0.5
    assert float(scenario.inputs["utilization"].distribution.quantile(1.0)) == 0.7
    assert scenario.inputs["gpus"].note == "two may be idle"
    assert [sentence.partition(":")[0] for sentence in said(found.assumed)] == [
        "gpus, power, utilization, pue, carbon_intensity"
    ]


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        ("nominal", "3", {"nominal": 3}),
        ("nominal,unit", "3e8,word/day", {"nominal": "3e8 word/day"}),
        ("value,low,high", "2,1,4", {"nominal": 2, "pert": [1, 2, 4]}),
        ("best,law,low,high", "2,Triangular,1,4", {"nominal": 2, "triangular": [1, 2, 4]}),
        ("law,low,high,unit", "uniform,1,4,W", {"unit": "W", "uniform": [1, 4]}),
        ("p5,p95", "1,4", {"p5": 1, "p95": 4}),
        ("5 %,50%,P95", "1,2,4", {"quantiles": {0.05: 1, 0.5: 2, 0.95: 4}}),
        ("p10,p90", "1,4", {"quantiles": {0.1: 1, 0.9: 4}}),
        ("p10,p90,law,high", "1,4,quantiles,9", {"quantiles": {0.1: 1, 0.9: 4, "high": 9}}),
        ("nominal,gsd", "2,1.3", {"nominal": 2, "gsd": 1.3}),
        ("median,gsd,law", "2,1.3,lognormal", {"lognormal": {"median": 2, "gsd": 1.3}}),
        ("nominal,std", "2,0.3", {"nominal": 2, "normal": {"mean": 2, "sd": 0.3}}),
        ("nominal,cv", "2,10 %", {"nominal": 2, "lognormal": {"mean": 2, "cv": "10 %"}}),
        ("nominal,cv", "2,1000 %", {"nominal": 2, "lognormal": {"mean": 2, "cv": "1000 %"}}),
        ("nominal,mean,cv", "1,2,0.1", {"nominal": 1, "lognormal": {"mean": 2, "cv": 0.1}}),
        ("law", '"gamma: {mean: 2, sd: 1}"', {"gamma": {"mean": 2, "sd": 1}}),
        ("nominal,law", "2,constant", {"nominal": 2}),
        ("nominal,factors", '2,"a, b"', {"nominal": 2, "factors": ["a", "b"]}),
        ("nominal,gsd,truncate", '2,1.2,"[1, null]"', {"nominal": 2, "gsd": 1.2, "truncate": [1, None]}),
        ("nominal,low,high", "400 g/kWh,0.3 kg/kWh,0.5 kg/kWh",
         {"nominal": "400 g/kWh", "pert": ["0.3 kg/kWh", 400, "0.5 kg/kWh"]}),
        ("nominal", "0.2 to 0.5 W", {"p5": 0.2, "p95": "0.5 W"}),
    ],
)  # fmt: skip
def test_laws_by_their_columns(entry, heads, cells, expected):
    assert entry(heads, cells) == expected


@pytest.mark.parametrize(
    ("heads", "cells", "message"),
    [
        ("low,high", "1,4", r"csv:2:1: law: no column best, and pert needs it; fill the column best or nominal"),
        ("best,low,high", "2,1,", r"csv:2:7: high: is empty, and pert needs it"),
        ("best,low,high,p5,p95", "2,1,4,1,3", "has low and high and percentiles, which are several laws"),
        ("best,law,low,high,gsd", "2,pert,1,4,1.2", "csv:2:14: gsd: is not a number of pert; clear the cell"),
        ("law,low,high", "uniformly,1,4", r"csv:2:3: law: no law is called 'uniformly'; did you mean 'uniform'"),
        ("law,low", "gamma,1", "the numbers of gamma are not columns; write the whole law here: gamma: {"),
        ("law", "gamma: {mean", "csv:2:3: law: "),
        ("nominal,cv", "2,10", r"csv:2:5: cv: 10 is 1000 % of the mean; write 10 %, or 1000 %"),
        ("p5", "1", "quantiles needs two percentiles or more, got p5"),
        ("nominal,owner", "1,me", r"csv:1:14: no column of a table of inputs is called 'owner'.*--ignore 'owner'"),
        ("nominal,team", "1,me", r"'team'; the columns are name, .* source and note; rename it, or leave it out with"),
        ("nominal,sorce", "1,me", r"'sorce'; did you mean 'source'\? If not, leave it out with --ignore 'sorce'$"),
        ("value,nominal", "1,2", "'nominal' and 'value' both mean nominal; keep one"),
    ],
)
def test_what_is_not_clear_is_refused_at_its_cell(entry, heads, cells, message):
    with pytest.raises(InvalidInput, match=message):
        entry(heads, cells)


def test_problems_of_the_scenario_are_reported_at_their_cells(read, tmp_path):
    text = OURS.replace("utilization;30", "utilization;x").replace("1,1;1,2", "1,6;1,2").replace("W/gpu", "kWh")
    with pytest.raises(InvalidInput) as caught:
        read(text).scenario("ours", tmp_path / "ours.csv")
    assert [str(each).rpartition("/")[2] for each in caught.value.problems] == [
        "gpu is expected; got 500 kWh",
        "ours.csv:4:13: inputs.utilization.pert.0: must be a plain number, got 'x'",
        "ours.csv:5:9: inputs.pue.pert.1: must be at least low (1.6), got 1.2",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,nominal\na,1\na,2\n", r"csv:3:1: name: duplicate name 'a', first at .*csv:2:1; rename one"),
        ("name,nominal\n,1\n", r"csv:2:1: name: is empty; name the input, or delete the row"),
        ("section,name,nominal\ninput,a,1\n", "no section is called 'input'; did you mean 'inputs'"),
        ("nominal\n1\n", "no column is called name, for the names of inputs"),
    ],
)
def test_rows_that_are_no_inputs_are_refused(read, text, message):
    with pytest.raises(InvalidInput, match=message):
        read(text)


def test_a_table_without_a_model_says_how_to_name_one(read):
    with pytest.raises(InvalidInput, match=r"names no model; add a row `scenario, model`, or --model"):
        read("name,nominal\na,1\n", Stated())


def test_a_column_can_be_left_out(read):
    assert read("name,nominal,owner\na,1,me\n", Stated({"model": "m"}, ignored=("owner",))).document.data["inputs"] == {
        "a": {"nominal": 1}
    }
    with pytest.raises(InvalidInput, match="--ignore: no column is called 'ownr'; did you mean 'owner'"):
        read("name,nominal,owner\na,1,me\n", Stated({"model": "m"}, ignored=("ownr",)))
