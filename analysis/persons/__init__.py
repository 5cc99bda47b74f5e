"""Rows about persons: notices and designations as published, read, joined, labelled and linked. No page imports this."""
