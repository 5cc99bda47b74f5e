"""The shipped tables: their release, schemas, corrections, and what a reader loads."""
