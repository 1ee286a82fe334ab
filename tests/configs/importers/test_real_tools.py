"""Each tool installed and run in an environment of its own, and its file imported."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from carbonspan.simulate.reader.imports.imported_file import ImportedFile
from carbonspan.simulate.reader.imports.importers import import_file

#: The tool, what is installed, and the files that its program writes.
TOOLS = {
    "codecarbon-2": ("codecarbon", ["codecarbon==2.8.4"], ["emissions.csv", "tasks/emissions_base_*.csv"]),
    "codecarbon-3": ("codecarbon", ["codecarbon==3.3.2"], ["emissions.csv", "tasks/emissions_base_*.csv"]),
    "ecologits": ("ecologits", ["ecologits==0.11.3"], ["request.json"]),
    "eco2ai": ("eco2ai", ["eco2ai==0.3.12", "pandas==2.3.3"], ["emission.csv"]),
    "carbontracker": ("carbontracker", ["carbontracker==2.4.7"], ["*Z_carbontracker.log"]),
    "boavizta": ("boavizta", ["boaviztapi==2.5.0", "httpx2"], ["server.json"]),
    "brightway": ("brightway", ["bw2io==0.9.17", "bw2data==4.8", "stats_arrays==4.0"], ["inventory.xlsx"]),
}
#: The columns of energy [kWh] and emissions [kg] in the files of one run, whose last row has all of it.
TOTALS = {
    "emissions.csv": ("energy_consumed", "emissions"),
    "emission.csv": ("power_consumption(kWh)", "CO2_emissions(kg)"),
}
KWH = 3.6e6


@pytest.mark.slow
@pytest.mark.parametrize(("tool", "packages", "files"), TOOLS.values(), ids=TOOLS)
def test_what_the_tool_writes_now_is_imported(tool, packages, files, tmp_path, nominal):
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
    for file in files:
        (found,) = tmp_path.glob(file)
        imported = import_file(tool, ImportedFile(found))
        assert imported.draft.items
        given = imported.scenario.inputs.values()
        assert all(each.evidence for each in given if each.name not in imported.scenario.per)
        if file in TOTALS:
            last = list(csv.DictReader(found.read_text(encoding="utf-8").splitlines()))[-1]
            energy, emissions = (float(last[column]) for column in TOTALS[file])
            assert nominal(imported) == pytest.approx({"energy": energy * KWH, "emissions": emissions}, rel=1e-9)
        if file.startswith("tasks/"):
            assert [item.name for item in imported.draft.items] == ["load", "infer"]
