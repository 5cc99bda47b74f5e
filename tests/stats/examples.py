"""Data sets and subjects that several tests share."""

import numpy as np
import pandas as pd

from analysis.stats.estimate import Subject

ABOUT = Subject("Freedonia", "public notices", "notices public on 1 May 2023", "invented table", "public notice")
SHARE = Subject("Freedonia", "of public notices are against own nationals", "notices public on 1 May 2023", "invented")

# Lip cancer in the 56 districts of Scotland, 1975-1980 (Clayton & Kaldor 1987), expected cases to one decimal.
LIP_OBSERVED = """
9 39 11 9 15 8 26 7 6 20 13 5 3 8 17 9 2 7 9 7 16 31 11 7 19 15 7 10 16 11 5 3 7 8 11 9 11 8 6 4 10
8 2 6 19 3 2 3 28 6 1 1 1 1 0 0
"""
LIP_EXPECTED = """
1.4 8.7 3.0 2.5 4.3 2.4 8.1 2.3 2.0 6.6 4.4 1.8 1.1 3.3 7.8 4.6 1.1 4.2 5.5 4.4 10.5 22.7 8.8 5.6
15.5 12.5 6.0 9.0 14.4 10.2 4.8 2.9 7.0 8.5 12.3 10.1 12.7 9.4 7.2 5.3 18.8 15.8 4.3 14.6 50.7 8.2
5.6 9.3 88.7 19.6 3.4 3.6 5.7 7.0 4.2 1.8
"""


def series(text: str, dtype: str) -> pd.Series:
    """Give the numbers of a text as a series with the units' places as its index."""
    numbers = np.array(text.split(), dtype=dtype)
    return pd.Series(numbers, index=[f"D{place:02d}" for place in range(1, len(numbers) + 1)])


def lip_cancer() -> tuple[pd.Series, pd.Series]:
    """Give observed and expected cases."""
    return series(LIP_OBSERVED, "int64"), series(LIP_EXPECTED, "float64")
