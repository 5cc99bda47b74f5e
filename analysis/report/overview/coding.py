"""How far two codings of the same register rows agree, by field and round."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.core.hand import DASH, text
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import interval_of, value_of
from analysis.stats.agreement import agreement, kappa
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
_HEADS = {"1": "Round one, drawn at random", "2": "Round two, chosen", "12": "Both"}


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
    share = agreement(first, second, about=about, level=level)
    return Coded(field, which, share, kappa(first, second, about=about, level=level))


def second_coding(level: float) -> Section:
    """Show percent agreement and kappa of each field, by round."""
    held = coded_twice(level)
    both = {(one.field, one.rounds): one for one in held}
    lead = [both["claim_status", "12"], both["grade", "12"]]
    stated = [estimate for one in lead for estimate in (one.agreement, one.kappa)]
    return section(Prose([text("coded_twice")]), Prose(stated), _table(held))


def _table(held: list[Coded]) -> Table:
    estimates = [(one, name, getattr(one, name)) for one in held for name in ("agreement", "kappa")]
    data = pd.DataFrame([{"field": one.field, "statistic": name} | e.as_dict() for one, name, e in estimates])
    cells = {(one.field, one.rounds): one for one in held}
    shown_rows = pd.DataFrame({"Field": [name.capitalize() for name in FIELDS.values()]})
    for which, head in _HEADS.items():
        shown_rows[f"{head}: agree"] = [_agree(cells.get((field, which))) for field in FIELDS]
        shown_rows[f"{head}: kappa"] = [_kappa(cells.get((field, which))) for field in FIELDS]
    return Table(
        "second_coding", "How far two codings of the same rows agree", data, shown_rows,
        "; ".join(ROUNDS.values()), world.source(SOURCE), text("kappa"),
    )  # fmt: skip


def _agree(one: Coded | None) -> str:
    return DASH if one is None else value_of(one.agreement)


def _kappa(one: Coded | None) -> str:
    if one is None:
        return DASH
    ends = interval_of(one.kappa)
    return value_of(one.kappa) if ends == DASH else f"{value_of(one.kappa)} ({ends})"
