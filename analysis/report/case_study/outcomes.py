"""Where requests took effect, what hosts decided, and what INTERPOL decided on which article."""

from __future__ import annotations

import pandas as pd

from analysis.core.hand import label, read_evidence_rule, text
from analysis.facts import world
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.case_study.groups import UNIVERSE
from analysis.report.case_study.rows import in_order, links
from analysis.report.words import place as place_name


def hosts(place: Place) -> Section:
    """Show where a request took effect and what became of the person there, with the rows of each."""
    rows = in_order(place)
    if rows.empty:
        return section()
    kind = rows["instrument"].isin(corrections()).map({True: "correction, no effect of INTERPOL", False: "case"})
    table = rows.assign(
        kind=kind, host_country=rows["host_country"].fillna(""), effect=rows["effect"].fillna("unknown")
    )
    data, which = _counted(table, ["host_country", "effect", "kind"])
    shown_rows = pd.DataFrame(
        {
            "Host": [place_name(code) if code else "not known" for code in data["host_country"]],
            "What happened there": data["effect"].map(label),
            "Kind of row": data["kind"],
            "Rows": data["rows"].astype(str),
            "Which": which,
        }
    )
    title = f"Where requests of {place.called} took effect, and what hosts decided"
    return section(
        Prose([text("hosts")]),
        Table("hosts", title, data, shown_rows, UNIVERSE, world.source("cases"), text("detection")),
    )


def corrections() -> list[str]:
    """Give the instruments of rows that are corrections: the arrest may be real, INTERPOL's part is not shown."""
    return [str(code) for code in read_evidence_rule().inputs["cases"]["leave_out_instruments"]]


def interpol(place: Place) -> Section:
    """Show what INTERPOL decided, and on which article, with the rows of each."""
    rows = in_order(place)
    if rows.empty:
        return section()
    columns = ["oversight_outcome", "article_grounds"]
    data, which = _counted(rows.assign(**{c: rows[c].fillna("unknown") for c in columns}), columns)
    shown_rows = pd.DataFrame(
        {
            "INTERPOL decided": data["oversight_outcome"].map(label),
            "On which article": data["article_grounds"].map(label),
            "Rows": data["rows"].astype(str),
            "Which": which,
        }
    )
    title = f"What INTERPOL decided on requests of {place.called}"
    return section(
        Prose([text("decided")]),
        Table("interpol", title, data, shown_rows, UNIVERSE, world.source("cases"), text("detection")),
    )


def _counted(rows: pd.DataFrame, columns: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """Count rows by columns, most first, and link to those of each count."""
    parts = dict(iter(rows.groupby(columns, sort=True)))
    order = sorted(parts, key=lambda key: (-len(parts[key]), key))
    data = pd.DataFrame([[*key, len(parts[key])] for key in order], columns=[*columns, "rows"])
    return data, [links(parts[key]) for key in order]
