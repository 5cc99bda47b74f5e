"""Whether two names speak of one person."""
