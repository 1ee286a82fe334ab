"""Files of other tools and workbooks: what is imported runs, all else is refused."""

from __future__ import annotations

from pathlib import Path

from attempts import ANSWERED, FEW, command, counts, fuzz
from strategies import imports
from strategies.imports import Named


def import_and_run(drawn: Named) -> None:
    tool, name, content = drawn
    path = Path(f"file{Path(name).suffix}")
    path.write_bytes(content)
    Path("new.yaml").unlink(missing_ok=True)
    if command("import", tool, path, "--pick", "all", "--out", "new.yaml").code == ANSWERED:
        ran = command("run", "new.yaml", *FEW, "--json")
        if ran.code == ANSWERED:
            ran.numbers()


@counts(25, 1500)
def test_a_damaged_file_of_a_tool_is_imported_or_refused(count: int) -> None:
    fuzz(count, imports.files(), import_and_run)
