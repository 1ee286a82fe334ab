"""Published claims compared with scenarios."""
