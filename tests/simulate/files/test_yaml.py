import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carbonspan.simulate.files import yaml
from carbonspan.simulate.problems import InvalidInput

MEGABYTE = 1_000_000


def messages(content: bytes) -> list[str]:
    with pytest.raises(InvalidInput, match=r"a\.yaml") as caught:
        yaml.parse(content, file="a.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_every_key_and_item_has_its_position() -> None:
    document = yaml.parse(b"a:\n  b: [1,\n      2]\n  c: {d: 1}\n", file="a.yaml")
    positions = {key_path: position[1:] for key_path, position in document.positions.items()}
    assert positions == {
        (): (1, 1),
        ("a",): (1, 1),
        ("a", "b"): (2, 3),
        ("a", "b", 0): (2, 7),
        ("a", "b", 1): (3, 7),
        ("a", "c"): (4, 3),
        ("a", "c", "d"): (4, 7),
    }


def test_a_value_without_a_position_has_that_of_its_parent() -> None:
    document = yaml.parse(b"a: {b: 1}", file="a.yaml")
    assert document.position(("a", "b", "c", 0)) == ("a.yaml", 1, 5)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a.yaml: is empty; `carbonspan new` writes a file to start from"),
        (b" \n\n", "a.yaml: is empty; `carbonspan new` writes a file to start from"),
        (b"ab: 1\ncd: \xff\xfe", "a.yaml:2:5: must be UTF-8 text, got the byte 0xff; is this a YAML file?"),
        (b"a:\n\tb: 1", "a.yaml:2:1: contains a tab; indent with spaces"),
        (b"- 1\n", "a.yaml:1:1: must be a mapping of keys to values, got a list"),
        (b"just text", "a.yaml:1:1: must be a mapping of keys to values, got text"),
        (b"a: 1\n---\nb: 1", "a.yaml:2:1: contains a second document; write each to a file of its own"),
        (b"a: 1\nb: *x", "a.yaml:2:4: b: uses the alias *x; write the value out"),
        (b"a: &x 1", "a.yaml:1:4: a: defines the anchor &x; anchors and aliases are not supported"),
        (b"a: !!int 1", "a.yaml:1:4: a: has the tag"),
        (b"a: !python/object:os.system x", "a.yaml:1:4: a: has the tag !python/object:os.system"),
        (b"a: .nan", "a.yaml:1:4: a: must be a finite number, got .nan"),
        (b"a: 1e999", "a.yaml:1:4: a: must be a finite number, got 1e999"),
        (b"a: " + b"9" * 5000, "a.yaml:1:4: a: must be a finite number, got 9999"),
        (b"? [a]\n: 1", "a.yaml:1:3: a key must be text or a number, got a list"),
        (b"true: 1", "a.yaml:1:1: a key must be text or a number, got true or false; quote it"),
        (b"a: b: c", "a.yaml:1:5: invalid YAML: mapping values are not allowed here; quote text that contains ': ' or"),
        (b"a: {b: c: d}", "a.yaml:1:9: invalid YAML: unexpected ':' between brackets; quote text that contains"),
        (b"a: {b: 1,\n  c: d: e}", "a.yaml:2:7: invalid YAML: unexpected ':' between brackets; quote text that c"),
        (
            b"a: {b: 'c' d}",
            "a.yaml:1:12: invalid YAML: missing comma between items; add it, or quote text that",
        ),
        (b"a: [1, 2", "a.yaml:1:4: invalid YAML: this [ is not closed; close it, or quote text"),
        (b"a: {b: [1, 2, c: d}", "a.yaml:1:8: invalid YAML: this [ is not closed; close it, or quote text"),
        (b"a: {b: 1\nc: 2\n", "a.yaml:1:4: invalid YAML: this { is not closed by line 2; close it, or quote text"),
        (b"b: 1\na: 'x\n", "a.yaml:2:4: invalid YAML: this quote is not closed"),
        (b'a: "b\\0c"', "a.yaml:1:4: a: contains the unprintable character U+0000; remove it"),
        (b'a: ["\\ud800"]', "a.yaml:1:5: a.0: contains the unprintable character U+D800"),
        (b'"\\u202e": 1', "contains the unprintable character U+202E"),
        (b"a: 1\nb\x00", "a.yaml:2:2: must be text, got the control character 0x00; is this a YAML file?"),
        (b"a: " + b"[" * 200, "a.yaml:1:27: a.0.0: must not be nested deeper than 24 levels"),
        (b"a: " + b"[" * 900_000, "must not be nested deeper than 24 levels"),
        (b"%YAML 9.9\n---\n%: 1", "a.yaml"),
    ],
)
def test_invalid_yaml_is_refused(content: bytes, message: str) -> None:
    assert message in messages(content)[0]


def test_every_duplicate_key_is_named() -> None:
    found = messages(b"a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n")
    assert [line.split("; ")[0] for line in found] == [
        "a.yaml:2:11: b.c: duplicate key",
        "a.yaml:3:1: a: duplicate key",
        "a.yaml:4:1: a: duplicate key",
    ]


def test_ten_megabytes_are_refused_before_parsing(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a: [" + b"1, " * (10 * MEGABYTE // 3) + b"1]")
    start = time.process_time()
    with pytest.raises(InvalidInput, match=r"big\.yaml: must be at most 1,000,000 bytes"):
        yaml.open_document(path)
    assert time.process_time() - start < 5  # parsing it takes more than a minute


def test_a_megabyte_is_accepted() -> None:
    assert len(yaml.parse(b"a: '" + b"x" * (MEGABYTE - 5) + b"'", file="a.yaml").data["a"]) == MEGABYTE - 5


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput, match=r"cannot be read: (no such file|is a directory)"):
        yaml.open_document(tmp_path / name)


def reads_or_is_refused(content: bytes) -> bool:
    try:
        return isinstance(yaml.parse(content, file="a.yaml").data, dict)
    except InvalidInput as error:
        return bool(error.problems) and all("\n" not in str(problem) for problem in error.problems)


@given(st.binary(max_size=60))
@example(b"\xef\xbb\xbf")
@example(b"a: !<")
@example(b'"\\U99999999"')
@settings(max_examples=200)
def test_no_bytes_raise_another_error(content: bytes) -> None:
    assert reads_or_is_refused(content)


@given(st.text(alphabet=" \n\r:-?,[]{}#&*!|>'\"%@`ab01.~<=\\x\u2028\x85\0", max_size=40))
@settings(max_examples=500)
def test_no_text_raises_another_error(text: str) -> None:
    assert reads_or_is_refused(text.encode())


def test_the_parser_is_imported_when_it_is_needed() -> None:
    code = "import sys, carbonspan.simulate.files.yaml; assert not {'ruamel.yaml', 'yaml'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
