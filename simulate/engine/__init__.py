"""How a scenario is run, above what it describes: plan, compiled model, threads, accumulators and state."""
