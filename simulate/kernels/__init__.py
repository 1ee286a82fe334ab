"""The lowest layer, numba alone: floats and arrays in, arrays out; no units, no options, no exceptions."""
