"""From a file to the scenario it describes: every entry read, every problem reported with its position."""
