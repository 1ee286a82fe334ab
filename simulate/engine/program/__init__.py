"""From a scenario to the program that draws its inputs: streams, tables, correlations, rows of arguments."""
