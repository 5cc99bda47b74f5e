"""Designations of countries by sanctions authorities."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

import pandas as pd

from analysis.core.errors import NoDataError, some
from analysis.core.hand_models import WHOLE
from analysis.core.judgement import SENDERS
from analysis.core.messages import _
from analysis.core.number_words import phrase
from analysis.core.private import WORLD, span
from analysis.facts import evidence, world
from analysis.facts.charges import survivors
from analysis.facts.notice_counts import hidden_part
from analysis.facts.selection import RowChoices, Selection, chosen, select, worldwide
from analysis.facts.summary import Fact
from analysis.stats.estimate import Estimate, share_in_words

__all__ = ["compare", "corroboration", "designations", "programmes"]

UNIVERSE = phrase("sanctions._listed")
_COMPARED = ("cases", "country_mentions", "designations_by_target_country")


def _about_country(table: pd.DataFrame, country: str | Selection | None) -> pd.DataFrame:
    """Return the rows of a table of designations that are under a programme on a country, or on any."""
    iso3 = select(country).country
    rows = table.rename(columns={"programme_country": "country"})
    return rows[rows["country"].notna() if iso3 is None else rows["country"] == iso3]


def designations(country: str | Selection | None = None, *, since: int | None = None) -> pd.DataFrame:
    """Designations under sanctions programmes on a country, by authority, year and type of target.

    Parameters
    ----------
    since : int, optional
        First year; designations without a year are then excluded.

    Returns
    -------
    DataFrame
        ``country`` (that the programme is on), ``list`` (UN, EU, UK or US), ``entity_type``, ``year`` (blank if
        unknown), ``listed_on_basis`` and ``designations``. Authorities list the same persons, so do not add them up.

    Examples
    --------
    >>> bool(designations("Belarus", since=2020)["year"].min() >= 2020)
    True
    """
    rows = _about_country(world.release()["designations_by_target_country"], country)
    rows = rows if since is None else rows[rows["year"].ge(since).fillna(False).astype(bool)]
    rows = rows.reset_index(drop=True)
    rows.attrs = {"title": phrase("sanctions._listings"), "counted": UNIVERSE}
    rows.attrs["source"] = world.source("designations_by_target_country")
    return rows


def programmes(country: str | Selection | None = None) -> pd.DataFrame:
    """Designations under programmes on a country, by authority and programme.

    Returns
    -------
    DataFrame
        One row per programme: ``country``, ``list``, ``programme``, a column for each type of target that occurs,
        ``all`` (their sum), ``first_year`` and ``last_year``.

    Examples
    --------
    >>> set(programmes("Belarus")["list"]) <= {"UN", "EU", "UK", "US"}
    True
    """
    rows, keys = _about_country(world.release()["designations_by_programme"], country), ["country", "list", "programme"]
    counts = rows.pivot_table("designations", keys, "entity_type", aggfunc="sum", fill_value=0).astype(int)
    counts["all"] = counts.sum(axis=1)
    years = rows.groupby(keys)["year"].agg(first_year="min", last_year="max")
    return world.sourced(counts.join(years).reset_index(), "designations_by_programme")


def compare(country: str | Selection | None = None, **choices: Unpack[RowChoices]) -> pd.DataFrame:
    """Evidence rating and sanctions of every country that has either.

    Choices: grades, statuses, since, until, rule. A country that is named is marked in ``attrs["focus"]``.

    Returns
    -------
    DataFrame
        One row per country, by rating, strongest first: ``country``, ``rating``, ``cases`` (well-documented),
        ``kinds_of_source`` (that accuse it), designations under programmes on it by each authority (``UN``, ``EU``,
        ``UK``, ``US``), ``security`` (persons with security charges in its public notices; blank if unknown), and
        ``designated_low`` to ``designated_high`` of these who are also designated.

    Examples
    --------
    >>> compare().set_index("country").loc["BLR", "rating"]
    'substantial'
    """
    selection = chosen(country, choices, RowChoices)
    table = evidence.evidence_table(selection.of_rows)[["S", "F"]].set_axis(["cases", "kinds_of_source"], axis=1)
    table.insert(0, "rating", [evidence.rating(replace(selection, country=code)).word for code in table.index])
    by_sender = designations().pivot_table("designations", "country", "list", aggfunc="sum")
    table = table.join(by_sender.reindex(table.index, columns=list(SENDERS), fill_value=0).fillna(0).astype(int))
    charged = _charged().set_index("requesting_country")
    security = charged["security"].astype(int)
    ends = span(charged["designated"], security).add_prefix("designated_")
    table = table.join(pd.concat([security, ends], axis=1).astype("Int64"))
    rated = ~table["rating"].isin(evidence.nothing_found())
    either = rated | table[list(SENDERS)].any(axis=1) | table["security"].notna()
    order = evidence.words_in_order().index
    table = table[either].sort_values("rating", key=lambda words: words.map(order), kind="stable")
    table = table.rename_axis("country").reset_index()
    title = phrase("sanctions._compared")
    table.attrs = {"focus": selection.country, "counted": UNIVERSE, "title": title}
    table.attrs["source"] = world.source(*_COMPARED)
    return table


def _charged() -> pd.DataFrame:
    """Return the requesting countries of which the number of persons with security charges is published."""
    table = world.release()["public_notices_corroboration"]
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]
    return rows[(rows["requesting_country"] != WORLD) & rows["security"].str.isdecimal()]


def corroboration(country: str | Selection | None = None) -> Estimate:
    """Share of the persons with security charges in a country's public notices who are also designated.

    Returns
    -------
    Estimate
        A share of these persons, designated by the UN, the EU, the UK or the US. Complete, or HIDDEN: bounds of a count
        below three.

    Raises
    ------
    NoDataError
        If the country has too few public notices on security charges.

    Examples
    --------
    >>> corroboration("Russia").unit
    'share'
    """
    selection, rows = select(country), _charged()
    rows = rows[rows["requesting_country"] == selection.iso3]
    if rows.empty:
        got = f"too few security charges in public notices of {selection.name}"
        raise NoDataError(got, f"a country of {some(_charged()['requesting_country'], 20)}", "choose one of these")
    about = world.about(_("people who are also sanctioned"), survivors(), "public_notices_corroboration")
    found = hidden_part(rows["designated"], rows["security"].astype(int), about.at(selection.name))
    most = round((found.high or found.value) * found.n)
    form, share = "hidden" if found.high else "", share_in_words(most, found.n)
    return found.named("sanctions.corroboration", selection.country, most=most, form=form, share=share)


def by_rating(states: pd.DataFrame) -> pd.DataFrame:
    """Count the rated countries of `compare` by ``rating``: ``value`` under no programme, ``other`` under one."""
    rated = states[~states["rating"].isin(evidence.nothing_found())]
    under = rated[list(SENDERS)].any(axis=1)
    counts = pd.crosstab(rated["rating"], under).reindex(columns=[False, True], fill_value=0)
    counts = counts.set_axis(["value", "other"], axis=1).reindex(rated["rating"].unique())
    return counts.rename_axis("group").reset_index()


def under_none(counts: pd.DataFrame) -> Estimate:
    """Return how many countries, of rows of `by_rating`, are under no programme."""
    free, universe = counts["value"].sum(), phrase("sanctions._rated")
    return world.part(free, free + counts["other"].sum(), _("countries"), universe, *_COMPARED).named(
        "sanctions.under_none", None
    )


def _countries(selection: Selection) -> Estimate:
    """Count the countries that any programme is on, and those of them with a finding or complaints."""
    worldwide(selection)
    words, named = evidence.evidence_words(), set(designations()["country"])
    accused = words.index[~words.isin(evidence.nothing_found())]
    universe = phrase("sanctions._programmes")
    found = world.counted(len(named), _("countries"), universe, "designations_by_target_country")
    return found.named("sanctions.countries", None, both=int(accused.isin(named).sum()))


SUMMARY: tuple[Fact, ...] = (corroboration, _countries)
