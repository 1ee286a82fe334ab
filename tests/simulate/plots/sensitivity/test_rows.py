import pytest

from carbonspan.simulate.plots import figure_format, style
from carbonspan.simulate.plots.sensitivity.rows import Ends, output_axis, rows


def test_long_names_are_broken_and_their_rows_higher():
    long = rows(["energy per word of an answer in the busiest and most northern hall of all (queries/person/day)"] * 4)
    assert max(style.text_width(line, style.SMALL) for line in long.names[0].split("\n")) <= 150
    assert long.height > rows(["pue"] * 4).height


def test_units_of_a_narrow_picture_are_broken_after_a_slash_or_a_space_alone():
    with figure_format.using(figure_format.of_size("column")):
        (name,) = rows(["questions (requêtes/personne/jour)"]).names
        (word,) = rows(["wissenschaftlichererkenntnis power"]).names
    assert name.split("\n") == ["questions", "(requêtes/", "personne/jour)"]
    assert word.split("\n") == ["wissenschaftlichererkenntnis", "power"]


@pytest.mark.parametrize(("low", "high", "log"), [(1.0, 20.0, True), (1.0, 9.0, False), (-1.0, 20.0, False)])
def test_an_axis_is_logarithmic_where_positive_values_span_a_decade(low, high, log):
    assert output_axis([], 300.0, low=low, high=high).log is log


def test_texts_have_room_beside_the_ends():
    on = output_axis([Ends(0.0, 10.0, "1,000,000", "2,000,000")], 300.0, low=-0.1, high=10.0)
    wide = style.text_width("1,000,000", style.SMALL) / 300
    assert on.at(0.0) > wide
    assert 1 - on.at(10.0) > wide


def test_a_single_value_has_an_axis_around_it():
    on = output_axis([], 300.0, low=5.0, high=5.0)
    assert on.low < 5.0 < on.high
