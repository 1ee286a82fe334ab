"""What people see, above the answers: datasets and files, tables, plots and reports."""
