"""Background work of screening; handlers declare themselves to `jobs.kinds`."""
