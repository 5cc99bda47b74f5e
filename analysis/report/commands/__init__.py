"""Verbs of the command line that build, check and describe."""
