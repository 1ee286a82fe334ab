"""Models by the names scenario files use: shipped ones by module, a user's own by file."""

from __future__ import annotations

import importlib.util
import pkgutil
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import FunctionType, ModuleType

from ...problems import InvalidInput, Problem, did_you_mean, nearby
from ..formula import is_formula
from ..model import Model
from .local_imports import Loader, Texts, imports_from, known_as, unchanged
from .signature import read_model

# Found by name when a scenario asks for it: simulate itself knows nothing of carbon.
_SEE = "`carbonspan list --models` names them all"
#: What a user's file read of the modules beside it, by the name it is kept under.
_read_beside: dict[str, Texts] = {}
SHIPPED = __name__.partition(".simulate.")[0] + ".models"


def load_model(name: str, *, folder: Path | None = None) -> Model:
    """The model called ``serving.by_words``, or ``my_model.py:reactor`` in a file that `folder` leads to.

    Raises InvalidInput where there is none, where its file cannot be run, and where it is no model.

    >>> [argument.name for argument in load_model("power.power").arguments]
    ['utilization', 'idle_power', 'full_power']
    """
    file, colon, function = name.rpartition(":")
    if colon:
        path = ((folder or Path()) / file).resolve()
        return _pick(_run_file(path, name), function, name, path)
    if name.endswith(".py"):
        raise InvalidInput([_without_function((folder or Path()) / name, name)])
    module, _, function = name.rpartition(".")
    if not re.fullmatch(r"[A-Za-z]\w*", module) or module not in _shipped_modules():
        raise InvalidInput([Problem(f"no such model; {did_you_mean(name, known_models(), see=_SEE)}", name)])
    return _pick(importlib.import_module(f"{SHIPPED}.{module}"), function, name, None)


def known_models() -> tuple[str, ...]:
    """The names of all shipped functions that carry the formula mark.

    >>> "serving.by_words" in known_models()
    True
    """
    modules = {name: importlib.import_module(f"{SHIPPED}.{name}") for name in _shipped_modules()}
    return tuple(f"{name}.{function}" for name, module in modules.items() for function in _formulas(module))


def _shipped_modules() -> list[str]:
    return sorted(info.name for info in pkgutil.iter_modules(importlib.import_module(SHIPPED).__path__))


def _formulas(module: ModuleType) -> list[str]:
    """The marked functions a module defines itself, in its own order."""
    return [name for name, value in _functions(module).items() if is_formula(value)]


def _functions(module: ModuleType) -> dict[str, FunctionType]:
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__
    }


def _pick(module: ModuleType, function: str, name: str, path: Path | None) -> Model:
    """The model that `module` defines as `function`."""
    if not hasattr(module, function):
        choices = _functions(module) if path else known_models()
        remedy = did_you_mean(function if path else name, choices, see=_SEE) if choices else "it defines no function"
        raise InvalidInput([Problem(f"no such model; {remedy}", name, nearby(str(path)) if path else "")])
    return read_model(getattr(module, function), name=name, path=path)


def _without_function(path: Path, name: str) -> Problem:
    """What to say of a file named without its function: which there are."""
    functions = list(_functions(_run_file(path.resolve(), name)))
    remedy = f"name one of its functions: {', '.join(f'{name}:{each}' for each in functions)}"
    return Problem(f"is a file; {remedy if functions else 'it defines no function'}", name)


def _run_file(path: Path, name: str) -> ModuleType:
    """The module a user's file defines; the same file with the same text is run once."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise InvalidInput([Problem(f"cannot be read: {error.strerror}", name, nearby(str(path)))]) from None
    known = known_as(str(path), source)
    if known in sys.modules and unchanged(_read_beside.get(known, {})):
        return sys.modules[known]
    return _run(path, known)


def _run(path: Path, known: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(known, path, loader=Loader(known, str(path)))
    if spec is None or spec.loader is None:
        raise InvalidInput([Problem("is no Python file", "", nearby(str(path)))])
    module = sys.modules[known] = importlib.util.module_from_spec(spec)
    try:
        with imports_from(path.parent) as _read_beside[known]:
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[known]
        raise InvalidInput([_problem(error, path, [str(path), *_read_beside[known]])]) from error
    return module


def _problem(error: BaseException, path: Path, files: Sequence[str]) -> Problem:
    """What went wrong in running a file, at the line of it, or of one of the `files` it imports, where it did."""
    if isinstance(error, SyntaxError) and error.filename and error.filename in files:
        return Problem(f"is not Python: {error.msg}", "", nearby(error.filename), error.lineno or 1, error.offset or 1)
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    file, line, column = (own[-1].filename, own[-1].lineno, own[-1].colno) if own else (str(path), 1, 0)
    message = f"running the file fails with {type(error).__name__}: {error}"
    return Problem(message, "", nearby(file), line or 1, (column or 0) + 1)
