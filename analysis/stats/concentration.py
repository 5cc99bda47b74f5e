"""How concentrated notices are on few states: complete counts, so no interval of sampling belongs to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.stats.checks import Floats, checked_count, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.shares import counted_share
from analysis.stats.wording import Subject, number


def top_share(counts: pd.Series, k: int, *, about: Subject) -> Estimate:
    """State the share of all events that falls on the k states with most.

    Parameters
    ----------
    counts : pandas.Series, shape (states,)
        Events of each state, at least one in all.
    k : int
        How many states, from 1 to the number of states.
    about : Subject
        Noun of the events, universe and source.

    Returns
    -------
    Estimate
        A share; ``n`` is all events. The k states are those that turned out largest in this very list.
    """
    counted = _checked(counts)
    if not 1 <= checked_count(k, "number of states") <= len(counted):
        raise refuse(f"the {k} states with most", f"1 to {len(counted)}", "choose a number within the table")
    who = "the state with most" if k == 1 else f"the {k} states with most"
    noun = f"of {about.noun} fall on {who}"
    return counted_share(int(np.sort(counted)[-k:].sum()), int(counted.sum()), about=replace(about, noun=noun))


def effective_number(counts: pd.Series, *, about: Subject) -> Estimate:
    """State how many states with equal counts would be as concentrated: 1 over the Herfindahl index.

    Parameters
    ----------
    counts : pandas.Series, shape (states,)
        Events of each state, at least one in all.
    about : Subject
        Noun of the events, universe and source.

    Returns
    -------
    Estimate
        In states: 1 over the sum of the squared shares; ``n`` is all events.
    """
    counted = _checked(counts)
    total = float(counted.sum())
    value = float(1 / ((counted / total) ** 2).sum())
    sentence = about.sentence(f"{about.noun} are as concentrated as if {number(value)} states shared them equally")
    method = "inverse of the Herfindahl index of a complete count"
    return Estimate(value, None, None, None, method, total, about.universe, sentence, about.source, "states")


def _checked(counts: pd.Series) -> Floats:
    counted = np.array([checked_count(count) for count in counts], dtype=float)
    if counted.sum() == 0:
        raise refuse("no event", "one or more", "state the counts themselves")
    return counted
