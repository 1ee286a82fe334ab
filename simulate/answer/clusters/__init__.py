"""Runs on a cluster: spans of the samples as futures of dask.distributed, added up to the bits of one machine."""
