"""How far two codings of the same register rows agree, by field and round."""

from __future__ import annotations

import pandas as pd

from analysis.core.hand import DASH, text
from analysis.facts import world
from analysis.facts.coding import FIELDS, ROUNDS, SOURCE, Coded, coded_twice
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import interval_of, value_of

_HEADS = {"1": "Round one, drawn at random", "2": "Round two, chosen", "12": "Both"}


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
