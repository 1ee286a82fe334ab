"""The answer as an xarray DataTree, and back from one: what a netCDF file holds."""
