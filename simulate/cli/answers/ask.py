"""``carbonspan ask``: a question in one line, answered, and written out as a scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from ...asking.form import description, options, subject
from .. import console
from ..main import OK
from ..options import numbers, standard
from ..options import observed as measured
from ..options.observed import Measured
from ..options.paths import FILE


def _answer(model: str | None, **given: Any) -> int:
    write, as_json, quiet = given.pop("write"), given.pop("as_json"), given.pop("quiet")
    samples, seed, sets = given.pop("samples"), given.pop("seed"), given.pop("sets")
    observed, error, shape = given.pop("observed"), given.pop("error"), given.pop("shape")
    Measured(observed, error).check(write=bool(write))
    standard.check(shape, observed=observed)
    stated = {name.removeprefix("option_"): text for name, text in given.items() if text is not None}
    from ...asking.asked import ask
    from ...asking.text import as_dict, render, scenario_text

    if write:
        from ...show.output_files import check_writable

        check_writable(write, (".yaml", ".yml"))
    asked = ask(model, stated, sets=sets, observed=observed, error=error, samples=samples, seed=seed)
    if shape:
        titled = replace(asked.scenario, title=asked.question.title)
        standard.show(titled, shape, samples=samples, seed=seed, as_json=as_json, quiet=quiet)
    else:
        if as_json:
            console.show_json(as_dict(asked))
        else:
            console.show(*render(asked).splitlines())
        console.warn(asked.answer.cautions if quiet else (*asked.scenario.warnings, *asked.answer.cautions))
    if write:
        from ...show.output_files import replacing

        with replacing(write, new=True) as beside:
            beside.write_text(scenario_text(asked), encoding="utf-8")
        if not quiet:
            console.tell(f"wrote {write}; run it with: carbonspan run {write} --samples {asked.answer.samples}")
    return OK


command = click.Command(
    "ask",
    callback=_answer,
    help=description(),
    params=[
        click.Argument([subject().name], required=False, metavar=f"[{subject().name.upper()}]"),
        *(
            click.Option([f"--{each.name}", f"option_{each.name}"], metavar=each.metavar, help=each.help)
            for each in options().values()
        ),
        click.Option(
            ["--set", "sets"], multiple=True, metavar="INPUT=VALUE", help="Replace another input; can be repeated."
        ),
        *measured.parameters(),
        standard.parameter(),
        click.Option(["--samples"], callback=numbers.whole(1), metavar="N", help="Number of samples.  [default: 2e4]"),
        click.Option(
            ["--seed"],
            callback=numbers.within(0, 2**63 - 1),
            default="0",
            metavar="N",
            help="Seed of the random numbers.  [default: 0]",
        ),
        click.Option(["--write"], type=FILE, metavar="FILE.yaml", help="Write the scenario to a new file."),
        click.Option(["--json", "as_json"], is_flag=True, help="Print JSON."),
        click.Option(
            ["--quiet", "-q"], is_flag=True, help="Print only the answer: no warnings unless it misleads without them."
        ),
    ],
)
