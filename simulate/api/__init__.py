"""The Python interface: load a scenario, run it, and ask which of its inputs matter and what to measure."""
