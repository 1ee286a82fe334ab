"""The content of a scenario as a file elsewhere has it, with everything that its own file takes from others."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...files import yaml
from ...shipped import library
from ..composition.includes import absolute_model, uses
from ..inputs.profile_files import make_absolute
from ..load import load
from .resolved_documents import resolved_document


@dataclass(frozen=True)
class WrittenOut:
    """A resolved scenario as data, and the scenario that each of its parts was taken from, by the part's name."""

    name: str
    data: dict[str, Any]
    uses: dict[str, str]


def written_out(name: str, folder: Path) -> WrittenOut:
    """The scenario called `name` for a file in `folder`, where the files that it names are found.

    Raises InvalidInput with every problem of the scenario.

    >>> written_out("chatgpt/sixty-days", Path()).uses
    {'serving': 'chatgpt/by-words'}
    """
    scenario, (called, path) = load(name), library.find(name)
    data = copy.deepcopy(resolved_document(scenario.to_yaml()).data)
    if path.parent.resolve() != folder.resolve() and not path.is_relative_to(library.folder()):
        _move(data, path.parent)
    return WrittenOut(called, data, uses(yaml.open_document(path)))


def _move(data: dict[str, Any], folder: Path) -> None:
    """Replace the names of files in `folder` by their absolute paths, in place."""
    make_absolute(data, folder)
    for model in (data, *data.get("parts", {}).values()):
        if "model" in model:
            model["model"] = absolute_model(model["model"], folder)
