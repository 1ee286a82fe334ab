"""Python data as a file has it."""

from fractions import Fraction

import numpy as np
import pytest

from carbonspan.simulate.files import yaml
from carbonspan.simulate.files.plain_data import plain
from carbonspan.simulate.problems import InvalidInput


def test_numbers_of_any_type_are_pythons() -> None:
    found = plain({"a": np.float64(0.25), "b": np.int64(3), "c": Fraction(1, 2), "d": (True, None), 0.05: "x"})
    assert found == {"a": 0.25, "b": 3, "c": 0.5, "d": [True, None], 0.05: "x"}
    assert [type(each) for each in found.values()] == [float, int, float, list, str]


def test_what_is_plain_reads_back_from_a_file() -> None:
    data = plain({"note": 'a "quote": # and\ttab', "p": {0.05: np.float32(0.5), 3: -1e300}, "empty": {}, "list": ()})
    assert yaml.parse(yaml.write(data).encode(), file="a.yaml").data == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"inputs": {"pue": [1, object]}}, r"^inputs\.pue\.1: must be a number, text .*, got type <class 'object'>"),
        ({"a": float("nan")}, r"^a: must be a number.*, got NaN$"),
        ({"a": np.array([1.0, 2.0])}, r"^a: must be a number.*, got ndarray array\(\[1\., 2\.\]\)$"),
        ({"a": {None: 3}}, r"^a: a key must be text or a number, got None$"),
        ({True: 3}, r"^a key must be text or a number, got True$"),
        ({"a": "x\u202e"}, r"^a: contains the unprintable character U\+202E; remove it$"),
    ],
)
def test_what_no_file_can_have_is_refused_with_its_key_path(data: dict, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        plain(data)


def test_all_problems_are_reported_at_once() -> None:
    with pytest.raises(InvalidInput, match=r"a: must") as caught:
        plain({"a": object, "b": [{1, 2}]})
    assert [problem.field for problem in caught.value.problems] == ["a", "b.0"]


def test_data_within_itself_is_refused() -> None:
    data: dict = {}
    data["a"] = {"b": {"c": data}}
    with pytest.raises(InvalidInput, match=r"^a\.b\.c: must not be nested deeper than 24 levels$"):
        plain(data)
