"""Each tool installed and run in an environment of its own, and its file imported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from carbonspan.simulate.reader.imports.imported_file import ImportedFile
from carbonspan.simulate.reader.imports.importers import import_file

TOOLS = {
    "codecarbon-2": ("codecarbon", ["codecarbon==2.8.4"], "emissions.csv"),
    "codecarbon-3": ("codecarbon", ["codecarbon==3.3.2"], "emissions.csv"),
    "ecologits": ("ecologits", ["ecologits==0.11.3"], "request.json"),
    "eco2ai": ("eco2ai", ["eco2ai==0.3.12", "pandas==2.3.3"], "emission.csv"),
    "carbontracker": ("carbontracker", ["carbontracker==2.4.7"], "*Z_carbontracker.log"),
    "boavizta": ("boavizta", ["boaviztapi==2.5.0", "httpx2"], "server.json"),
    "brightway": ("brightway", ["bw2io==0.9.17", "bw2data==4.8", "stats_arrays==4.0"], "inventory.xlsx"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("tool", "packages", "file"), TOOLS.values(), ids=TOOLS)
def test_what_the_tool_writes_now_is_imported(tool, packages, file, tmp_path):
    environment = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    install = [environment / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    installed = subprocess.run(install, check=False, capture_output=True, text=True)
    if installed.returncode:
        pytest.skip(f"{' '.join(packages)} cannot be installed: {installed.stderr.strip().splitlines()[-1]}")
    program = Path(__file__).parent / "tools" / f"{tool}.py"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [environment / "bin" / "python", "-W", "ignore", "-P", program]
    subprocess.run(command, cwd=tmp_path, env=clean, check=True, capture_output=True)
    (found,) = tmp_path.glob(file)
    imported = import_file(tool, ImportedFile(found))
    assert imported.draft.items
    assert all(given.evidence for given in imported.scenario.inputs.values() if given.name not in imported.scenario.per)
