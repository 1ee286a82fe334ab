"""One unit for several numbers."""

import pytest

from carbonspan.simulate.units import Ambiguous, distinct, needing, unit, unit_of_all


@pytest.mark.parametrize(
    ("values", "own", "text"),
    [
        ([0.3, "0.5 kg"], "g", "kg"),
        (["0.3 kg", 0.5], None, "kg"),
        ([0.3, 0.5], "g", "g"),
        ([30, "70 %"], None, "%"),
        ([0, "0.5 kg", "3 g"], "t", "kg"),
        (["0.3 kg", "1 Mg", 3], None, None),
    ],
)
def test_the_unit_of_all(values, own, text):
    if text is None:
        with pytest.raises(Ambiguous, match="has no unit and may be 3 kg or 3 Mg; write its unit") as caught:
            unit_of_all(values)
        assert caught.value.index == 2
    else:
        assert unit_of_all(values, own=own and unit(own)).text == text


def test_numbers_without_a_unit_have_none():
    assert unit_of_all([1, 2]) is None
    assert unit_of_all([]) is None


def test_a_unit_beside_the_numbers_counts():
    assert unit_of_all([1, 2], beside=["3 kg"], own=unit("g")).text == "kg"
    assert unit_of_all([1, 2], given=unit("kg"), own=unit("g")).text == "kg"
    with pytest.raises(Ambiguous, match="has no unit and may be 2 kg or 2 g; write its unit"):
        unit_of_all(["1 g", 2], given=unit("kg"))


@pytest.mark.parametrize(
    ("values", "own", "unit_or_index"),
    [
        ([0.3, "0.5 kg"], "g", "kg"),
        ([300, "0.5 kg"], "g", 0),
        (["0.5 kg", 100, 5], "g", 1),
        ([0.05, "0.4 kg"], "g", "kg"),
        ([500, "0 kg"], "g", 0),
        ([300, "500 g"], "kg", "g"),
        ([0.3, "500 g"], "kg", 0),
        ([3, "5 kW"], "kW", "kW"),
    ],
)
def test_a_number_that_is_nearer_to_the_others_in_the_unit_of_its_entry_is_refused(values, own, unit_or_index):
    if isinstance(unit_or_index, str):
        assert unit_of_all(values, own=unit(own)).text == unit_or_index
    else:
        with pytest.raises(Ambiguous, match="has no unit and may be") as caught:
            unit_of_all(values, own=unit(own))
        assert caught.value.index == unit_or_index


@pytest.mark.parametrize(("value", "index"), [(0.3, 0), (1, 0), (-0.5, 0), ("1e-3", 0)])
def test_a_number_beside_percent_that_may_be_a_share_itself_is_refused(value, index):
    with pytest.raises(Ambiguous, match=f"has no unit and may be {value} % or .* %; write its unit") as caught:
        unit_of_all([value, "70 %"])
    assert caught.value.index == index
    with pytest.raises(Ambiguous, match="has no unit"):
        unit_of_all([value, "70 %"], own=unit("%"))


def test_units_of_one_scale_are_one():
    units = [unit("kg/kWh"), unit("g/kWh"), unit("kgCO2e/kWh"), unit("t/MWh")]
    assert [each.text for each in distinct(units)] == ["kg/kWh", "g/kWh"]


def test_zero_and_what_is_no_number_need_no_unit():
    assert needing([0, "0.0", None, "many", 3, "4 kg", "5"]) == [4, 6]
