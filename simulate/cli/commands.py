"""The commands, by what they are for: a group's modules are in the folder that it names."""

from __future__ import annotations

from collections.abc import Mapping
from keyword import iskeyword
from typing import NamedTuple


class CommandGroup(NamedTuple):
    """Commands for one purpose: what each does, by name."""

    title: str
    folder: str
    commands: Mapping[str, str]


GROUPS = (
    CommandGroup(
        "Answers",
        "answers",
        {
            "ask": "answer a question in one line",
            "run": "answer a scenario with a credible interval",
            "sensitivity": "explain the spread of outputs by inputs",
            "measure": "show what measuring an input would buy",
            "compare": "compare scenarios sample by sample",
            "gap": "explain why two scenarios or figures differ",
            "merge": "add up the states of spans of a run",
        },
    ),
    CommandGroup(
        "Pictures",
        "pictures",
        {
            "plot": "draw scenarios and stored answers",
            "page": "change inputs on a page, whose answer follows",
            "report": "write one file about scenarios, to send to others",
        },
    ),
    CommandGroup(
        "Shipped scenarios",
        "shipped",
        {
            "list": "list the shipped scenarios, or formulas",
            "show": "show the inputs and laws of a scenario",
            "new": "write a commented scenario to start from",
            "catalog": "search the numbers that scenarios can use",
            "sources": "show the sources of shipped numbers, also as BibTeX",
        },
    ),
    CommandGroup(
        "Files of others",
        "files",
        {
            "import": "read a scenario from another tool's file",
            "from-csv": "read a scenario from a spreadsheet",
            "to-csv": "write a scenario as a spreadsheet, CSV",
            "to-xlsx": "write a scenario as an Excel workbook",
            "export": "write a saved answer as CSV or an Excel workbook",
        },
    ),
    CommandGroup(
        "Evidence",
        "evidence",
        {
            "check": "report all problems in files",
            "audit": "compare published figures with scenarios",
            "hindcast": "compare predictions with later measurements",
        },
    ),
    CommandGroup(
        "This installation",
        "installation",
        {
            "selftest": "check the engine against known answers",
            "bench": "measure what carbonspan costs on this machine",
            "schema": "write the JSON Schema of files, for editors",
            "completion": "print a script for completion in a shell",
        },
    ),
)

COMMANDS = {name: does for group in GROUPS for name, does in group.commands.items()}


def module(name: str) -> str:
    """The module of a command below ``cli/``; Python's own words get an underscore.

    >>> module("run"), module("to-csv"), module("import")
    ('answers.run', 'files.to_csv', 'files.import_')
    """
    folder = next(group.folder for group in GROUPS if name in group.commands)
    return f"{folder}.{name.replace('-', '_')}{'_' * iskeyword(name)}"
