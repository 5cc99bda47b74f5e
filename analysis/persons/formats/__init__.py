"""The formats of the package."""
