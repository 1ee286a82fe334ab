"""Options of a command that it takes as one argument: a frozen dataclass, whose fields are their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import reduce, wraps
from typing import Any

from .forms import Decorator


def gathered(name: str, into: type[Any], *options: Decorator) -> Decorator:
    """A decorator that adds `options`, and hands those that are fields of `into` to the command as the argument `name`.

    Others go through as they are; a field without an option has its default.
    """
    known = {each.name for each in fields(into)}

    def decorate(function: Any) -> Any:
        @wraps(function)
        def command(*arguments: Any, **named: Any) -> Any:
            own = {key: named.pop(key) for key in known & named.keys()}
            return function(*arguments, **{name: into(**own)}, **named)

        return added(options, command)

    return decorate


def added(options: Sequence[Decorator], function: Any) -> Any:
    """A `function` with these options, in the order of the help."""
    return reduce(lambda made, option: option(made), reversed(options), function)
