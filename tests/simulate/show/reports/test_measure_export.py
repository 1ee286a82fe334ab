"""JSON and CSV of measurements."""

import csv
import io
import json

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.sensitivity.measuring.measure import measure
from carbonspan.simulate.show.reports.measure_export import as_csv, as_dict

FOUND = measure(load("chatgpt/by-words"), Request(20_000), accuracy=["latency=10%"], pair=["latency,users"])


def test_json_has_every_measurement_and_output() -> None:
    data = json.loads(json.dumps(as_dict(FOUND), allow_nan=False))
    assert (data["scenario"], data["samples"], data["seed"], data["coordinates"]) == ("chatgpt/by-words", 20_000, 0, {})
    assert "decision" not in data
    pair = next(each for each in data["measurements"] if each["inputs"] == ["latency", "users"])
    assert pair["accuracy"] == ["to 10%", "perfectly"]
    assert set(pair["outputs"]) == {"gpu_time", "energy", "emissions"}
    assert pair["outputs"]["emissions"]["scale"] == "log"
    assert pair["outputs"]["emissions"]["width_unit"] == "1"
    intensity = next(each for each in data["measurements"] if each["inputs"] == ["carbon_intensity"])
    assert intensity["outputs"]["energy"]["through"] == []
    assert "through" not in intensity["outputs"]["emissions"]


def test_csv_has_a_row_a_number() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(FOUND))))
    now = [row for row in rows if row["statistic"] == "width now (log)"]
    assert [row["output"] for row in now] == ["gpu_time", "energy", "emissions"]
    assert len(rows) == 3 + 10 * 3
    assert {row["unit"] for row in rows} == {"1"}
    assert all(0 < float(row["value"]) < 1.1 for row in rows[3:])
