"""Reports: what is built, how notebooks run, how they become HTML and PDF."""
