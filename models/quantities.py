"""The quantities formulas speak of, each with its coherent unit and, where nature sets one, its bounds."""

from typing import Annotated

from ..simulate.scenario.formula import Bounds, Profile

Positive = Bounds(low=0)

# Time and what is done in it
Time = Annotated[float, "s", Positive]
People = Annotated[float, "person", Positive]
Gpus = Annotated[float, "gpu", Positive]
GpuTime = Annotated[float, "gpu*s", Positive]

# Demand
Queries = Annotated[float, "query", Positive]
TokensPerQuery = Annotated[float, "token/query", Positive]
QueryRatePerPerson = Annotated[float, "query/(person*s)", Positive]
WordsPerQuery = Annotated[float, "word/query", Positive]
WordRate = Annotated[float, "word/s", Positive]
GpuTimePerWord = Annotated[float, "gpu*s/word", Positive]

# Language models
Parameters = Annotated[float, "parameter", Positive]
Tokens = Annotated[float, "token", Positive]
TimePerToken = Annotated[float, "s/token", Positive]
TimePerTokenAndParameter = Annotated[float, "s/(token*parameter)", Positive]
Operations = Annotated[float, "flop/(parameter*token)", Positive]
Throughput = Annotated[float, "flop/(gpu*s)", Positive]

# Energy
Energy = Annotated[float, "J", Positive]
Power = Annotated[float, "W", Positive]
GpuPower = Annotated[float, "W/gpu", Positive]
HomePower = Annotated[float, "W/home", Positive]
EnergyPerQuery = Annotated[float, "J/query", Positive]
EnergyPerToken = Annotated[float, "J/token", Positive]
EnergyPerTokenAndByte = Annotated[float, "J/(token*byte)", Positive]
GpuEnergyPerToken = Annotated[float, "J/(gpu*token)", Positive]
GpuEnergyPerTokenAndParameter = Annotated[float, "J/(gpu*token*parameter)", Positive]

# Hardware that serves
Size = Annotated[float, "byte", Positive]
Weight = Annotated[float, "byte/parameter", Positive]
GpuMemory = Annotated[float, "byte/gpu", Positive]

# Water
Water = Annotated[float, "m**3", Positive]
WaterIntensity = Annotated[float, "m**3/J", Positive]

# Shares and ratios
Fraction = Annotated[float, "1", Bounds(0, 1)]
Number = Annotated[float, "1", Positive]
Batch = Annotated[float, "1", Bounds(low=1)]  # requests that are answered at once: never less than the one that is
Pue = Annotated[float, "1", Bounds(low=1)]  # all of a data centre's energy over its computers' own: never below 1
Host = Annotated[float, "1", Bounds(low=1)]  # all of a server's energy over its processors' own: never below 1

# Emissions
Emissions = Annotated[float, "kgCO2e"]
Intensity = Annotated[float, "kgCO2e/J", Positive]
EmissionsPerServer = Annotated[float, "kgCO2e/server", Positive]
EmissionsPerGpu = Annotated[float, "kgCO2e/gpu", Positive]
GpusPerServer = Annotated[float, "gpu/server", Positive]
HourlyIntensity = Annotated[Profile, "kgCO2e/J", Positive]

# What emissions are compared with
Homes = Annotated[float, "home", Positive]
Trees = Annotated[float, "tree", Positive]
Flights = Annotated[float, "count_flight", Positive]
Charges = Annotated[float, "count_charge", Positive]
Distance = Annotated[float, "m", Positive]
EmissionRate = Annotated[float, "kgCO2e/s", Positive]
EmissionRatePerPerson = Annotated[float, "kgCO2e/(person*s)", Positive]
EmissionRatePerHome = Annotated[float, "kgCO2e/(home*s)", Positive]
UptakePerTree = Annotated[float, "kgCO2e/(tree*s)", Positive]
EmissionsPerFlight = Annotated[float, "kgCO2e/count_flight", Positive]
EmissionsPerCharge = Annotated[float, "kgCO2e/count_charge", Positive]
EmissionsPerDistance = Annotated[float, "kgCO2e/m", Positive]

# Primary energy
PrimaryRatio = Annotated[float, "1", Positive]

# Parts of a server
CpusPerServer = Annotated[float, "cpu/server", Positive]
EmissionsPerCpu = Annotated[float, "kgCO2e/cpu", Positive]
Memory = Annotated[float, "byte/server", Positive]
EmissionsPerByte = Annotated[float, "kgCO2e/byte", Positive]
