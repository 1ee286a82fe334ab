import inspect
import os
import sys
from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.formulas.lookup import known_models, load_model

REACTOR = '''\
from __future__ import annotations
from typing import Annotated, NamedTuple

from carbonspan import formula

class Output(NamedTuple):
    heat: Annotated[float, "J"]

def helper(power: float, time: float) -> float:
    return power * time

def reactor(power: Annotated[float, "W"], time: Annotated[float, "s"]) -> Output:
    """Heat of a reactor."""
    return Output(helper(power, time))
'''


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "my_model.py"
    path.write_text(REACTOR)
    return path


def test_shipped_models_are_found_by_module_and_function():
    assert {"serving.by_words", "serving.by_hardware"} <= set(known_models())
    assert "serving.demand" not in known_models()
    for name in known_models():
        assert load_model(name).name == name


def test_a_file_in_the_folder_of_the_scenario_is_found(file):
    model = load_model("my_model.py:reactor", folder=file.parent)
    assert model.name == "my_model.py:reactor"
    assert model.path == file
    assert model.function(2.0, 3.0) == (6.0,)
    assert [argument.unit for argument in model.arguments] == ["W", "s"]
    assert model.doc == "Heat of a reactor."


def test_a_file_is_found_by_absolute_and_by_relative_path(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    function = load_model("my_model.py:reactor").function
    assert load_model(f"{file}:reactor").function is function
    assert load_model("../my_model.py:reactor", folder=tmp_path / "sub").function is function


def test_a_file_keeps_its_source_and_its_module(file):
    function = load_model("my_model.py:reactor", folder=file.parent).function
    assert "return Output(helper(power, time))" in inspect.getsource(function)
    assert sys.modules[function.__module__].reactor is function


def test_nothing_is_written_next_to_the_file(file, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    load_model("my_model.py:reactor", folder=file.parent)
    assert list(file.parent.iterdir()) == [file]


def test_an_edited_file_is_read_again(file):
    before = load_model("my_model.py:reactor", folder=file.parent).function
    file.write_text(REACTOR.replace("power * time", "power + time"))
    after = load_model("my_model.py:reactor", folder=file.parent).function
    assert before(2.0, 3.0) == (6.0,)
    assert after(2.0, 3.0) == (5.0,)


def test_files_of_the_same_name_are_separate(file, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "my_model.py").write_text(REACTOR.replace("power * time", "power - time"))
    assert load_model("my_model.py:reactor", folder=tmp_path).function(2.0, 3.0) == (6.0,)
    assert load_model("my_model.py:reactor", folder=other).function(2.0, 3.0) == (-1.0,)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("serving.by_word", r"serving.by_word: no such model; did you mean 'serving.by_words'\?"),
        ("servin.by_words", r"servin.by_words: no such model; did you mean 'serving.by_words'\?"),
        ("by_words", r"by_words: no such model; did you mean 'serving.by_words'\?"),
        ("zzz", "zzz: no such model; `carbonspan list --models` lists them all"),
        ("", "no such model; `carbonspan list --models`"),
        ("..serving.by_words", "no such model"),
        ("os.system", "no such model"),
        ("serving.Serving", "serving.Serving: must be a plain Python function, got type"),
        ("my_model.py:reacto", r"my_model.py: my_model.py:reacto: no such model; did you mean 'reactor'\?"),
        ("my_model.py:", "no such model; choose one of helper, reactor"),
        ("my_model.py", "my_model.py: is a file; name one of its functions: my_model.py:helper, my_model.py:reactor"),
        ("your_model.py", "your_model.py: cannot be read: No such file or directory"),
        ("your_model.py:reactor", "your_model.py:reactor: cannot be read: No such file or directory"),
        (".:reactor", "cannot be read: Is a directory"),
    ],
)
def test_unknown_models_are_refused_with_alternatives(file, name, message):
    with pytest.raises(InvalidInput, match=message):
        load_model(name, folder=file.parent)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("\n\ndef reactor(:\n", r"my_model.py:3:13: invalid Python: invalid syntax"),
        (
            "import json\n\nx = 1 / 0\n",
            r"my_model.py:3:5: running the file fails with ZeroDivisionError: division by zero",
        ),
        ("import json\njson.loads('{')\n", r"my_model.py:2:1: running the file fails with JSONDecodeError"),
        (
            "import nowhere_at_all\n",
            r"my_model.py:1:1: running the file fails with ModuleNotFoundError: No module named",
        ),
        ("import sys\nsys.exit(3)\n", r"my_model.py:2:1: running the file fails with SystemExit: 3"),
        ("", "no such model; it defines no function"),
        (
            "def reactor(x: float) -> float:\n    assert x\n    return x\n",
            r"my_model.py:2:5: .*reactor raises or asserts",
        ),
        ("def reactor(x) -> float:\n    return x\n", r"my_model.py:1:13: .*reactor.x: needs an annotation"),
        ("x = '\x00'", r"my_model.py.*(invalid Python|source code string cannot contain null bytes)"),
    ],
)
def test_an_error_in_a_file_is_reported_on_its_line(file, source, message):
    file.write_text(source)
    with pytest.raises(InvalidInput, match=message):
        load_model("my_model.py:reactor", folder=file.parent)


def test_a_file_that_is_not_text_is_refused(file):
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidInput, match=r"my_model.py"):
        load_model("my_model.py:reactor", folder=file.parent)


HELPER = """\
from __future__ import annotations

from typing import Annotated, NamedTuple

from sizes import SIZE

Energy = Annotated[float, "J"]


class Both(NamedTuple):
    energy: Energy
    twice: Energy


def facility(energy):
    return energy * SIZE
"""
MODEL = """\
from typing import Annotated

import helper
from helper import Both


def model(energy: Annotated[float, "J"]) -> Both:
    return Both(helper.facility(energy), 2 * energy)
"""


def laid(folder, size):
    folder.mkdir(exist_ok=True)
    for name, text in (("model", MODEL), ("helper", HELPER), ("sizes", f"SIZE = {size}\n")):
        (folder / f"{name}.py").write_text(text)


def test_local_modules_are_separate_for_each_model(tmp_path):
    laid(tmp_path / "one", 3)
    laid(tmp_path / "other", 5)
    one, other = (load_model("model.py:model", folder=tmp_path / name) for name in ("one", "other"))
    assert (one.function(2.0).energy, other.function(2.0).energy) == (6.0, 10.0)
    assert [output.unit for output in one.outputs] == ["J", "J"]
    assert load_model("model.py:model", folder=tmp_path / "one").function is one.function
    assert not {"helper", "sizes"} & sys.modules.keys()
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["helper.py", "model.py", "sizes.py"]


def test_an_edited_local_module_is_read_again(tmp_path):
    laid(tmp_path, 3)
    load_model("model.py:model", folder=tmp_path)
    (tmp_path / "sizes.py").write_text("SIZE = 7\n")
    assert load_model("model.py:model", folder=tmp_path).function(2.0).energy == 14.0


def test_a_local_package_is_found(tmp_path):
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "__init__.py").write_text("from .sizes import SIZE\n")
    (tmp_path / "tools" / "sizes.py").write_text("SIZE = 4\n")
    imports = "from tools import SIZE\nfrom tools.sizes import SIZE as SAME\n"
    (tmp_path / "model.py").write_text(f"{imports}def m(x: float) -> float:\n    return SIZE * SAME * x\n")
    assert load_model("model.py:m", folder=tmp_path).function(2.0) == 32.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f(:\n", r"helper\.py:1:7: invalid Python"),
        ("x = 1\ny = 1 / 0\n", r"helper\.py:2:5: running the file fails with ZeroDivisionError"),
        ("import nowhere_at_all\n", r"helper\.py:1:1: running the file fails with ModuleNotFoundError"),
    ],
)
def test_an_error_in_a_local_module_is_reported_there(tmp_path, text, expected):
    laid(tmp_path, 3)
    (tmp_path / "helper.py").write_text(text)
    with pytest.raises(InvalidInput, match=expected):
        load_model("model.py:model", folder=tmp_path)


def test_a_file_of_code_is_regular_and_has_a_largest_size(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "endless.py").symlink_to("/dev/zero")
    for name in ("pipe.py", "endless.py"):
        with pytest.raises(InvalidInput, match=f"{name}:f: cannot be read: it is not a regular file"):
            load_model(f"{name}:f", folder=tmp_path)
    (tmp_path / "large.py").write_text("#" * 1_000_001)
    with pytest.raises(InvalidInput, match="must be a Python file of at most 1,000,000 bytes"):
        load_model("large.py:f", folder=tmp_path)


def test_the_text_of_an_exception_is_shortened(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("raise ValueError('secret ' * 1000)")
    with pytest.raises(
        InvalidInput, match=r"running the file fails with ValueError: (secret )+s?e?c?r?e?t? ?…$"
    ) as found:
        load_model("a.py:f", folder=tmp_path)
    assert len(str(found.value)) < 600
