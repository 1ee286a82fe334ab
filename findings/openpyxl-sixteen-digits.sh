#!/bin/sh
# openpyxl 3.1.5: a float that is written to a workbook is rounded to 16 digits, so that it may read back as another one.
#
# Seen: 0.1 + 0.2 reads back as 0.3. Of 10,000 random floats, a quarter come back with other bits; the format of the file
# holds 17 digits, and with the cell's value as text of 17 digits and its data_type "n" all come back as they were.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5
"$folder/env/bin/python" - <<'PYTHON'
import io
import random

import openpyxl


def through_a_workbook(numbers, as_digits):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row, number in enumerate(numbers, start=1):
        cell = book.active.cell(row, 1)
        cell.value = repr(number) if as_digits else number
        cell.data_type = "n"
    book.save(file)
    return [row[0] for row in openpyxl.load_workbook(file).active.iter_rows(values_only=True)]


print("0.1 + 0.2 reads back as", *through_a_workbook([0.1 + 0.2], False))
assert through_a_workbook([0.1 + 0.2], False) == [0.3] != [0.1 + 0.2], "the behaviour has changed"

generator = random.Random(1)
numbers = [generator.random() for _ in range(10_000)]
changed, kept = (
    sum(a != b for a, b in zip(numbers, through_a_workbook(numbers, as_digits))) for as_digits in (False, True)
)
print(f"of {len(numbers):,} random floats {changed:,} change; written as digits, {kept}")
assert changed > 1500 and kept == 0, "the behaviour has changed"
PYTHON
