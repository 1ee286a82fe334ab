from carbonspan.simulate.plots import wording

NAMES = {"energy": "energy", "a": "a", "b": "b", "c": "c", "d": "d"}


def test_few_outputs_are_named_and_many_counted():
    assert wording.about(NAMES, "energy", "energy").endswith(
        "Output shown: energy, the main one. Not shown: a, b, c, d."
    )
    assert wording.about({**NAMES, "e": "e"}, "a", "energy") == "Output shown: a. Not shown: 5 others."
    assert wording.about({"energy": "energy"}, "energy", "energy") == ""


def test_a_quantity_called_after_its_unit_is_not_said_twice():
    assert wording.quantity("trees", "tree", "per user and day") == "trees (per user and day)"
    assert wording.quantity("energy", "MWh", "") == "energy (MWh)"
