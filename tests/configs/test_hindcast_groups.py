"""Groups of measurements are split between beliefs and truths by a rule that looks at no value."""

import csv
import hashlib
from itertools import groupby

from carbonspan.simulate.shipped import library

ROWS = list(csv.DictReader((library.folder() / "hindcast" / "groups.csv").read_text("utf-8").splitlines()))


def test_the_first_third_of_each_kind_in_the_order_of_hashes_shapes_beliefs():
    drawn = sorted((row for row in ROWS if row["reason"] == "drawn"), key=lambda row: row["kind"])
    for _, members in groupby(drawn, key=lambda row: row["kind"]):
        ranked = sorted(members, key=lambda row: hashlib.sha256(row["group"].encode()).hexdigest())
        beliefs = round(len(ranked) / 3)
        assert [row["role"] for row in ranked] == ["belief"] * beliefs + ["truth"] * (len(ranked) - beliefs)


def test_every_group_has_one_role():
    assert len({row["group"] for row in ROWS}) == len(ROWS)
    assert {row["role"] for row in ROWS} == {"belief", "truth"}
