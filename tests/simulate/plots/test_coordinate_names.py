import pytest

from carbonspan.simulate.plots import coordinate_names


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("central_us", "Central US"),
        ("us", "US"),
        ("uk", "UK"),
        ("camx", "CAMX"),
        ("nwpp", "NWPP"),
        ("ipcc_2014", "IPCC 2014"),
        ("on_8_gpus", "On 8 GPUs"),
        ("tpu", "TPU"),
        ("because", "Because"),
        ("status", "Status"),
        ("bert-small", "BERT-small"),
        ("gshard-600b", "GShard-600B"),
        ("gpt-3", "GPT-3"),
        ("t5", "T5"),
        ("8_h100", "8 H100"),
        ("llama-3.1-405b", "Llama-3.1-405B"),
        ("by_gpu", "By GPU"),
        ("McKinsey", "McKinsey"),
        ("3", "3"),
    ],
)
def test_a_label_without_a_name(label, text):
    assert coordinate_names.row({"axis": label}, {}) == text


def test_a_name_is_written_as_it_is_given():
    assert coordinate_names.row({"a": "x", "b": "y"}, {"x": "iPhone", "y": "de Bilt"}) == "iPhone, de Bilt"


def test_brackets_of_a_name_are_not_nested_in_a_sentence():
    names = {"gpt-3": "GPT-3 (on V100s)", "b": "(b)"}
    assert coordinate_names.row({"model": "gpt-3"}, names) == "GPT-3 (on V100s)"
    assert coordinate_names.in_brackets({"model": "gpt-3", "hour": "4"}, names) == "GPT-3, on V100s, hour 4"
    assert coordinate_names.in_brackets({"case": "b"}, names) == "b"


def test_options_are_in_lower_case_within_a_sentence():
    assert coordinate_names.row({"model": "on_8_gpus"}, {}) == "On 8 GPUs"
    assert coordinate_names.in_brackets({"model": "on_8_gpus", "region": "camx"}, {}) == "on 8 GPUs, CAMX"


def test_a_part_is_named_only_where_outputs_would_be_called_the_same():
    parts = {"serving", "training"}
    assert coordinate_names.outputs(["serving_energy", "training_gpu_time"], parts) == {
        "serving_energy": "energy",
        "training_gpu_time": "GPU time",
    }
    both = ["serving_energy", "training_energy"]
    assert coordinate_names.outputs(both, parts) == {
        "serving_energy": "serving energy",
        "training_energy": "training energy",
    }
    assert coordinate_names.outputs(["serving_energy", "energy"], parts)["serving_energy"] == "serving energy"
    assert coordinate_names.outputs(["serving_energy", "total_energy"], parts)["serving_energy"] == "serving energy"
    assert coordinate_names.outputs(["serving_energy"], set()) == {"serving_energy": "serving energy"}
