"""Rows about persons, read, joined, labelled and linked; no page imports them."""
