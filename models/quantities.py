"""The quantities formulas speak of, each with its coherent unit and, where nature sets one, its bounds."""

from typing import Annotated

from ..simulate.describe.formula import Bounds, Profile

Positive = Bounds(low=0)

# Time and what is done in it
Time = Annotated[float, "s", Positive]
People = Annotated[float, "person", Positive]
Gpus = Annotated[float, "gpu", Positive]
GpuTime = Annotated[float, "gpu*s", Positive]

# Demand
QueryRatePerPerson = Annotated[float, "query/(person*s)", Positive]
WordsPerQuery = Annotated[float, "word/query", Positive]
WordRate = Annotated[float, "word/s", Positive]
GpuTimePerWord = Annotated[float, "gpu*s/word", Positive]

# Energy
Energy = Annotated[float, "J", Positive]
Power = Annotated[float, "W", Positive]
GpuPower = Annotated[float, "W/gpu", Positive]

# Shares and ratios
Fraction = Annotated[float, "1", Bounds(0, 1)]
Pue = Annotated[float, "1", Bounds(low=1)]  # all of a data centre's energy over its computers' own: never below 1

# Emissions
Emissions = Annotated[float, "kgCO2e"]
Intensity = Annotated[float, "kgCO2e/J", Positive]
HourlyIntensity = Annotated[Profile, "kgCO2e/J", Positive]
