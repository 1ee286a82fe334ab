"""The lowest layer, numba only: floats and arrays in, arrays out; no units, no options, no exceptions."""
