"""Simulations that try the estimators of the reports where the truth is known; `analysis` does not import them."""
