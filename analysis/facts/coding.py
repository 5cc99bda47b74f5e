"""How far two codings of the register agree."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.facts import world
from analysis.stats.agreement import agreement as agreement_agreement
from analysis.stats.agreement import kappa as agreement_kappa
from analysis.stats.estimate import Estimate, Subject

SOURCE = "cases_second_coding"


#: Field of the second coding -> what a reader calls it.
FIELDS = {
    "requesting_country": "requesting country",
    "host_country": "host country",
    "year": "year",
    "instrument": "instrument",
    "grade": "grade",
    "claim_status": "claim status",
    "effect": "effect",
    "outcome": "outcome",
}


#: Rounds counted together -> how the rows of them were chosen.
ROUNDS = {
    "1": "rows of round one of the second coding, drawn at random from the first release of the register",
    "2": "rows of round two of the second coding, chosen so that many are strongly supported, so no random sample",
    "12": "rows coded twice in both rounds, of which the second was no random sample",
}


@dataclass(frozen=True)
class Coded:
    """How far the codings of one field agree in one round, or in both.

    Parameters
    ----------
    field, rounds : str
        A key of ``FIELDS`` and of ``ROUNDS``.
    agreement, kappa : Estimate
        The share of rows that agree, and Cohen's kappa.
    """

    field: str
    rounds: str
    agreement: Estimate
    kappa: Estimate


def coded_twice(level: float) -> list[Coded]:
    """Compare the codings of each field in each round that coded it, and in both.

    A blank is a code of its own, *not read*; a field that a round left blank throughout was not coded in it.
    """
    table = world.release().second_coding
    rounds = {"1": table[table["round"] == "1"], "2": table[table["round"] == "2"], "12": table}
    return [
        _compare(field, which, rows, level) for field in FIELDS for which, rows in rounds.items() if _held(field, rows)
    ]


def _held(field: str, rows: pd.DataFrame) -> bool:
    """Tell whether each round of the rows coded the field."""
    return all(part[f"first_{field}"].notna().any() for _, part in rows.groupby("round"))


def _compare(field: str, which: str, rows: pd.DataFrame, level: float) -> Coded:
    first, second = (
        rows[f"{coding}_{field}"].astype(object).fillna("").astype(str).tolist() for coding in ("first", "second")
    )
    about = Subject("Register", f"the {FIELDS[field]}", ROUNDS[which], world.source(SOURCE))
    share = agreement_agreement(first, second, about=about, level=level)
    return Coded(field, which, share, agreement_kappa(first, second, about=about, level=level))
