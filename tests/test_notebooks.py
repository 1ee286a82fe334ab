"""The notebooks of the documentation run from their first cell to the last, and are stored without outputs."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt

NOTEBOOKS = sorted((Path(__file__).parents[1] / "docs" / "notebooks").glob("*.ipynb"))


def code_cells(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    codes = [each for each in cells if each["cell_type"] == "code"]
    assert not any(each["outputs"] or each["execution_count"] for each in codes), "store it without outputs"
    return ["".join(each["source"]) for each in codes]


def shown(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; the value of its last expression, which a notebook shows unless a semicolon ends it."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";") else None
    exec(compile(tree, "cell", "exec"), names)  # noqa: S102 - our own notebook
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307 - as above


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_it_ends_its_cells_with(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mpl.use("agg")
    names: dict[str, Any] = {}
    values = [shown(cell, names) for cell in code_cells(path)]
    assert any(value is not None for value in values)
    assert all(value._repr_html_() for value in values if value is not None)
    assert plt.get_fignums()
    assert "credible interval" in capsys.readouterr().out
    plt.close("all")
