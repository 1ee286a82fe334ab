"""What carbonspan costs on this machine: kernels, runs, whole processes, and how they grow; saved and compared."""
