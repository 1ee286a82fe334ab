from __future__ import annotations

from collections.abc import Callable

import pytest

from carbonspan.simulate.engine.program.coordinates import coordinates
from carbonspan.simulate.scenario.scenario import Scenario

SHARE = "  share: {nominal: 0.5, beta: {p5: 0.3, p95: 0.9}, evidence: assumed}\n"
FACTOR = "factors: {error: {nominal: 1.5, gsd: 1.3, evidence: assumed}}\n"


@pytest.mark.parametrize(
    ("add", "message"),
    [
        (
            "dimensions: {r: {a: {share: 85}}}",
            "a.yaml:9:22: dimensions.r.a.share.nominal: must lie within 0 to 1, got 85",
        ),
        ("dimensions: {r: {a: {shrae: 1}}}", "dimensions.r.a.shrae: no input is named 'shrae'; did you mean 'share'?"),
        ("dimensions: {r: {a: {duration: 2 day}}}", "dimensions.r.a.duration: no input is named 'duration'; choose"),
        (
            "dimensions: {n: {range: [3, 3], sets: words}}",
            "dimensions.n.range: must increase by at most 10000, got 3 to 3",
        ),
        ("dimensions: {n: {range: [0, 3], sets: wrds}}", "dimensions.n.sets: no input is named 'wrds'; did you mean"),
        ("choices: {c: {}}", "choices.c: must have at least one option"),
        (
            "choices: {c: {x: {share: 1}}, d: {x: {share: 0}}}",
            "choices.d: replaces share, but c already does; merge them into one choice, or let one replace a factor of",
        ),
        (
            "dimensions: {c: {x: {share: 1}}, d: {x: {share: 0}}}",
            "dimensions.d: replaces share, but c already does; merge them into one dimension, or let",
        ),
        (
            "dimensions: {c: {x: {share: 1}}}\nchoices: {d: {x: {share: {gsd: 1.1, truncate: [0, 1]}}}}",
            "a.yaml:10:19: choices.d.x.share: takes precedence over the dimension c, so it must give a nominal value",
        ),
    ],
)
def test_one_mistake_gives_one_message(wrong: Callable[..., list[str]], add: str, message: str) -> None:
    found = wrong(add=add)
    assert len(found) == 1, found
    assert message in found[0]


def test_choices_come_before_dimensions_in_the_order_declared(changed: Callable[..., Scenario]) -> None:
    dimensions = "dimensions: {hour: {range: [0, 2], sets: share}, year: {2021: {energy: 3}, 2020: {}}}\n"
    axes = changed(add=dimensions + "choices: {who: {all: {words: 1e8}, some: {}}}").axes
    assert [(axis.kind, axis.name, [option.label for option in axis.options]) for axis in axes] == [
        ("choice", "who", ["all", "some"]),
        ("dimension", "hour", ["0", "1"]),
        ("dimension", "year", ["2021", "2020"]),
    ]


def test_a_choice_takes_precedence_over_a_dimension(changed: Callable[..., Scenario]) -> None:
    choice = "choices: {how: {theirs: {}, ours: {energy: 7}}}\n"
    dimension = "dimensions: {year: {2020: {energy: 3}, 2021: {}}}\n"
    for add in (choice + dimension, dimension + choice):
        positions = coordinates(changed(add=add))
        assert [(*place.labels.values(), place.inputs["energy"].nominal) for place in positions] == [
            ("theirs", "2020", 3),
            ("theirs", "2021", 2),
            ("ours", "2020", 7),
            ("ours", "2021", 7),
        ]


def test_an_option_keeps_what_it_omits(changed: Callable[..., Scenario]) -> None:
    (axis,) = changed(add="choices: {who: {all: {words: 1e8}, most: {words: {gsd: 3}}}}").axes
    whole, most = (option.inputs["words"] for option in axis.options)
    assert (whole.nominal, whole.stated, whole.evidence) == (pytest.approx(1e8 / 86400), "constant", "assumed")
    assert (most.nominal, most.stated, most.source) == (pytest.approx(3e8 / 86400), "gsd: 3", "our meter")


def streams(scenario: Scenario) -> dict[str, str]:
    """The stream of what each option of the only axis gives, by its label."""
    (axis,) = scenario.axes
    return {option.label: given.stream for option in axis.options for given in option.inputs.values()}


@pytest.mark.parametrize(
    ("entry", "stream"),
    [
        ("{gsd: 3}", "words[who=x]"),
        ("{gsd: 2}", "words[who=x]"),  # stated anew, it is another number of the same law
        ("2e8 to 3e8", "words[who=x]"),
        ("{truncate: [1e8, null]}", "words[who=x]"),
        ("{gsd: 3, same: true}", "words"),
        ("{gsd: 3, same: false}", "words[who=x]"),
        ("{factors: [error], note: theirs, source: them}", "words"),
        ("1e8", "words"),  # a constant is drawn from nothing
    ],
)
def test_a_law_of_an_option_is_a_draw_of_its_own(changed: Callable[..., Scenario], entry: str, stream: str) -> None:
    scenario = changed(add=FACTOR + f"dimensions: {{who: {{x: {{words: {entry}}}}}}}")
    assert streams(scenario) == {"x": stream}
    assert scenario.inputs["words"].stream == "words"


def test_one_row_is_one_draw_while_its_law_is_the_rows_own(changed: Callable[..., Scenario]) -> None:
    rows = {
        "row": "{catalog: usage/hardware}",
        "again": "{catalog: usage/hardware, note: as above}",
        "moved": "{catalog: usage/hardware, nominal: 0.4}",  # the row's law is not about its nominal value
        "cut": "{catalog: usage/hardware, truncate: [0.4, 1]}",
        "other": "{catalog: usage/hardware, uniform: [0.4, 0.6]}",
        "alike": "{catalog: usage/hardware, uniform: [0.4, 0.6], same: true}",
    }
    options = ", ".join(f"{label}: {{share: {entry}}}" for label, entry in rows.items())
    found = streams(changed(add=f"dimensions: {{site: {{{options}}}}}"))
    assert found == {
        "row": "usage/hardware",
        "again": "usage/hardware",
        "moved": "usage/hardware",
        "cut": "share[site=cut]",
        "other": "share[site=other]",
        "alike": "share",
    }


def test_a_row_with_another_law_takes_the_stream_of_its_input(changed: Callable[..., Scenario]) -> None:
    share = "  share: {nominal: 0.5, beta: {p5: 0.3, p95: 0.9}, evidence: assumed}"
    row, cut = (changed(share, f"  share: {{catalog: usage/hardware{more}}}") for more in ("", ", truncate: [0.4, 1]"))
    assert (row.inputs["share"].stream, cut.inputs["share"].stream) == ("usage/hardware", "share")


@pytest.mark.parametrize(
    ("add", "message"),
    [
        (
            "dimensions: {r: {a: {words: {nominal: 1e8, same: true}}}}",
            "dimensions.r.a.words.same: requires a law in the option",
        ),
        (
            "dimensions: {r: {a: {words: {note: ours, same: true}}}}",
            "dimensions.r.a.words.same: requires a law in the option",
        ),
        ("dimensions: {r: {a: {words: {gsd: 3, same: 1}}}}", "dimensions.r.a.words.same: must be true or false, got 1"),
        (
            "factors: {f: {nominal: 1, gsd: 1.1, evidence: assumed, same: true}}",
            "a.yaml:9:56: factors.f.same: is only allowed in an option of a dimension or choice",
        ),
    ],
)
def test_same_belongs_to_a_law_of_an_option(wrong: Callable[..., list[str]], add: str, message: str) -> None:
    found = wrong(add=add)
    assert len(found) == 1, found
    assert message in found[0]


def test_what_no_option_can_replace_is_refused(wrong: Callable[..., list[str]]) -> None:
    """A share is moved by nothing but its whole; an option for the argument that it feeds would change nothing."""
    shares = "shares: {share: {share: 0.3, rest: 0.7, concentration: 9, evidence: assumed}}\n"
    told = wrong(
        "  share: {nominal: 0.5, beta: {p5: 0.3, p95: 0.9}, evidence: assumed}\n",
        "",
        add=shares + "dimensions: {r: {a: {share: 0.1}}}",
    )
    assert any("dimensions.r.a.share: no input is named 'share'" in each for each in told)


def test_an_option_may_replace_a_factor(changed: Callable[..., Scenario]) -> None:
    scenario = changed(
        "gsd: 2", "gsd: 2, factors: [error]", add=FACTOR + "choices: {c: {sure: {error: 1}, unsure: {}}}"
    )
    assert scenario.axes[0].options[0].inputs["error"].nominal == 1


def test_an_argument_that_every_option_gives_need_not_be_given_before(changed: Callable[..., Scenario]) -> None:
    entry = "{{nominal: {}, evidence: assumed}}"
    axes = f"dimensions: {{r: {{a: {{share: {entry.format(0.1)}}}, b: {{share: {entry.format(0.2)}}}}}}}"
    assert changed(SHARE, add=axes).inputs["share"].nominal == 0.1
