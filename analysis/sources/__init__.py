"""Readers: one per published source, a file as published to a tidy table."""
