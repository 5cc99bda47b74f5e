"""The names of the package."""
