"""The data shipped: scenarios by topic, catalogs, sources and known answers; no code."""
