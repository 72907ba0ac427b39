"""Background work of the registry; handlers declare themselves to `jobs.kinds`."""
