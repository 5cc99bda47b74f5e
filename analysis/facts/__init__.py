"""The facts of the package."""
