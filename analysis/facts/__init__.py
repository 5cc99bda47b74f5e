"""Every published number: clean tables and plain arguments to an Estimate or a tidy DataFrame."""
