import pytest

from carbonspan.simulate.page import controls
from carbonspan.simulate.page.address import Address


def by_name(explorer, *sets):
    return {each.name: each for group in controls.groups(explorer, Address(sets)) for each in group.controls}


def test_every_input_has_a_control_and_the_functional_unit_is_last(explorer):
    groups = controls.groups(explorer, Address())
    assert [group.title for group in groups] == ["", "Functional unit"]
    assert set(by_name(explorer)) == set(explorer.base.inputs)


def test_fields_have_the_digits_and_units_of_the_file(explorer):
    latency = by_name(explorer)["latency"]
    assert [(each.label, each.digits, each.unit) for each in latency.fields] == [
        ("nominal", "0.35", "GPU·s/word"),
        ("5 %", "0.15", "GPU·s/word"),
        ("95 %", "0.6", "GPU·s/word"),
    ]
    assert latency.belief == "median 0.3, 90 % within 0.15 to 0.6 GPU·s/word"
    assert latency.grounds == "assumed: Pointon 2023"
    assert "<path" in latency.picture


def test_a_warning_is_said_at_the_input_that_it_is_about(explorer):
    found = by_name(explorer)
    assert found["pue"].warnings == ("nominal value 1 is below its 1 to 99 % range, 1.069 to 1.254",)
    assert found["users"].warnings == ()


def test_a_slider_keeps_its_scale_while_its_input_changes(explorer):
    before, after = by_name(explorer)["latency"], by_name(explorer, "latency=0.2 to 0.6")["latency"]
    assert [each.scale for each in before.fields] == [each.scale for each in after.fields]
    assert after.is_changed
    assert not before.is_changed


def test_a_slider_reaches_what_is_shown(explorer):
    nominal = by_name(explorer, "users=1e9")["users"].fields[0]
    assert nominal.scale.high == 1e9
    assert nominal.step == controls.STEPS


@pytest.mark.parametrize(
    ("name", "key", "scale"),
    [
        ("load", 1, controls.SliderScale(0.0, 100.0, log=False)),
        ("servers", 0, controls.SliderScale(2.0, 800.0, log=True)),
        ("offset", 0, controls.SliderScale(-1.0, 1.0, log=False)),
        ("offset", 2, controls.SliderScale(0.5, 200.0, log=True)),
    ],
)
def test_a_slider_suits_its_number(site, name, key, scale):
    assert by_name(site)[name].fields[key].scale == scale


def test_a_spread_that_is_a_factor_begins_above_one(explorer):
    spread = by_name(explorer)["users"].fields[1]
    assert spread.scale.low > 1
    assert spread.scale.high == 6


def test_laws_that_are_no_numbers_alone_are_replaced_as_a_whole(site):
    found = by_name(site)
    assert found["pue"].fields == ()
    assert found["pue"].whole == "in:pue:="
    assert found["power"].fields == ()
    assert [each.digits for each in by_name(site, "make=older")["power"].fields] == ["0.35", "0.25", "0.48"]


def test_an_input_says_which_options_give_it_too(site):
    note = "size gives it at large; a value set here holds for all options."
    assert by_name(site)["servers"].note == note


def test_axes_outputs_and_picks_are_selections(site):
    found = controls.selections(site, Address((), ("size=large",)))
    assert [each.label for each in found] == ["counting", "size", "output shown"]
    assert found[1].options == (("size=small", "small"), ("size=large", "large"))
    assert [each.selected for each in found] == ["counting=site", "size=large", "both"]
    (make,) = controls.picks(site, Address(("make=newer",)))
    assert make.options == (("", "drawn: 0.7 older, 0.3 newer"), ("older", "older"), ("newer", "newer"))
    assert make.selected == "newer"


def test_what_follows_of_a_moved_input(explorer):
    found = controls.followed(explorer, Address(("pue={p5: 1.1, p95: 1.3, truncate: [1, null]}",)), ("pue", "nosuch"))
    assert list(found) == ["pue"]
    assert found["pue"]["is_changed"]
    assert found["pue"]["belief"] == "median 1.2, 90 % within 1.1 to 1.3"
    assert found["pue"]["warnings"]


def test_what_varies_can_be_held_at_its_nominal_value(explorer, site):
    found = by_name(explorer)
    assert found["latency"].hold == "hold at 0.35 GPU·s/word"
    assert found["duration"].hold == ""
    assert by_name(site)["load"].hold == "hold at 60 %"
    assert by_name(site)["pue"].hold == "hold at 1.3"
    upstream = controls.groups(site, Address((), ("counting=upstream",)))[0].controls
    assert next(each for each in upstream if each.name == "pue").hold == "hold at its nominal value"


def test_a_held_input_keeps_its_fields(explorer):
    (group, _) = controls.groups(explorer, Address(fixes=("latency",)))
    held = next(each for each in group.controls if each.name == "latency")
    assert held.is_held
    assert held.belief == "one value"
    assert [each.digits for each in held.fields] == ["0.35", "0.15", "0.6"]
    assert held.hold == "hold at 0.35 GPU·s/word"
    moved = controls.followed(explorer, Address(("latency={nominal: 0.4, p5: 0.15, p95: 0.6}",)), ("latency",))
    assert moved["latency"]["hold"] == "hold at 0.4 GPU·s/word"


def test_laws_without_fields_and_shares_are_shown_as_text(site, mix):
    assert by_name(site)["pue"].text == "{discrete: {1.1: 0.5, 1.2: 0.5}}"
    whole = by_name(mix)["generation"]
    assert whole.is_whole
    assert whole.text.startswith("{coal: 0.1589, gas: 0.4241, ")
    assert whole.belief.startswith("coal 0.1589, gas 0.4241, ")
    assert whole.hold == "hold at these shares"
    (group,) = controls.groups(mix, Address(fixes=("generation",)))
    assert group.controls[0].is_held
    assert group.controls[0].belief.endswith("; held")
