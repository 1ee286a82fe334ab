import linecache
from pathlib import Path
from types import CodeType, FunctionType

from carbonspan.simulate.problems import nearby
from carbonspan.simulate.scenario.formulas.source_positions import RETURNS, annotated, stands

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


def test_arguments_and_what_is_returned_stand_where_they_are_written():
    first = formula.__code__.co_firstlineno
    assert annotated(formula) == {
        "power": (HERE, first + 2, 5),
        "more": (HERE, first + 3, 6),
        "time": (HERE, first + 4, 5),
        RETURNS: (HERE, first + 5, 6),
    }
    assert stands(formula) == (HERE, first, 1)


def test_a_function_inside_another_is_found_by_its_line():
    def formula(load: float) -> float:
        return load

    assert annotated(formula)["load"] == (HERE, formula.__code__.co_firstlineno, 17)
    assert stands(formula) == (HERE, formula.__code__.co_firstlineno, 5)


def defined(source: str, file: str) -> FunctionType:
    """The function that a source defines, without running it."""
    code = next(each for each in compile(source, file, "exec").co_consts if isinstance(each, CodeType))
    return FunctionType(code, {})


def test_without_a_source_there_are_no_places():
    assert annotated(defined("def unseen(load): return load", "<nowhere>")) == {}
    assert annotated(lambda load: load) == {}


def test_an_edited_file_is_looked_at_anew(tmp_path: Path):
    path = tmp_path / "m.py"
    for margin in ("", "# what is new\n\n"):
        path.write_text(f"{margin}def heat(load): return load\n")
        assert annotated(defined(path.read_text(), str(path)))["load"][1:] == (margin.count("\n") + 1, 10)
    assert linecache.getline(str(path), 3).startswith("def heat")
