"""Readers of the country-year sources: each a yml that says what the file is, and a py that reads it.

Every reader takes the folder that holds the publishers' files and gives a tidy table with the columns
``iso3`` and ``year`` (or ``origin`` and ``host``) first.
"""
