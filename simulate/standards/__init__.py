"""An answer in the shapes that standards ask for; what they name and how it is worded is in ``configs/standards``."""
