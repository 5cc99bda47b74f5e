"""What the checkout needs around the package: set-up, and the files that are written from others."""
