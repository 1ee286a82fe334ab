"""Models by their names in scenario files: shipped models by module, a user's by file."""

from __future__ import annotations

import importlib.util
import pkgutil
import re
import sys
import traceback
from collections.abc import Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import FunctionType, ModuleType

from ...cache.regular_file import read
from ...problems import InvalidInput, Problem, clipped, did_you_mean, nearby
from ..formula import is_formula
from ..model import Model
from .local_imports import Contents, SourceLoader, imports_from, module_name, unchanged
from .signature import read_model

_SEE = "`carbonspan list --models` lists them all"
#: Bytes of a user's file.
_MOST = 1_000_000
#: Characters of an exception's text that are shown.
_LONGEST = 200
#: The local files that a user's file imported, by its module name.
_imported: dict[str, Contents] = {}
#: The package of shipped models, imported by name: simulate itself knows nothing of carbon.
SHIPPED = __name__.partition(".simulate.")[0] + ".models"


def load_model(name: str, *, folder: Path | None = None) -> Model:
    """The model ``serving.by_words``, or ``my_model.py:reactor`` in a file relative to `folder`.

    Raises InvalidInput if it does not exist, if its file fails to run, or if it is not a valid model.

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
        raise InvalidInput([Problem("no such model", name, remedy=partial(_near, name))])
    return _pick(importlib.import_module(f"{SHIPPED}.{module}"), function, name, None)


def run_twice(model: Model) -> Model:
    """The model of a user's file, which is executed once more: what it reads from outside may then be otherwise."""
    path, function = model.path, model.function.__name__
    if path is None:
        return model
    key = module_name(f"{path} again", read(path, _MOST))
    before = dict(sys.modules)
    try:
        module = _run(path, key)
    finally:
        sys.modules.pop(key, None)
        sys.modules.update(before)  # the modules beside the file, which have the names of before
        _imported.pop(key, None)
    return replace(model, function=getattr(module, function, model.function))


def _near(name: str) -> str:
    return did_you_mean(name, known_models(), see=_SEE)


@cache
def known_models() -> tuple[str, ...]:
    """The names of all shipped functions marked with `formula`.

    >>> "serving.by_words" in known_models()
    True
    """
    modules = {name: importlib.import_module(f"{SHIPPED}.{name}") for name in _shipped_modules()}
    return tuple(f"{name}.{function}" for name, module in modules.items() for function in _formulas(module))


@cache
def _shipped_modules() -> list[str]:
    return sorted(info.name for info in pkgutil.iter_modules(importlib.import_module(SHIPPED).__path__))


def _formulas(module: ModuleType) -> list[str]:
    """The marked functions that a module itself defines, in file order."""
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
        near = partial(did_you_mean, function if path else name, choices, see=_SEE)
        remedy = near if choices else lambda: "it defines no functions"
        raise InvalidInput([Problem("no such model", name, nearby(str(path)) if path else "", remedy=remedy)])
    return read_model(getattr(module, function), name=name, path=path)


def _without_function(path: Path, name: str) -> Problem:
    """The problem of a file named without a function, with the functions it defines."""
    functions = list(_functions(_run_file(path.resolve(), name)))
    remedy = f"name one of its functions: {', '.join(f'{name}:{each}' for each in functions)}"
    return Problem(f"is a file; {remedy if functions else 'it defines no functions'}", name)


def _run_file(path: Path, name: str) -> ModuleType:
    """The module of a user's file, which is executed once unless its text changes."""
    try:
        source = read(path, _MOST + 1)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise InvalidInput([Problem(f"cannot be read: {reason}", name, nearby(str(path)))]) from None
    if len(source) > _MOST:
        raise InvalidInput([Problem(f"must be a Python file of at most {_MOST:,} bytes", name, nearby(str(path)))])
    if problem := _undecodable(source, path):
        raise InvalidInput([problem])
    key = module_name(str(path), source)
    if key in sys.modules and unchanged(_imported.get(key, {})):
        return sys.modules[key]
    return _run(path, key)


def _undecodable(source: bytes, path: Path) -> Problem | None:
    """The problem of a file that is no text in the encoding it has; Python runs it if the odd bytes are in comments."""
    with suppress(SyntaxError, UnicodeDecodeError):
        importlib.util.decode_source(source)
        return None
    try:
        source.decode()
    except UnicodeDecodeError as error:
        line, column = source.count(b"\n", 0, error.start) + 1, error.start - source.rfind(b"\n", 0, error.start)
        rule = f"must be text in UTF-8, got the byte 0x{source[error.start]:02x}; save the file as UTF-8"
        return Problem(rule, "", nearby(str(path)), line, column)
    return None  # another encoding is stated, of which Python itself reports what is wrong


def _run(path: Path, key: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(key, path, loader=SourceLoader(key, str(path)))
    if spec is None or spec.loader is None:
        raise InvalidInput([Problem("is not a Python file", "", nearby(str(path)))])
    module = sys.modules[key] = importlib.util.module_from_spec(spec)
    try:
        with imports_from(path.parent) as _imported[key], redirect_stdout(sys.stderr):
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        del sys.modules[key]
        raise InvalidInput([_problem(error, path, [str(path), *_imported[key]])]) from error
    return module


def _problem(error: BaseException, path: Path, files: Sequence[str]) -> Problem:
    """The exception raised by a user's file, at the last line of one of `files` in its traceback."""
    if isinstance(error, SyntaxError) and error.filename and error.filename in files:
        return Problem(f"invalid Python: {error.msg}", "", nearby(error.filename), error.lineno or 1, error.offset or 1)
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    file, line, column = (own[-1].filename, own[-1].lineno, own[-1].colno) if own else (str(path), 1, 0)
    said = clipped(" ".join(str(error).split()), _LONGEST)
    message = f"running the file fails with {type(error).__name__}: {said}"
    return Problem(message, "", nearby(file), line or 1, (column or 0) + 1)
