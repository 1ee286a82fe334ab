"""How kernels become machine code: numba's options and types, and instructions that it lacks."""
