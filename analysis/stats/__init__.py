"""Statistics: pure functions of tables; every result is an Estimate."""
