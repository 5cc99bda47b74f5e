"""When each designation of a list that states no day was first seen: kept privately, from refresh to refresh."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.clean.private import write_rows
from analysis.paths import PRIVATE
from analysis.sources.release import csv_as_text

HISTORY = PRIVATE / "history" / "ofac_sdn.csv"
COLUMNS = ["ent_num", "first_seen", "left_censored"]


def read_history(path: Path = HISTORY) -> pd.DataFrame:
    """Read which release first held each designation of OFAC's list.

    Parameters
    ----------
    path : Path
        A csv with `COLUMNS`; it need not exist.

    Returns
    -------
    DataFrame of str
        `COLUMNS`; without a row where there is no history yet.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    return csv_as_text(path)[COLUMNS] if path.exists() else pd.DataFrame(columns=COLUMNS, dtype="str")


def extended(history: pd.DataFrame, held: list[str], day: str) -> pd.DataFrame:
    """Add the designations that a release holds and the history does not.

    Parameters
    ----------
    history : DataFrame of str
        As `read_history` gives it.
    held : list of str
        Ids of the release.
    day : str
        Its day, ``YYYY-MM-DD``.

    Returns
    -------
    DataFrame of str
        The history with the new ids first seen that day; left-censored if there was no history before.
    """
    fresh = sorted(set(held) - set(history["ent_num"]), key=lambda key: (len(key), key))
    begun = "False" if len(history) else "True"
    rows = pd.DataFrame({"ent_num": fresh, "first_seen": day, "left_censored": begun}, dtype="str")
    return pd.concat([history, rows], ignore_index=True)


def keep(history: pd.DataFrame, path: Path = HISTORY) -> None:
    """Write the history, for its owner's eyes only."""
    write_rows(history, path)
