"""Sentences and tables of indices, made by hand and of a whole analysis."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.sensitivity.analysis import Sensitivity
from carbonspan.simulate.sensitivity.scales import ChosenScale
from carbonspan.simulate.sensitivity.sobol import Index, OutputIndices
from carbonspan.simulate.show.reports import sensitivity
from carbonspan.simulate.show.terminals.columns import Columns


def found(*firsts: float, error: float = 0.003, scale: str = "log", interactions: float = 0.02) -> OutputIndices:
    indices = tuple(
        Index((name,), Estimate(first, error), Estimate(first, error))
        for name, first in zip("abcdefgh", firsts, strict=False)
    )
    return OutputIndices(
        "emissions", {}, ChosenScale(scale, "as asked for"), 1.0, indices, Estimate(interactions, error)
    )


def lines_of(analysed: Sensitivity, *asked: str) -> list[str]:
    return [line for line in sensitivity.text(analysed, analysed.headline, frozenset(asked)) if isinstance(line, str)]


def tables_of(analysed: Sensitivity, *asked: str) -> dict[str, Columns]:
    """Each table, by its title."""
    lines = list(sensitivity.text(analysed, analysed.headline, frozenset(asked)))
    return {lines[i - 1]: line for i, line in enumerate(lines) if isinstance(line, Columns)}


def test_the_sentence_names_three_inputs_and_sums_up_the_others() -> None:
    assert sensitivity.sentence(found(0.58, 0.14, 0.1, 0.09, 0.07)) == (
        "a explains 58 % of the spread of emissions (log scale, "
        "± 0.3 percentage points), b 14 %, c 10 %; the other 2 together 16 %; "
        "interactions 2 %."
    )


def test_slight_inputs_are_not_named() -> None:
    said = sensitivity.sentence(found(0.97, 0.01, 0.0, scale="value", interactions=0.001))
    assert (
        said == "a explains 97 % of the spread of emissions "
        "(± 0.3 percentage points); the other 2 together 1 %; interactions 0 %."
    )


def test_inputs_within_their_errors_are_not_named_and_add_up_to_nothing() -> None:
    """Negative estimates are noise, not shares."""
    said = sensitivity.sentence(found(0.6, 0.03, -0.02, -0.02, error=0.02))
    assert (
        said == "a explains 60 % of the spread of emissions (log scale, "
        "± 2 percentage points); the other 3 together 0 %; interactions 0 %."
    )


def test_the_only_other_input_is_named() -> None:
    said = sensitivity.sentence(found(0.97, 0.015, error=0.001))
    assert (
        said == "a explains 97 % of the spread of emissions (log scale, "
        "± 0.1 percentage points); b 1.5 %; interactions 2 %."
    )


def test_a_group_explains_together() -> None:
    each = found(0.9, 0.1)
    group = replace(each.indices[0], inputs=("a", "c"))
    said = sensitivity.sentence(replace(each, indices=(group, each.indices[1])))
    assert said.startswith("a and c together explain 90 % of the spread of emissions")


def test_an_output_without_spread_says_so() -> None:
    assert sensitivity.sentence(found()) == "emissions does not vary."


def test_the_headline_has_tables_and_other_outputs_a_sentence(analysed_kettle: Sensitivity) -> None:
    lines = lines_of(analysed_kettle)
    assert lines[0] == "A kettle"
    assert " of the spread of emissions (" in lines[2]
    after = lines[lines.index("Other outputs:") + 1 :]
    assert [line for line in after if "spread of energy" in line] == after[:1]
    assert all(title.startswith("emissions") for title in tables_of(analysed_kettle, "tornado", "given data"))


def test_every_table_that_is_asked_for_is_there(analysed_kettle: Sensitivity) -> None:
    starts = [
        "emissions at setting full: percent of the variance of its",
        "emissions: total indices at each coordinate",
        "emissions: Shapley effects, percent of the variance of its",
        "emissions: second-order indices",
        "emissions: indices of sets of inputs",
        "emissions, g, as each input goes from its own 5 % to its 95 % quantile",
        "emissions: how far its distribution moves where the input is known",
    ]
    titles = list(tables_of(analysed_kettle, "tornado", "given data"))
    assert len(titles) == len(starts)
    assert all(title.startswith(start) for title, start in zip(titles, starts, strict=True)), titles
    assert len(tables_of(analysed_kettle)) == 5


def test_the_dummy_and_the_choice_are_explained(analysed_kettle: Sensitivity) -> None:
    text = "\n".join(lines_of(analysed_kettle))
    assert "room does not reach emissions: its Shapley effect of " in text
    assert " is what it tells about losses, with which it correlates." in text
    assert "The choice setting moves the median of emissions from " in text


def test_a_row_of_one_input_has_thirds_and_one_of_several_has_none(analysed_kettle: Sensitivity) -> None:
    columns = next(iter(tables_of(analysed_kettle).values()))
    rows = {row[0]: row for row in columns.rows}
    assert rows["power"][-1] == "rises"
    assert all(" to " in third for third in rows["power"][3:6])
    assert rows["losses, room"][3:] == ("", "", "", "")


def test_a_median_that_is_not_known_says_so(analysed_kettle: Sensitivity) -> None:
    swings = tuple(
        replace(each, median=(Estimate(math.nan, math.inf), each.median[1])) for each in analysed_kettle.swings
    )
    made = replace(analysed_kettle, swings=swings)
    columns = next(table for title, table in tables_of(made, "tornado").items() if "as each input goes" in title)
    assert all(row[4].startswith("no value to ") and "nan" not in row[4] for row in columns.rows)
    assert all(
        row[5] == "" for row in columns.rows if row[0] != "room" and row[3].split(" to ")[0] == row[3].split(" to ")[1]
    )


def test_the_last_row_of_given_data_is_the_bias(analysed_kettle: Sensitivity) -> None:
    columns = next(
        table
        for title, table in tables_of(analysed_kettle, "given data").items()
        if "how far its distribution" in title
    )
    assert columns.rows[-1][0] == "(none: bias of finite samples)"
    assert columns.rows[0][0] == "power"


def test_slight_pairs_are_bounded_in_the_title(analysed_kettle: Sensitivity) -> None:
    """Those beyond twice their error have a row."""
    shares = (Estimate(0.2, 0.01), Estimate(0.011, 0.01), Estimate(-0.001, 0.002))
    main = analysed_kettle.main
    pairs = tuple(replace(pair, share=share) for pair, share in zip(main.pairs, shares, strict=True))
    made = replace(analysed_kettle, outputs=(replace(main, pairs=pairs),))
    title, columns = sensitivity.pairs(made, "emissions")
    assert [row[1] for row in columns.rows] == ["20(1)"]
    assert title.endswith("; the other 2 pairs at most 3 each")


@pytest.mark.parametrize("design", ["sobol", "random"])
def test_the_basis_says_how(analysed_kettle: Sensitivity, design: str) -> None:
    said = sensitivity.basis(replace(analysed_kettle, design=design, samples=4096, seed=7))
    name = {"sobol": "Sobol'", "random": "random"}[design]
    assert said.startswith(f"4,096 base points, seed 7, {name} design, hash {analysed_kettle.hash[:12]}")


def test_one_percentage_point_is_in_the_singular() -> None:
    assert "± 1 percentage point)" in sensitivity.sentence(found(0.6, 0.03, error=0.01))
