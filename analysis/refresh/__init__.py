"""Persons to counts to tables: the only door between rows about persons and published figures."""
