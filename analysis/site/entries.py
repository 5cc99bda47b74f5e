"""A page a host state and a page a case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from analysis.core import hand
from analysis.core.countries import name_of
from analysis.core.hand import DASH, label, text
from analysis.core.judgement import Recommendation
from analysis.core.messages import say
from analysis.facts import cases, evidence, hosts, world
from analysis.pages.parts import case_name, records, sources_of
from analysis.pages.words import link, shown
from analysis.site.frame import Entry, page
from analysis.stats.estimate import number
from analysis.tables.library import describe


def host_page(code: str) -> bytes:
    """Render the page of a host state: who asked, what it did, what INTERPOL decided, what its authorities can do."""
    name, rows = name_of(code), hosts.rows_of(code)
    content = {
        "lead": f"{hosts.taken_effect(code).sentence} {hosts.detained(code).sentence}",
        "profile": f"[{say('profile-of', name=name)}](../{code}/index.html)",
        "asked": _counts(rows, "requesting_country"),
        "did": _counts(rows, "effect"),
        "decided": _counts(rows, "oversight_outcome"),
        "columns": [say(f"column-{part}") for part in ("case", "year", "asked", "instrument", "grade", "status")],
        "counted": evidence.evidence_rule().heading,
        "universe": hosts.taken_effect(code).universe,
        "rows": [{"cells": _hosted(row)} for row in records(rows.iloc[::-1])],
        "advice": [entry for entry in hand.entries(Recommendation) if entry.as_host],
        "source": world.source("cases"),
    }
    crumbs = (Entry(say("menu-hosts"), "hosts/index.html"),)
    return page("host.html.j2", f"hosts/{code}.html", say("host-title", name=name), content, crumbs)


def _counts(rows: pd.DataFrame, column: str) -> list[dict[str, object]]:
    """Lay out counts by the values of a column."""
    held = cases.breakdown(rows, column)
    counts = zip(held["value"], held["cases"], held["strong"], strict=True)
    return [{"cells": [_kind(column, value), number(count), number(strong)]} for value, count, strong in counts]


def _kind(column: str, value: str) -> str:
    return f"[{name_of(value)}](../{value}/index.html)" if column == "requesting_country" else label(value)


def _hosted(row: Mapping[str, object]) -> list[str]:
    case_id = str(row["case_id"])
    return [
        f"[{case_name(row)}](../cases/{case_id}.html)",
        shown(row["year"]),
        name_of(str(row["requesting_country"])),
        label(str(row["instrument"])),
        str(row["evidence_grade"]),
        str(row["claim_status"]),
    ]


@cache
def _meanings() -> dict[str, dict[str, str]]:
    """Give what each code of the register means, by column, as the codebook says it."""
    told = describe("cases").set_index("column")["values"]
    return {
        str(column): dict(part.partition(": ")[::2] for part in str(values).split("; ") if ": " in part)
        for column, values in told.items()
    }


#: Columns of a case in words, in their order -> the message that names each.
_COLUMNS = {
    "requesting_country": "column-asked",
    "host_country": "column-host",
    "instrument": "column-instrument",
    "charge_as_reported": "case-charge",
    "effect": "column-effect",
    "oversight_outcome": "column-decision",
    "evidence_grade": "column-grade",
    "claim_status": "column-status",
    "note": "case-note",
}


def case_page(row: Mapping[str, object]) -> bytes:
    """Render the page of a register row: the row in words, its sources, its history, its cautions, its address."""
    case_id, asked = str(row["case_id"]), str(row["requesting_country"])
    year = shown(row["year"])
    flags = world.release().cases_flags.query("case_id == @case_id")
    content = {
        "lead": say("case-requested", state=name_of(asked), year=say("no-year") if year == DASH else year),
        "row": [(say(word), _in_words(column, row[column])) for column, word in _COLUMNS.items()],
        "sources": sources_of(dict(row)),
        "flags": [shown(explanation) for explanation in flags["explanation"]],
        "history": _history(case_id),
        "key": text("key"),
        "address": say("case-address", address=f"cases/{case_id}.html"),
        "asked": f"[{name_of(asked)}](../{asked}/index.html)",
    }
    crumbs = (Entry(say("menu-cases"), "cases/index.html"), Entry(name_of(asked), f"{asked}/index.html"))
    return page("case.html.j2", f"cases/{case_id}.html", case_name(row), content, crumbs)


def _in_words(column: str, value: object) -> str:
    if shown(value) == DASH:
        return DASH
    if column in ("requesting_country", "host_country"):
        folder = "hosts" if column == "host_country" else ""
        page_ = f"../{folder}/{value}.html" if folder else f"../{value}/index.html"
        return f"[{name_of(str(value))}]({page_})"
    meaning = _meanings().get(column, {}).get(str(value))
    if column in ("evidence_grade", "claim_status"):
        return f"{value}: {meaning}" if meaning else str(value)
    if column == "charge_as_reported":
        return f"“{shown(value)}”"
    return label(str(value)) if column in ("instrument", "effect", "oversight_outcome") else shown(value)


def _history(case_id: str) -> list[str]:
    """Say what was changed in a row, each change with its reason and source."""
    changes = world.release().cases_changes.query("case_id == @case_id")
    return [_change(row) for row in records(changes)]


def _change(row: Mapping[str, object]) -> str:
    release = str(row["release"])
    if shown(row["column"]) == DASH:
        what = say("change-added", release=release)
    else:
        old, new = (say("blank") if shown(row[side]) == DASH else shown(row[side]) for side in ("old", "new"))
        what = say("change-cell", column=shown(row["column"]), old=old, new=new, release=release)
    source = "" if shown(row["source_url"]) == DASH else f" {link(say('column-source'), row['source_url'])}"
    return f"{what}. {say('change-why', why=shown(row['why']))}.{source}"
