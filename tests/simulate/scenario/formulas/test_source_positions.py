import linecache
from pathlib import Path
from types import CodeType, FunctionType

from carbonspan.simulate.problems import nearby
from carbonspan.simulate.scenario.formulas.source_positions import RETURNS, annotation_positions, position_of

HERE = nearby(__file__)


def marked(function):
    return function


@marked
def formula(
    power: float,
    *more: float,
    time: float,
) -> float:
    return power * time + sum(more)


def test_positions_of_arguments_and_of_the_return_annotation():
    first = formula.__code__.co_firstlineno
    assert annotation_positions(formula) == {
        "power": (HERE, first + 2, 5),
        "more": (HERE, first + 3, 6),
        "time": (HERE, first + 4, 5),
        RETURNS: (HERE, first + 5, 6),
    }
    assert position_of(formula) == (HERE, first, 1)


def test_a_nested_function_is_found_by_its_line():
    def formula(load: float) -> float:
        return load

    assert annotation_positions(formula)["load"] == (HERE, formula.__code__.co_firstlineno, 17)
    assert position_of(formula) == (HERE, formula.__code__.co_firstlineno, 5)


def defined(source: str, file: str) -> FunctionType:
    """The function that a source defines, without running it."""
    code = next(each for each in compile(source, file, "exec").co_consts if isinstance(each, CodeType))
    return FunctionType(code, {})


def test_without_a_source_there_are_no_positions():
    assert annotation_positions(defined("def unseen(load): return load", "<nowhere>")) == {}
    assert annotation_positions(lambda load: load) == {}


def test_an_edited_source_is_read_again(tmp_path: Path):
    path = tmp_path / "m.py"
    for margin in ("", "# what is new\n\n"):
        path.write_text(f"{margin}def heat(load): return load\n")
        assert annotation_positions(defined(path.read_text(), str(path)))["load"][1:] == (margin.count("\n") + 1, 10)
    assert linecache.getline(str(path), 3).startswith("def heat")
