"""When each designation of a list that states no day was first seen: kept privately, from refresh to refresh."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.core.files import PRIVATE, csv_as_text
from analysis.core.private import write_rows

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


def extended(history: pd.DataFrame, release: pd.DataFrame, day: str) -> pd.DataFrame:
    """Add the designations that a release holds and the history does not.

    Parameters
    ----------
    history : DataFrame of str
        As `read_history` gives it.
    release : DataFrame of str
        Clean designations of the list; those that came with a history of their own have a ``listed_on`` from it.
    day : str
        The day of the release, ``YYYY-MM-DD``.

    Returns
    -------
    DataFrame of str
        The history with the new ids first seen that day; left-censored if there was no history at all before.
    """
    fresh = release[~release["designation_id"].isin(history["ent_num"])]
    undated = fresh["listed_on"] == ""
    begins = history.empty and bool(undated.all())
    rows = pd.DataFrame(
        {
            "ent_num": fresh["designation_id"],
            "first_seen": fresh["listed_on"].str.removeprefix("../").mask(undated, day),
            "left_censored": (fresh["listed_on"].str.startswith("..") | (undated & begins)).map(str),
        },
        dtype="str",
    )
    return pd.concat([history, rows], ignore_index=True)


def keep(history: pd.DataFrame, path: Path = HISTORY) -> None:
    """Write the history, for its owner's eyes only."""
    write_rows(history, path)
