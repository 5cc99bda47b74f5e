"""Statistics of the documented abuse of INTERPOL Red Notices, by country."""

__version__ = "2.0.0"
