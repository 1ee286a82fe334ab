"""``carbonspan list``: the shipped scenarios, and the formulas that a scenario can use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from .. import console

if TYPE_CHECKING:
    from ...scenario.model import Argument, Model, Output


@click.command("list")
@click.option("--models", "of_models", is_flag=True, help="List the shipped formulas instead of scenarios.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, of_models: bool, as_json: bool) -> None:
    """List the shipped scenarios, each with its title.

    With --models, it lists the shipped formulas, each with its arguments and outputs: the names that a scenario can
    give as `model`, and the inputs it then needs. Units are coherent base units; a scenario can use any unit of the
    same dimension, such as kWh for J.
    """
    if of_models:
        _list_models(as_json=as_json)
    else:
        _list_scenarios(as_json=as_json)


def _list_scenarios(*, as_json: bool) -> None:
    from ...files import yaml
    from ...shipped import library

    titles = {name: str(yaml.open_document(library.find(name)[1]).data.get("title", "")) for name in library.names()}
    if as_json:
        console.show_json([{"name": name, "title": title} for name, title in titles.items()])
    else:
        console.show(console.table(("scenario", "title"), titles.items(), whole=("scenario",)))


def _list_models(*, as_json: bool) -> None:
    from ...scenario.formulas.lookup import known_models, load_model

    models = [load_model(name) for name in known_models()]
    if as_json:
        console.show_json([_record(model) for model in models])
    else:
        lines = [line for model in models for line in (*_lines(model), "")]
        console.show(*lines[:-1])


def _lines(model: Model) -> Iterator[str]:
    """The name, summary, arguments and outputs of a formula."""
    yield model.name
    yield f"  {_summary(model)}"
    yield f"  takes {', '.join(map(_with_unit, model.arguments))}"
    yield f"  returns {', '.join(map(_with_unit, model.outputs))}"


def _summary(model: Model) -> str:
    return model.doc.partition("\n")[0]


def _with_unit(each: Argument | Output) -> str:
    """A quantity with its unit, and whether it is a profile: ``power (W/gpu)``."""
    profile = "profile" if getattr(each, "profile", False) else ""
    details = ", ".join(filter(None, (each.unit, profile)))
    return f"{each.name} ({details})" if details else each.name


def _record(model: Model) -> dict[str, Any]:
    return {
        "name": model.name,
        "summary": _summary(model),
        "inputs": [{"name": each.name, "unit": each.unit, "profile": each.profile} for each in model.arguments],
        "outputs": [{"name": each.name, "unit": each.unit} for each in model.outputs],
    }
