"""Writes an inventory of one activity with two exchanges to a workbook."""

import os
import shutil
from pathlib import Path

os.environ["BRIGHTWAY2_DIR"] = str(Path.cwd())

import bw2data
import bw2io

bw2data.projects.set_current("test")
power = {"input": ("serving", "power"), "amount": 0.35, "type": "technosphere", "uncertainty type": 2}
bw2data.Database("serving").write(
    {
        ("serving", "answers"): {
            "name": "answering",
            "unit": "unit",
            "exchanges": [
                {"input": ("serving", "answers"), "amount": 1, "type": "production"},
                power | {"loc": -1.0498221244986778, "scale": 0.2},
            ],
        },
        ("serving", "power"): {"name": "power", "unit": "kilowatt hour", "exchanges": []},
    }
)
shutil.copy(bw2io.export.excel.write_lci_excel("serving"), "inventory.xlsx")
