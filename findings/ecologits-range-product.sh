#!/bin/sh
# EcoLogits 0.11.3: the product and the quotient of its ranges are taken end by end, which is not the range of the result.
#
# Seen: (-1 to 2) x (-3 to 5) = 3 to 10, where -5 to 10 is right, and 10 / (1 to 4) = 0.1 to 0.4, where 2.5 to 10 is
# right. For positive factors the product is right.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ecologits==0.11.3
"$folder/env/bin/python" - <<'PYTHON'
from ecologits.utils.range_value import RangeValue

product = RangeValue(min=-1, max=2) * RangeValue(min=-3, max=5)
print(f"(-1 to 2) x (-3 to 5) = {product.min:g} to {product.max:g}, right is -5 to 10")
assert (product.min, product.max) == (3, 10), "the behaviour has changed"

quotient = 10 / RangeValue(min=1, max=4)
print(f"10 / (1 to 4) = {quotient.min:g} to {quotient.max:g}, right is 2.5 to 10")
assert (quotient.min, quotient.max) == (0.1, 0.4), "the behaviour has changed"
PYTHON
