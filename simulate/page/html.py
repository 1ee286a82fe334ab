"""The page as HTML, whole and in the pieces that change."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ... import __version__
from ..plots.answer_plots import in_words
from ..problems import InvalidInput, Problem, printable
from ..report.templating import environment, markup
from ..show import text
from . import controls
from .address import Address
from .answers import Explorer, ShownAnswer
from .form import Form
from .picture.density_picture import picture
from .picture.picture_size import SIZES

_TEMPLATES = Path(__file__).with_name("templates")
#: The pieces of the answer by the macro that makes each, with what it takes.
_PIECES = {
    "kept": ("sentence", "beliefs", "pictures", "before"),
    "aside": ("about", "sets", "held"),
    "more": ("table", "warnings", "command"),
}


@dataclass(frozen=True)
class Mistake:
    """A problem of an input, or of the address as a whole if `name` is empty."""

    name: str
    message: str


def page(explorer: Explorer, shown: ShownAnswer) -> str:
    """The whole page with an answer."""
    return _page(explorer, shown.address, **_answer(explorer, shown))


def refused_page(explorer: Explorer, address: Address, found: Sequence[Mistake], digits: Mapping[str, str]) -> str:
    """The page without an answer: what is wrong, and the form at `address` with the `digits` that were sent."""
    return _page(explorer, address, shown=None, mistakes=found, digits=digits)


def _page(explorer: Explorer, address: Address, **given: Any) -> str:
    return (
        environment(_TEMPLATES)
        .get_template("page.html.jinja")
        .render(
            title=explorer.base.title or explorer.base.name,
            counted=", ".join(explorer.base.boundary),
            per=", ".join(f"{name} {value}" for name, value in explorer.base.per.items()),
            version=__version__,
            again=f"carbonspan page {shlex.quote(explorer.called)}",
            **{**_form(explorer, address), **given},
        )
    )


def pieces(explorer: Explorer, shown: ShownAnswer, form: Form) -> dict[str, Any]:
    """What a script puts into the page: the answer, what follows of the inputs moved, and all fields if asked for."""
    template: Any = environment(_TEMPLATES).get_template("pieces.html.jinja").module
    made = _answer(explorer, shown, form.sizes)
    found: dict[str, Any] = {
        "address": shown.address.text,
        "sentence": shown.sentence,
        "pieces": {each: str(getattr(template, each)(*(made[name] for name in of))) for each, of in _PIECES.items()},
        "inputs": controls.followed(explorer, shown.address, form.moved),
    }
    if form.is_fresh:
        found["form"] = str(template.form(**_form(explorer, shown.address)))
    return found


def mistakes(refused: InvalidInput) -> list[Mistake]:
    """The problems, each with the input that it is about."""
    return [_mistake(each) for each in refused.problems]


def _mistake(problem: Problem) -> Mistake:
    option, _, stated = problem.file.partition(" ")
    name = stated.partition("=")[0].strip() if option in {"--set", "--fix"} else ""
    return Mistake(name, printable(f"{stated}: {problem.message}") if name else str(problem))


def _answer(explorer: Explorer, shown: ShownAnswer, sizes: Collection[str] = ()) -> dict[str, Any]:
    first = explorer.shown(replace(shown.address, sets=(), fixes=())) if shown.address.is_changed else None
    words, before = in_words([shown.panel]), first.panel if first else None
    pictures = [
        picture(shown.panel, words, before=before, size=size) for size in SIZES if not sizes or size.name in sizes
    ]
    return {
        "shown": shown,
        "sentence": shown.sentence,
        "before": first.sentence.partition(": ")[2] if first else "",
        "pictures": [markup(each) for each in pictures],
        "command": _command(explorer, shown.address),
        "sets": [(each.partition("=")[0].strip(), each) for each in shown.address.sets],
        "held": shown.address.fixes,
        "beliefs": list(text.beliefs(shown.answer.implausible)),
        "warnings": shown.warnings,
        "about": shown.about,
        "table": shown.table,
    }


def _form(explorer: Explorer, address: Address) -> dict[str, Any]:
    return {
        "groups": controls.groups(explorer, address),
        "picks": controls.picks(explorer, address),
        "selections": controls.selections(explorer, address),
        "hidden": [*(("set", each) for each in address.sets), *(("fix", each) for each in address.fixes)],
        "spark": markup,
        "steps": controls.STEPS,
        "digits": {},
        "mistakes": (),
    }


def _command(explorer: Explorer, address: Address) -> str:
    """The command line that gives the same numbers; a sum over an axis needs all of its options."""
    choices = [each for each in address.choices if each.partition("=")[0] not in explorer.summed]
    given = {"--set": address.sets, "--fix": address.fixes, "--choice": choices}
    options = [shlex.quote(part) for name, texts in given.items() for each in texts for part in (name, each)]
    drawn = [f"--samples {explorer.samples}", *([f"--seed {explorer.seed}"] if explorer.seed else [])]
    return " ".join(["carbonspan run", shlex.quote(explorer.called), *drawn, *options])
