"""The pages of the package."""
