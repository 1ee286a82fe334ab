"""From a file to the scenario it describes: every entry read, every mistake reported with its position."""
