import pytest

from carbonspan.simulate.page import form as forms
from carbonspan.simulate.page.address import Address
from carbonspan.simulate.problems import InvalidInput


def asked(explorer, *pairs):
    return forms.asked(forms.read(pairs), explorer)


def test_a_form_that_is_sent_as_it_was_shown_changes_nothing(explorer):
    pairs = [(f"in:{name}:{key}", given) for name, each in explorer.fields(Address()).items()
             for key, given in each.digits.items()]  # fmt: skip
    assert len(pairs) > 20
    assert asked(explorer, *pairs) == Address()


@pytest.mark.parametrize(
    ("pairs", "text"),
    [
        ([("in:latency:p5", "0.2")], "latency=0.2 to 0.6"),
        ([("in:latency:nominal", "0.4")], "latency={nominal: 0.4, p5: 0.15, p95: 0.6}"),
        ([("in:users:gsd", "2")], "users={gsd: 2}"),
        ([("in:users:nominal", "2e6")], "users={nominal: 2000000, gsd: 3}"),
        ([("in:full_power:pert.1", "380")], "full_power={pert: [328, 380, 408]}"),
        ([("in:pue:quantiles.0.5", "1.15")], "pue={quantiles: {0.05: 1.08, 0.5: 1.15, 0.95: 1.2, low: 1}}"),
        ([("in:utilization:beta.p95", "0.8")], "utilization={beta: {p5: 0.05, p95: 0.8}}"),
        ([("in:duration:nominal", "7")], "duration=7"),
        ([("in:latency:=", " 0.2 to 0.3 "), ("in:latency:p5", "0.15")], "latency=0.2 to 0.3"),
    ],
)
def test_a_changed_field_is_an_override_that_can_be_run(explorer, pairs, text):
    found = asked(explorer, *pairs)
    assert found == Address((text,))
    explorer.scenario(found)


def test_an_input_of_several_units_is_overridden_in_one(site):
    found = asked(site, ("in:power:p5", "0.3"))
    assert found.sets == ("power=0.3 to 0.48 kW/server",)
    assert asked(site, ("in:power:nominal", "0.4")).sets == (
        "power={nominal: 0.4, p5: 0.25, p95: 0.48, unit: kW/server}",
    )
    assert site.scenario(found).inputs["power"].distribution.quantile(0.95) == pytest.approx(480)


def test_a_share_in_percent_stays_in_percent(site):
    found = asked(site, ("in:load:pert.0", "50"))
    assert found.sets == ("load={pert: [50, 60, 90]}",)
    assert site.scenario(found).inputs["load"].distribution.support == (0.5, 0.9)


def test_what_was_changed_before_stays_and_is_changed_further(explorer):
    before = ("set", "latency={nominal: 0.4, p5: 0.2, p95: 0.6}")
    assert asked(explorer, before, ("in:users:gsd", "2")).sets == (before[1], "users={gsd: 2}")
    assert asked(explorer, before, ("in:latency:p5", "0.3")).sets == ("latency={nominal: 0.4, p5: 0.3, p95: 0.6}",)
    assert asked(explorer, before, ("in:latency:p95", "0.6")).sets == (before[1],)


def test_a_law_in_another_unit_keeps_it(site):
    before = ("set", "power=300 to 500 W/server")
    assert asked(site, before, ("in:power:p95", "600")).sets[0].startswith("power=")
    changed = site.scenario(asked(site, before, ("in:power:p95", "0.6")))
    assert changed.inputs["power"].distribution.quantile(0.95) == pytest.approx(600)


def test_values_of_the_file_drop_the_override(explorer):
    before = ("set", "latency=0.2 to 0.6")
    assert asked(explorer, before, ("in:latency:p5", "0.15")) == Address()
    assert asked(explorer, before, ("drop", "latency")) == Address()


def test_a_thing_that_is_named_stays_beside_a_change(explorer):
    before = ("set", "region=fr")
    found = asked(explorer, before, ("in:carbon_intensity:nominal", "200"))
    assert found.sets[0] == "region=fr"
    assert explorer.scenario(found).inputs["carbon_intensity"].nominal == pytest.approx(0.2 / 3.6e6)


def test_a_pick_is_settled_and_left_to_the_draw_again(site):
    settled = asked(site, ("pick:make", "newer"))
    assert settled.sets == ("make=newer",)
    assert site.scenario(settled).inputs["power"].nominal == 500
    assert asked(site, ("set", "make=newer"), ("pick:make", "")) == Address()


def test_first_options_and_the_main_output_are_not_in_the_address(site):
    chosen = [("choice", "counting=site"), ("choice", "size=large"), ("output", "both")]
    assert asked(site, *chosen) == Address((), ("size=large",))


@pytest.mark.parametrize(
    ("pair", "problem"),
    [
        (("in:latency:p5", " "), "--set latency=: p5: must be a number, got nothing"),
        (("in:latency:gsd", "2"), "is no longer as in this form; load the page again"),
        (("in:nosuch:p5", "2"), "is no longer as in this form; load the page again"),
        (("id", "2"), "'id' is no part of it"),
    ],
)
def test_fields_that_no_form_has_are_refused(explorer, pair, problem):
    with pytest.raises(InvalidInput, match=problem):
        asked(explorer, pair)


def test_boxes_hold_inputs_and_let_them_go(explorer, site):
    boxes, before = ("holds", "1"), ("fix", "users")
    assert asked(explorer, boxes, ("hold", "latency")) == Address(fixes=("latency",))
    assert asked(explorer, before, boxes, ("hold", "latency"), ("hold", "users")).fixes == ("users", "latency")
    assert asked(explorer, before, boxes) == Address()
    assert asked(explorer, before, ("in:latency:p5", "0.2")) == Address(("latency=0.2 to 0.6",), fixes=("users",))
    assert asked(explorer, before, boxes, ("hold", "users"), ("free", "users")) == Address()
    assert asked(site, ("fix", "make"), ("pick:make", "newer")) == Address(("make=newer",))


def test_the_nominal_value_of_a_held_input_is_changed_within_its_law(explorer):
    found = asked(explorer, ("fix", "latency"), ("in:latency:nominal", "0.4"))
    assert found == Address(("latency={nominal: 0.4, p5: 0.15, p95: 0.6}",), fixes=("latency",))
    held = explorer.scenario(found).inputs["latency"]
    assert (held.nominal, held.varies) == (0.4, False)
    assert explorer.scenario(Address(found.sets)).inputs["latency"].distribution.quantile(0.05) == pytest.approx(0.15)


def test_a_law_that_is_shown_as_text_changes_nothing_until_it_is_edited(site, mix):
    assert asked(site, ("in:pue:=", "{discrete: {1.1: 0.5, 1.2: 0.5}}")) == Address()
    text = "{discrete: {1.1: 0.25, 1.2: 0.75}}"
    found = asked(site, ("in:pue:=", text))
    assert found == Address((f"pue={text}",))
    assert asked(site, ("set", f"pue={text}"), ("in:pue:=", text)) == found
    shares = mix.texts(Address())["generation"]
    assert asked(mix, ("in:generation:=", shares)) == Address()
    other = asked(mix, ("in:generation:=", shares.replace("0.1589", "0.1").replace("0.4241", "0.483")))
    assert mix.scenario(other).inputs["generation.gas"].nominal == 0.483
