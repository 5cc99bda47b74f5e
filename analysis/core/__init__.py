"""The core of the package."""
