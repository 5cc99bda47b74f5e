"""The publish of the package."""
