"""The verbs that clean and compare."""
