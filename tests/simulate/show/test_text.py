import io
import math
import re
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.answer.answer import BudgetVerdict
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.scenario.claim import Claim
from carbonspan.simulate.show import text
from carbonspan.simulate.show.digits import number
from carbonspan.simulate.units import unit

DAY = "3.1 t CO2e a day; 90 % credible interval 1.2 to 7.7 t"


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


def known(marginal, low, median, high):
    """The marginal with a 90 % interval whose numbers are known."""
    intervals = tuple(
        replace(each, low=Estimate(low, 1.0), high=Estimate(high, 20.0)) if each.level == 0.9 else each
        for each in marginal.intervals
    )
    return replace(marginal, intervals=intervals, quantiles={**marginal.quantiles, 0.5: Estimate(median, 1.0)})


def test_the_first_thing_said_can_be_quoted(plain, make_answer):
    marginal = known(plain.marginals[1], 1234, 3091, 7912)
    said = text.render(make_answer([marginal], plain.subject)).splitlines()
    assert said[0] == "ChatGPT, served by response words (boundary: serving)"
    assert said[2] == "emissions: 3.1 t CO2e a day; 90 % credible interval 1.2 to 7.9 t"


def test_the_nominal_value_is_placed_in_the_distribution(plain):
    marginal = replace(plain.marginals[1], nominal_percentile=Estimate(0.7134, 0.02))
    assert text.nominal_sentence(marginal.in_unit()) == "The nominal 3.82 t lies at the 71st percentile."


@pytest.mark.parametrize(("place", "said"), [(0.0, "< 0.03"), (1.0, "> 99.97"), (0.5, "50.00(1)")])
def test_what_lies_beyond_all_samples_has_a_bound_for_its_percentile(plain, make_answer, place, said):
    marginal = replace(plain.marginals[1], nominal_percentile=Estimate(place, 1e-4))
    told = text.render(make_answer([marginal], plain.subject), full=True).splitlines()
    (row,) = [line for line in told if line.startswith("its percentile")]
    assert row.split(maxsplit=2)[2] == said


def test_an_output_without_uncertainty_says_so(plain, make_marginal, make_answer):
    answer = make_answer([make_marginal("emissions", "t", np.full(100, 4096.0), 4096.0)], plain.subject)
    said = text.render(answer, full=True)
    assert "4.096 t CO2e a day; the same in all 100 samples\n" in said
    assert "percentile." not in said
    (place,) = [line for line in said.splitlines() if line.startswith("its percentile")]
    assert place.split(maxsplit=2)[2] == "does not vary"


def test_one_sample_is_no_certainty(plain, make_marginal, make_answer):
    answer = make_answer([make_marginal("emissions", "t", np.full(1, 4096.0), 4096.0)], plain.subject)
    assert "4.096 t CO2e a day; one sample alone has no interval\n" in text.render(answer)


def test_a_large_count_is_printed_in_full(plain):
    assert text.basis(replace(plain, samples=10**9)).startswith("1,000,000,000 samples, seed ")


def test_no_digit_is_printed_beyond_the_error(plain, make_answer):
    marginal = replace(plain.marginals[1], mean=Estimate(3649.123, 12.3))
    row = next(
        line
        for line in text.render(make_answer([marginal], plain.subject), full=True).splitlines()
        if line[:4] == "mean"
    )
    assert row.split() == ["mean", "3.65(1)"]


def test_every_statistic_has_its_error(plain):
    said = text.render(plain, full=True)
    for row in ("median", "mean", "sd", "50 %", "90 %", "90 %, shortest", "95 %"):
        (line,) = [line for line in said.splitlines() if line.startswith(f"{row}  ")]
        assert line.count("(") == 2 * (2 if "%" in row else 1)


def test_one_row_a_coordinate(regional):
    said = text.render(regional, full=True).splitlines()
    (head,) = [line for line in said if line.startswith("allocation  ")]
    assert head.split()[:3] == ["allocation", "region", "start_hour"]
    rows = [line for line in said if line.startswith(("all_at_once  ", "by_days  "))]
    assert len(rows) == 12
    assert "allocation all_at_once, region norway, start_hour 0: 1.00 t CO2e a day;" in "\n".join(said)


def test_of_several_coordinates_it_is_said_whose_the_headline_is(plain, regional, make_answer):
    whose = "The headline is that of the first option of"
    assert f"{whose} allocation, region and start_hour; all 12 coordinates are below.\n" in text.render(regional)
    some = [marginal for marginal in regional.marginals if marginal.coordinates["allocation"] == "all_at_once"]
    assert f"{whose} region and start_hour; all 6 coordinates" in text.render(make_answer(some, plain.subject))
    for alone in (plain, make_answer(some[:1], plain.subject)):
        assert whose not in text.render(alone)


@pytest.mark.parametrize("width", [50, 60, 80, 100, 200])
def test_no_width_loses_a_number(plain, regional, make_answer, width):
    many = make_answer([replace(plain.marginals[1], output=f"emissions_{i}") for i in range(9)], plain.subject)
    for answer in (plain, many, regional):
        said = text.render(answer, width=width, full=True)
        assert max(map(len, said.splitlines())) <= width
        whole, narrow = (set(re.findall(r"\d[\d,.]*\(\d+\)", each)) for each in (text.render(answer, full=True), said))
        assert narrow == whole
        assert {"50 %", "90 %", "95 %"} <= set(re.findall(r"\d+ %", said))


def test_what_is_piped_is_plain_and_whole(regional):
    stream = io.StringIO()
    text.write(regional, stream, full=True)
    assert "\033" not in stream.getvalue()
    assert "…" not in stream.getvalue()
    assert "95 %" in stream.getvalue()


def test_colour_is_for_terminals_without_no_color(plain, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured, bare = Terminal(), Terminal()
    text.write(plain, coloured)
    monkeypatch.setenv("NO_COLOR", "1")
    text.write(plain, bare)
    assert "\033[1m" in coloured.getvalue()
    assert "\033" not in bare.getvalue()


def test_an_interrupted_run_says_so_first(plain):
    said = text.render(replace(plain, interrupted=True, samples=13_631_488)).splitlines()[0]
    assert said == "Interrupted: this is the answer of 13,631,488 samples, which were finished."


def test_the_last_line_says_what_the_answer_rests_on(plain):
    assert text.render(plain).splitlines()[-1] == ("20,000 samples, seed 0, random design, hash 3f2a9c81d05b, 1.2 s")


def test_a_missing_mean_is_explained(plain, make_answer):
    marginal = replace(plain.marginals[1], mean=None, sd=None, without_moments="its law has none")
    said = text.render(make_answer([marginal], plain.subject), full=True)
    assert "emissions has no mean or sd: its law has none\n" in said


def test_an_sd_without_an_error_says_so(plain, make_answer):
    marginal = plain.marginals[1]
    marginal = replace(marginal, sd=replace(marginal.sd, error=math.inf), without_moments="its law has no fourth")
    said = text.render(make_answer([marginal], plain.subject), full=True)
    assert "emissions has an sd whose Monte Carlo error does not exist: its law has no fourth\n" in said


def test_titles_are_no_markup(plain):
    subject = replace(plain.subject, title="[red]GPT[/red] :smile: [1]")
    assert text.render(replace(plain, subject=subject)).startswith("[red]GPT[/red] :smile: [1] (boundary")


def test_counts_and_units_are_readable(plain, make_answer):
    marginal = replace(plain.marginals[0], output="gpu_time", unit=unit("gpu*hour"), nominal=105_000_000.0)
    said = text.render(make_answer([marginal], plain.subject), full=True)
    assert "GPU·hours" in said
    assert number(105_000_000 / 3600) in said


def test_an_axis_along_which_nothing_changes_is_left_out(regional, make_answer):
    first = regional.marginals[0]
    labels = [("here", "now"), ("here", "then"), ("there", "now"), ("there", "then")]
    marginals = [replace(first, coordinates={"place": place, "time": time}) for place, time in labels]
    marginals[2:] = [replace(marginal, nominal=2 * first.nominal) for marginal in marginals[2:]]
    said = text.render(make_answer(marginals, regional.subject), full=True).splitlines()
    (head,) = [line for line in said if line.startswith("place") and "nominal" in line]
    assert "time" not in head
    rows = [line.split()[0] for line in said[said.index(head) + 1 :] if line.startswith(("here", "there"))]
    assert rows == ["here", "there"]


def test_a_headline_names_no_axis_that_changes_nothing(regional, make_answer):
    first = regional.marginals[0]
    places = ("here", "there")
    alike = make_answer([replace(first, coordinates={"place": place}) for place in places], regional.subject)
    assert text.render(alike).splitlines()[2].startswith("emissions: 1.00 t CO2e a day;")
    assert "The headline is that" not in text.render(alike)
    chosen = [replace(first, coordinates={"place": "here", "time": time}) for time in ("now", "then")]
    chosen[1] = replace(chosen[1], nominal=2 * first.nominal)
    said = text.render(make_answer(chosen, regional.subject))
    assert said.splitlines()[2].startswith("emissions, place here, time now: 1.00 t CO2e a day;")
    assert "The headline is that of the first option of time; both coordinates are below." in said


def test_hours_are_read_from_top_to_bottom_a_column_a_region(by_the_hour):
    said = text.render(by_the_hour).splitlines()
    place = said.index("emissions, t CO2e: median (90 % interval)")
    assert said[place + 1].split() == ["start_hour", "norway", "germany"]
    rows = [line.split()[0] for line in said[place + 2 : place + 26]]
    assert rows == [str(hour) for hour in range(24)]
    assert re.fullmatch(r"9 +1\.00 \(0\.65 to 1\.54\) +27 \(18 to 42\)", said[place + 11])


def test_regions_that_do_not_fit_have_tables_of_their_own(by_the_hour):
    said = text.render(by_the_hour, width=40).splitlines()
    assert [line.split() for line in said if line.startswith("start_hour")] == [
        ["start_hour", "norway"],
        ["start_hour", "germany"],
    ]


def test_what_so_few_samples_cannot_know_is_not_printed(plain, make_marginal, make_answer):
    few = make_marginal("emissions", "t", np.array([2000.0, 3000.0, 5000.0]), 4096.0)
    said = text.render(make_answer([few], plain.subject), full=True)
    assert "t CO2e a day; 3 samples are too few for an interval\n" in said
    (row,) = [line for line in said.splitlines() if line.startswith("90 %  ")]
    assert row.split(maxsplit=2)[2] == "too few samples"
    assert "percentile." not in said
    (place,) = [line for line in said.splitlines() if line.startswith("its percentile")]
    assert place.split(maxsplit=2)[2] == "too few samples"


def test_a_sentence_folds_between_words_on_a_narrow_terminal(plain):
    said = text.render(plain, width=60, full=True).splitlines()
    assert max(map(len, said)) <= 60
    whole = " ".join(" ".join(said).split())
    assert "3.091(2) means 3.091 ± 0.002. 20,000 samples, seed 0, random design," in whole


def test_several_are_spoken_of_as_several(plain, make_marginal, make_answer):
    trees = make_marginal("trees", "tree", np.linspace(50.0, 150.0, 1000), 90.9091)
    said = text.render(make_answer([trees], plain.subject))
    assert "100 trees a day; 90 % credible interval 55 to 145 trees\n" in said
    assert "The nominal 90.9 trees lie at the 41st percentile.\n" in said


def test_what_is_called_by_its_unit_is_named_once(plain, make_marginal, make_answer):
    trees = make_marginal("trees", "tree", np.linspace(50.0, 150.0, 1000), 90.9091, {"place": "here"})
    said = text.render(make_answer([trees], plain.subject)).splitlines()
    assert "trees" in said
    assert "trees, trees" not in said


def test_the_probability_of_an_event_has_a_line(with_events):
    lines = text.render(with_events).splitlines()
    at = lines.index("P(emissions > 3 t) = 0.512(4)")
    assert lines[at - 1] == ""
    assert lines[at + 1] == "P(energy <= 0 kWh) < 3e-5"


def test_a_budget_has_its_verdict_and_no_second_line(with_events):
    event = with_events.exceedances[0].event
    verdicts = (
        BudgetVerdict(event, {}, Estimate(0.5123, 0.0035), 0.9),
        BudgetVerdict(event, {"region": "norway"}, Estimate(1.0, 1e-5), 0.9),
    )
    lines = text.render(replace(with_events, budgets=verdicts)).splitlines()
    assert not any(line.startswith("P(emissions > 3 t)") for line in lines)
    at = lines.index("Budget emissions > 3 t: not met, as P = 0.512(4) is below 0.9.")
    assert lines[at + 1] == "Budget emissions > 3 t at region norway: met, as P > 0.99997 is at least 0.9."


def test_implausible_nominal_values_are_never_hidden(plain):
    said = text.render(replace(plain, implausible=("pue", "users")))
    assert "Nominal values outside their beliefs: pue, users.\n" in said
    assert "outside their beliefs" not in text.render(plain)


def test_the_headline_names_its_output_and_coordinate(plain, make_answer):
    emissions = plain.in_units().marginals[1]
    assert text.headline(make_answer([emissions], plain.subject), emissions, ()).startswith(
        "emissions: 3.1 t CO2e a day;"
    )
    total = replace(emissions, output="total_emissions", coordinates={"allocation": "all_at_once"})
    assert text.headline(make_answer([total], plain.subject), total, ("allocation",)).startswith(
        "total_emissions, allocation all_at_once: 3.1 t CO2e a day;"
    )


def test_a_short_answer_has_a_row_an_output(plain):
    said = text.render(plain).splitlines()
    at = said.index("")
    at = said.index("", at + 1)
    assert [line.split() for line in said[at + 1 : at + 4]] == [
        ["output", "median", "90", "%", "interval", "unit"],
        ["energy", "9.6", "4.0", "to", "23", "MWh"],
        ["emissions", "3.1", "1.2", "to", "7.7", "t", "CO2e"],
    ]
    assert said[-2] == "--full prints all statistics with their errors; carbonspan show prints the inputs."


def test_a_short_answer_of_several_coordinates_has_the_main_output_alone(regional, make_answer):
    energy = [replace(each, output="energy", substance="") for each in regional.marginals]
    said = text.render(make_answer([*energy, *regional.marginals], regional.subject)).splitlines()
    assert said.index("emissions, t CO2e") < said.index("Other outputs: energy.")
    (head,) = [line for line in said if line.startswith("allocation  ")]
    assert head.split() == ["allocation", "region", "start_hour", "median", "90", "%", "interval"]
    assert len([line for line in said if line.startswith(("all_at_once  ", "by_days  "))]) == 12


def test_a_short_answer_of_a_sum_has_no_row_of_what_is_summed(plain, make_answer):
    emissions = plain.marginals[1]
    months = [replace(emissions, coordinates={"month": month}) for month in ("january", "february")]
    year = replace(emissions, output="year")
    said = text.render(replace(make_answer([*months, year], plain.subject), headline="year")).splitlines()
    (head,) = [line for line in said if line.startswith("output ")]
    assert said[said.index(head) + 1].split()[0] == "year"
    assert said[said.index(head) + 2] == ""
    assert "Other outputs: emissions." in said


def test_a_short_answer_counts_the_claims_about_other_outputs_that_agree(plain):
    claim = plain.subject.claims[0]
    energy = Claim("E", "energy", -math.inf, math.inf, stated="something")
    wrong = replace(energy, name="W", high=0.0)
    answer = replace(plain, subject=replace(plain.subject, claims=(claim, energy, wrong, replace(energy, name="F"))))
    short, full = text.render(answer), text.render(answer, full=True)
    assert [name for name in "SEWF" if f"Claim {name}" in short] == ["S", "W"]
    assert [name for name in "SEWF" if f"Claim {name}" in full] == ["S", "E", "W", "F"]
    assert "2 claims about other outputs agree with the nominal values.\n" in short
