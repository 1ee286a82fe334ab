"""The cache on disk, shared by processes; each entry is verified before it is used."""
