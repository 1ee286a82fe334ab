import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.hindcasts import load_case, load_cases, shipped

BELIEF = """\
title: A rack
model: serving.by_hardware
inputs:
  gpus: {nominal: 8 gpu, evidence: measured, source: me}
  power: {nominal: 300 W/gpu, gsd: 1.2, evidence: assumed, source: me}
  utilization: {nominal: 0.5, evidence: assumed, source: me}
  duration: {nominal: 1 day, evidence: measured, source: me}
  pue: {nominal: 1.2, evidence: assumed, source: me}
  carbon_intensity: {nominal: 400 g/kWh, evidence: assumed, source: me}
dimensions:
  hall: {north: {gpus: 8}, south: {gpus: 16}}
"""
SOUND = """\
hindcast:
  frozen: 00ff
  truths:
    meter: {output: energy, at: {hall: south}, value: 70 kWh, how: metered, source: our meter, note: July}
    bill: {output: emissions, value: 14 kg, how: disclosed, source: our meter, group: bills}
    log: {output: gpu_time, value: 192 gpu*hour, how: logged}
"""


@pytest.fixture
def write(tmp_path):
    def made(block):
        path = tmp_path / "rack.yaml"
        path.write_text(BELIEF + block)
        return str(path)

    return made


def test_a_truth_has_value_unit_place_and_group(write):
    case = load_case(write(SOUND))
    meter, bill, log = case.truths
    assert (meter.value, meter.unit.text, meter.how, meter.note) == (70 * 3.6e6, "kWh", "metered", "July")
    assert meter.at == {"hall": "south"}
    assert bill.at == {"hall": "north"}
    assert (meter.group, bill.group, log.group) == ("our meter", "bills", "rack")
    assert case.frozen == "00ff"


def test_a_truth_is_right_to_half_its_last_digit_unless_stated(write):
    meter, bill, log = load_case(write(SOUND.replace("value: 14 kg", "value: 14.0 kg, rounding: 0.2"))).truths
    assert (meter.rounding, log.rounding) == pytest.approx((0.5 * 3.6e6, 0.5 * 3600))
    assert bill.rounding == pytest.approx(0.2)


def test_a_file_can_say_that_its_truths_have_shaped_laws(write):
    plain, marked = (
        load_case(write(SOUND.replace("frozen", each))) for each in ("frozen", "seen: true\n  family: load\n  frozen")
    )
    assert (plain.seen, plain.family) == (False, "")
    assert (marked.seen, marked.family) == (True, "load")
    assert plain.scenario.resolved == marked.scenario.resolved


def test_the_question_does_not_say_what_was_measured(write):
    assert load_case(write(SOUND)).scenario.resolved == load_case(write(SOUND.replace("70", "71"))).scenario.resolved


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("", r"rack\.yaml: hindcast: is missing; give measured values, such as `hindcast: \{truths"),
        ("hindcast: {}", r"rack\.yaml:\d+:\d+: hindcast\.truths: is missing"),
        ("hindcast: {truths: {}}", r"hindcast\.truths: must name at least one measured value"),
        (
            SOUND.replace("output: energy", "output: enrgy"),
            r"meter\.output: no output is named 'enrgy'; did you mean 'energy'",
        ),
        (
            SOUND.replace("70 kWh", "70 kW"),
            r"rack\.yaml:15:\d+: hindcast\.truths\.meter\.value: is a power \(kW\) where an energy",
        ),
        (
            SOUND.replace("70 kWh", "0 kWh"),
            r"meter\.value: must be above 0, as predictions are scored by ratios, got 0 kWh",
        ),
        (
            SOUND.replace("value: 70 kWh", "value: 70 kWh, rounding: 80 kWh"),
            r"meter\.rounding: must be at least 0 and below the value, got 80 kWh",
        ),
        (SOUND.replace("south", "soth"), r"meter\.at\.hall: hall has no option 'soth'; did you mean 'south'"),
        (SOUND.replace("hall: south", "hal: south"), r"meter\.at\.hal: no axis has this name; did you mean 'hall'"),
        (
            SOUND.replace("how: logged", "how: guessed"),
            r"log\.how: must be one of metered, scaled, disclosed or logged, got guessed",
        ),
        (SOUND.replace("frozen", "frzen"), r"hindcast\.frzen: unknown key; did you mean 'frozen'"),
    ],
)
def test_problems_are_reported_with_position(write, block, message):
    with pytest.raises(InvalidInput, match=message):
        load_case(write(block))


def test_mistakes_of_all_files_are_reported_at_once(write, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(BELIEF)
    with pytest.raises(InvalidInput, match=r"(?s)rack\.yaml.*other\.yaml"):
        load_cases([write(""), str(other)])


def test_shipped_hindcasts_can_be_read():
    assert len(load_cases(map(str, shipped()))) == len(shipped()) > 0


@pytest.mark.parametrize("shown", ["t", "kgCO2e", "lb"])
@pytest.mark.parametrize("value", ["14 kg", "14 kg CO2e", "0.014 tCO2e", "14 kgCO₂-eq"])
def test_a_plain_mass_and_co2e_measure_the_same_emissions(write, shown, value):
    truths = load_case(write(SOUND.replace("14 kg", value) + f"outputs: {{emissions: {shown}}}")).truths
    bill = next(truth for truth in truths if truth.name == "bill")
    assert bill.value == 14.0
    assert bill.unit.dimension == (("kgCO2e", "1"),)
