"""The shipped tables: schemas, sidecars, clean tables, differences, codebook."""
