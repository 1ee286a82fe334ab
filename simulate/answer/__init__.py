"""What is asked of a run, above the engine: intervals, precision, sensitivity, comparison and audit."""
