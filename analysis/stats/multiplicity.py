"""Many comparisons at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
from statsmodels.stats.multitest import multipletests

from analysis.stats.checks import refuse


def benjamini_hochberg(p_values: pd.Series) -> pd.Series:
    """Adjust p-values so that the share of false discoveries is held (Benjamini & Hochberg 1995).

    Parameters
    ----------
    p_values : pandas.Series, shape (comparisons,)
        Between 0 and 1, none missing.

    Returns
    -------
    pandas.Series
        The adjusted values on the same index: call a comparison a discovery at rate q where its value is at most q.

    Raises
    ------
    ValueError
        If a value is missing or no probability.
    """
    values = p_values.to_numpy(dtype=float, na_value=np.nan)
    if not ((values >= 0) & (values <= 1)).all():
        wrong = list(p_values[~((values >= 0) & (values <= 1))].index)[:5]
        raise refuse(f"no probability for {wrong}", "p-values between 0 and 1", "drop comparisons that were not made")
    if len(values) == 0:
        return p_values.astype(float)
    return pd.Series(multipletests(values, method="fdr_bh")[1], index=p_values.index, name="q_value")
