"""Cleaning: schemas, corrections, conflicts, offences, links and aggregated figures."""
