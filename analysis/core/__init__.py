"""Foundations of every room: errors, files, countries, dates, human judgement, protection of persons."""
