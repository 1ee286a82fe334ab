from carbonspan.simulate.files import yaml
from carbonspan.simulate.files.yaml_scalars import INVISIBLE


def test_values_follow_yaml_1_2() -> None:
    text = b"{a: 1e-3, b: NO, c: 012, d: 0b1, e: '5', f: true, g: ~, h: .5, i: -.inf, j: 3e8 word/day, k: 1_000, 3: x}"
    expected = {"a": 1e-3, "b": "NO", "c": 12, "d": "0b1", "e": "5", "f": True, "g": None, "h": 0.5, "i": float("-inf")}
    assert yaml.parse(text, file="a.yaml").data == expected | {"j": "3e8 word/day", "k": "1_000", 3: "x"}


def test_what_a_terminal_obeys_or_hides_is_found() -> None:
    hidden = "\x00\x1b\x7f\x9b\u200b\u2028\u202e\u2066\ufeff\uffff\ud800\U000e0041"
    assert [each for each in hidden if not INVISIBLE.search(f"a{each}b")] == []
    assert not INVISIBLE.search("µ × ± CO₂ “quoted” 한국어 עברית\u200f\n\t\u00a0😀")
