"""How codes, dates and links are shown, and the head and foot that all reports share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.judgement import contact, release_note, released, stated, text, texts, version
from analysis.core.messages import DASH, _, cell_text, day, label
from analysis.facts.evidence import MOST_NAMED
from analysis.facts.selection import Selection
from analysis.pages.blocks import Prose, Section, Table, folded, section
from analysis.pages.markdown import plain
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, Kind, number, percent, share_in_words
from analysis.stats.evidence_level import chance
from analysis.tables.library import cite_report
from analysis.tables.shipped import sidecar

#: Kinds of shares whose ``n`` is the number of rows that were counted, and kinds of which only bounds are known.
OF_COUNTS = (Kind.COMPLETE, Kind.HIDDEN)
BOUNDED = (Kind.BOUNDS, Kind.HIDDEN)


def shown(value: object) -> str:
    """Return a cell's text, in which no Markdown acts; a dash stands for what is not known."""
    return plain(cell_text(value))


def date_in_words(date: object) -> str:
    """Write a date as a day, a month or a year, as far as it is known."""
    year, *rest = shown(date).split("-")
    if not rest:
        return year
    return label(int(rest[0]), "day", day=str(int(rest[1])) if rest[1:] else "", year=year).strip()


#: Columns of the register that hold codes, which have words.
CODED = (
    "instrument", "target_profile", "charge_category", "effect", "oversight_outcome", "article_grounds", "claim_status",
    "linked", "released", "extradition", "returned", "travel_blocked", "asylum_affected",
)  # fmt: skip


def in_words(column: object, value: object) -> str:
    """Return a cell of the register as a reader knows it: a code by its words, anything else as it is."""
    return label(value) if column in CODED else shown(value)


def changed_cell(column: object) -> tuple[str, str]:
    """Return the column that a correction names and its words; ``cases_effects.NAME`` is one on what happened."""
    table, _dot, name = str(column).rpartition(".")
    return name, label(name, "step" if table else "case-row")


def place(code: object) -> str:
    """Return a country's name, or a dash."""
    return DASH if shown(code) == DASH else country_name(str(code))


#: Characters of an address that would end or bend a link in Markdown.
_IN_ADDRESS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in " ()<>[]\\\"'`*"})


def link(title: object, url: object) -> str:
    """Return a Markdown link; the title alone where there is no address on the web."""
    text = plain(cell_text(title).replace("[", "(").replace("]", ")"))
    address = str(url).translate(_IN_ADDRESS)
    return f"[{text}]({address})" if address.startswith(("http://", "https://")) else text


def value_of(estimate: Estimate) -> str:
    """Write an estimate's value as it stands in a table; a dash where only bounds are known."""
    return DASH if estimate.kind in BOUNDED else _written(estimate, estimate.value)


def interval_of(estimate: Estimate) -> str:
    """Write an estimate's interval as it stands in a table, or a dash."""
    if estimate.low is None or estimate.high is None:
        return DASH
    low, high = _written(estimate, estimate.low), _written(estimate, estimate.high)
    if estimate.unit == "share" and estimate.kind in OF_COUNTS and estimate.n < LEAST_FOR_PERCENT:
        low = number(round(estimate.low * estimate.n))
    return _("{low} to {high}", low=low, high=high)


def with_interval(estimate: Estimate | None) -> str:
    """Write an estimate's value with its interval in brackets, where it has one, or a dash for no estimate."""
    if estimate is None:
        return DASH
    value, ends = value_of(estimate), interval_of(estimate)
    return value if ends == DASH or estimate.low == estimate.high else f"{value} ({ends})"


def _written(estimate: Estimate, value: float) -> str:
    """Write a value of an estimate; a share of few counted rows by its counts."""
    if estimate.unit != "share":
        return number(value)
    return share_in_words(round(value * estimate.n), estimate.n) if estimate.kind in OF_COUNTS else percent(value)


def range_of(estimate: Estimate) -> str:
    """Write an estimate's interval with what it means: its level, published values, or bounds."""
    written = interval_of(estimate)
    return written if written == DASH else f"{written} ({_kind(estimate)})"


def _kind(estimate: Estimate) -> str:
    if estimate.level is None:
        kinds = {Kind.RANGE: _("published values"), Kind.MODELS: _("other priors")}
        return kinds.get(estimate.kind) or _("bounds")
    level = _("{number} %", number=f"{100 * estimate.level:g}")
    kinds = {Kind.SAMPLING: level, Kind.CODING: _("{level} interval for differences between readers", level=level)}
    return kinds.get(estimate.kind) or _("{level} interval, {kind}", level=level, kind=label(estimate.kind.value))


def n_of(estimate: Estimate) -> str:
    """Write the number of units behind an estimate, or a dash where it says no more than the value."""
    published = estimate.kind in (Kind.RANGE, Kind.PUBLISHED)
    return DASH if published or estimate.n == estimate.value else number(estimate.n)


def estimates_table(name: str, title: str, rows: Sequence[tuple[str, Estimate]], note: str = "") -> Table:
    """Show estimates as a table, each with interval, n and universe."""
    what = pd.Series([words for words, _estimate in rows], dtype="str", name="statistic")
    estimates = [estimate for _words, estimate in rows]
    data = pd.DataFrame([estimate.as_dict() for estimate in estimates])
    shown_rows = {
        _("Statistic"): what,
        _("Value"): list(map(value_of, estimates)),
        _("Interval or range"): list(map(range_of, estimates)),
        "n": list(map(n_of, estimates)),
        _("Counted"): [estimate.counted for estimate in estimates],
    }
    counted = list(dict.fromkeys(estimate.counted for estimate in estimates))
    if len(counted) == 2 and min(counted, key=len) in max(counted, key=len):
        counted = [max(counted, key=len)]
    universe = "; ".join(counted) if len(counted) < 3 else _("see the column “Counted”")
    source = ", ".join(dict.fromkeys(name for estimate in estimates for name in estimate.source.split(", ")))
    return Table(name, title, pd.concat([what, data], axis=1), shown_rows, universe, source, note)


def footer() -> str:
    """Return the line at the foot of every page."""
    note = release_note()
    said = {"title": note.title, "release": version(), "day": day(released()), "authors": stated("authors")}
    return text("footer", **said, address=contact())


PROFILE_TABLES = (
    "cases", "cases_second_coding", "country_mentions", "oversight_statistics", "oversight_timeline",
    "public_notices_by_requesting_country", "public_notices_by_nationality", "public_notices_exits",
    "public_notices_by_offence", "public_notices_sensitive", "public_notices_corroboration",
    "designations_by_target_country", "designations_by_programme", "governance_country_year", "refugees_by_origin_host",
    "interval_coverage", "cases_readings", "cases_decisions", "cases_effects",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """What a report begins and ends with.

    Parameters
    ----------
    heading : str or callable
        Its heading, or what returns it, which is also the title to cite.
    page : str
        Its page below the reports; empty for one that is cited without an address.
    tables : tuple of str
        The shipped tables behind it.
    """

    heading: str | Callable[[], str | Estimate]
    page: str = ""
    tables: tuple[str, ...] = PROFILE_TABLES

    def _heading(self) -> Prose:
        return Prose([self.heading if isinstance(self.heading, str) else self.heading()], "title")

    def title(self, chosen: Estimate | None = None) -> Section:
        """Show the heading, and below it what is chosen otherwise than in the published report."""
        return section(self._heading(), Prose([chosen], "caution") if chosen else None)

    def sources(self) -> Section:
        """Show every table behind the report."""
        return sources(self.tables)

    def how_to_cite(self) -> Section:
        """Show how to cite the report."""
        return section(Prose([cite_report(self._heading().texts()[0], self.page)], "citation"))

    def end(self) -> Section:
        """Show where the limits are, the tables behind the report, and how to cite it."""
        return section(
            Prose([text("limits_elsewhere")]),
            folded(_("Tables behind this report"), self.sources()),
            self.how_to_cite(),
        )


#: A name with its address in brackets, as sidecars write licences.
_ADDRESS = re.compile(r"(\w[\w. ]*) \((https?://[^)\s]+)\)")


def limits() -> Section:
    """Show what the numbers cannot tell."""
    return section(Prose(texts("limits"), "list"))


def sources(tables: tuple[str, ...] = PROFILE_TABLES) -> Section:
    """Show every table behind the report: what it is, where it comes from, how to cite it, and its licence."""
    cards = pd.DataFrame([vars(sidecar(name)) for name in tables]).assign(table=tables, release=version())
    shown_rows = {
        _("Table"): cards["table"],
        _("What it is"): cards["title"].map(shown),
        _("Origin"): ["; ".join(link(o["title"], o["url"]) for o in origin[:4]) for origin in cards["origin"]],
        _("Licence"): cards["licence"].map(_licence),
    }
    origins = ["; ".join(f"{o['title']} ({o['url']})" for o in origin) for origin in cards["origin"]]
    data = cards.assign(origin=origins)[["table", "title", "origin", "citation", "licence", "retrieved", "release"]]
    title = _("Tables behind this report")
    return section(
        Table("sources", title, data, shown_rows, _("shipped tables"), _("each is described in a file next to it"))
    )


def how_to_cite(place: Selection) -> Section:
    """Show how to cite the report."""
    return Report(heading(place), f"{place.iso3}/index.html").how_to_cite()


def heading(place: Selection) -> str:
    """Return the heading of a country's report, which is also the title to cite."""
    return _("{place}: INTERPOL notices, and what is known about misuse", place=place.name)


def _licence(text: str) -> str:
    """Write a licence, a link in place of each name that its address follows in brackets."""
    *pairs, rest = re.split(_ADDRESS, text)
    whole = [f"{shown(pairs[i]) if pairs[i] else ''}{link(*pairs[i + 1 : i + 3])}" for i in range(0, len(pairs), 3)]
    return "".join(whole) + (shown(rest) if rest else "")


def shown_chance(value: float) -> str:
    """Write a probability by a model of coding error, or a dash where there is none."""
    return DASH if pd.isna(value) else chance(value)


def shown_sources(joined: str) -> str:
    """Write the decisive sources of the table; the data hold those that do not fit."""
    names = joined.split("; ") if joined else []
    named, rest = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return _("{names} and {count} more", names=named, count=rest) if rest > 0 else named or DASH
