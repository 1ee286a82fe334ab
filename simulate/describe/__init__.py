"""What is believed, above the kernels: laws, inputs, dependence, catalogs and the scenario one file says."""
