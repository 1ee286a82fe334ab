"""``carbonspan import``: a scenario from the file of another tool."""

from __future__ import annotations

from pathlib import Path

import click

from .. import console
from ..options.paths import FILE


@click.command("import")
@click.argument("tool", required=False)
@click.argument("file", required=False, type=FILE)
@click.option("--out", "-o", type=FILE, help="The scenario file to write.  [default: stdout]")
@click.option(
    "--pick", metavar="NAME", default="", help="The run, task or other item to take of several, or 'all' for their sum."
)
@click.option("--sheet", metavar="NAME", default="", help="The sheet of a workbook that has several.")
def command(tool: str | None, file: Path | None, *, out: Path | None, pick: str, sheet: str) -> None:
    """Read a scenario from FILE, which TOOL wrote; without both, list the tools.

    Its nominal values are those of the file, its laws those of the catalog. What the file leaves out and what is
    doubtful is written at the head of the scenario and to stderr.
    """
    from ...reader.imports.imported_file import ImportedFile
    from ...reader.imports.importers import import_file, tools
    from ...show.sheet import file_from
    from .new_file import write_new

    if tool is None:
        console.show(console.table(("tool", "files"), tools().items(), whole=("tool",)))
        return
    if file is None:
        raise click.UsageError("name the file too: carbonspan import TOOL FILE")
    found = import_file(tool, ImportedFile(file, pick, sheet))
    draft = found.draft
    head = [f"From {file.name}: {draft.origin}."]
    head += [f"Left out: {each}" for each in draft.left_out] + [f"Doubtful: {each}" for each in draft.doubtful]
    write_new(out, file_from(head, found.data, {}))
    console.warn(draft.doubtful)
