"""A report: one file about a scenario or several, with pictures and tables, to send to somebody else."""
