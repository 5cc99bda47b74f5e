"""The persons of the package."""
