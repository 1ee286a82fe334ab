"""Imports from one folder, within a context."""

import importlib
import sys

import pytest

from carbonspan.simulate.scenario.formulas.local_imports import imports_from, unchanged


def test_a_folder_is_searched_only_within_the_context(tmp_path):
    (tmp_path / "cs_beside.py").write_text("VALUE = 3\n")
    with imports_from(tmp_path) as texts:
        module = importlib.import_module("cs_beside")
        assert module.VALUE == 3
    assert list(texts) == [str(tmp_path / "cs_beside.py")]
    assert "cs_beside" not in sys.modules
    assert sys.modules[module.__name__] is module
    with pytest.raises(ModuleNotFoundError, match="cs_beside"):
        importlib.import_module("cs_beside")


def test_changed_files_are_detected(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("1\n")
    assert unchanged({})
    assert unchanged({str(path): b"1\n"})
    path.write_text("2\n")
    assert not unchanged({str(path): b"1\n"})
    path.unlink()
    assert not unchanged({str(path): b"1\n"})
