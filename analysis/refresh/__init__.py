"""The refresh of the package."""
