from carbonspan.simulate.files import yaml


def test_values_follow_yaml_1_2() -> None:
    text = b"{a: 1e-3, b: NO, c: 012, d: 0b1, e: '5', f: true, g: ~, h: .5, i: -.inf, j: 3e8 word/day, k: 1_000, 3: x}"
    expected = {"a": 1e-3, "b": "NO", "c": 12, "d": "0b1", "e": "5", "f": True, "g": None, "h": 0.5, "i": float("-inf")}
    assert yaml.parse(text, file="a.yaml").data == expected | {"j": "3e8 word/day", "k": "1_000", 3: "x"}
