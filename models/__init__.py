"""Plain formulas in coherent units; of this package they import the @formula mark alone."""
