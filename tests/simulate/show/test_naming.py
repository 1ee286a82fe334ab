import pytest

from carbonspan.simulate.show import naming


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("central_us", "Central us"),
        ("gpt-3", "GPT-3"),
        ("t5", "T5"),
        ("8_h100", "8 H100"),
        ("llama-3.1-405b", "Llama-3.1-405b"),
        ("by_gpu", "By GPU"),
        ("McKinsey", "McKinsey"),
        ("3", "3"),
    ],
)
def test_a_label_without_a_name(label, text):
    assert naming.row({"axis": label}, {}) == text


def test_a_name_is_written_as_it_is_given():
    assert naming.row({"a": "x", "b": "y"}, {"x": "iPhone", "y": "de Bilt"}) == "iPhone, de Bilt"
