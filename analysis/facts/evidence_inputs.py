"""The inputs of the evidence rating of every country, and what is left of them without a source."""

from __future__ import annotations

from urllib.parse import urlsplit

import pandas as pd

from analysis.core.judgement import table as hand_table
from analysis.core.number_words import phrase
from analysis.facts.selection import PUBLISHED, Selection
from analysis.tables.release import FAMILIES, Release, speaker_of, territories

TOP_TEN = "ccf_individual_requests_by_source_ncb"
#: The one source of the third input, as a reader knows it.
COMPLAINT_LISTS = phrase("evidence._complaint_lists")
#: What a case of the grade becomes with one of its two sources, and with none.
_WITH_ONE_SOURCE, _WITHOUT_SOURCE = {"B": "C"}, "D"


def inputs(release: Release, choices: Selection = PUBLISHED) -> pd.DataFrame:
    """Return the inputs of the evidence rating, the families behind the second, and whether a country was searched."""
    codes = list(territories(release))
    cases = choices.counting(release["cases"])["requesting_country"].value_counts()
    naming = naming_rows(release["country_mentions"], choices)
    named = pd.crosstab(naming["country"], naming["family"]) > 0
    named = named.reindex(index=codes, columns=list(FAMILIES), fill_value=False)
    complained = release["oversight_statistics"].query("indicator == @TOP_TEN")["country"]
    table = named.rename_axis("iso3").reset_index()
    table.insert(1, "S", cases.reindex(codes, fill_value=0).to_numpy())
    table.insert(2, "F", named.sum(axis=1).to_numpy())
    table.insert(3, "K", table["iso3"].isin(complained))
    searched = hand_table("countries_searched.csv").query("searched == 'yes'")["country"]
    table["searched"] = table["iso3"].isin({*searched, *release["cases"]["requesting_country"]})
    return table.astype({"S": "Int64", "F": "Int64"})


def naming_rows(mentions: pd.DataFrame, choices: Selection = PUBLISHED) -> pd.DataFrame:
    """Return the documents that accuse a country, by the categories of the rule."""
    return mentions[mentions["wording_category"].isin(choices.evidence_rule.inputs.families.wording_categories)]


def without_each_source(release: Release, iso3: str, choices: Selection = PUBLISHED) -> dict[str, dict[str, int]]:
    """Return the inputs of a state's evidence level that are left when one source is taken away."""
    cases = release["cases"].query("requesting_country == @iso3")
    mentions = naming_rows(release["country_mentions"], choices).query("country == @iso3")
    figures = release["oversight_statistics"]
    complained = bool(((figures["indicator"] == TOP_TEN) & (figures["country"] == iso3)).any())
    sites = cases[["source_1_url", "source_2_url"]].map(site_of), mentions["source_url"].map(site_of)
    speakers = mentions["source_title"].map(speaker_of)
    counted, of_cases = choices.counting(cases), set(sites[0].to_numpy().ravel())
    found = {}
    for name in sorted({*of_cases, *sites[1]} - {""}):
        remaining = choices.counting(weakened(cases, sites[0], name)) if name in of_cases else counted
        found[name] = _left(remaining, mentions[sites[1] != name], complained)
    found |= {name: _left(counted, mentions[speakers != name], complained) for name in sorted(set(speakers))}
    return found | ({COMPLAINT_LISTS: _left(counted, mentions, False)} if complained else {})


def site_of(url: object) -> str:
    """Return the site of an address, without ``www.``; empty where there is none."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if isinstance(url, str) else ""


def weakened(cases: pd.DataFrame, sites: pd.DataFrame, gone: str) -> pd.DataFrame:
    """Return cases with the grades that are left without one site."""
    addresses = sites.to_numpy(dtype=object)
    before, after = (addresses != "").sum(axis=1), ((addresses != "") & (addresses != gone)).sum(axis=1)
    grade = cases["evidence_grade"].where(after == before, cases["evidence_grade"].replace(_WITH_ONE_SOURCE))
    return cases.assign(evidence_grade=grade.mask((after == 0) & (before > 0), _WITHOUT_SOURCE))


def _left(cases: pd.DataFrame, mentions: pd.DataFrame, complained: bool) -> dict[str, int]:
    counts = {"cases": len(cases), "families": mentions["family"].nunique(), "complaints": int(complained)}
    return counts | {"searched": 1}  # as a source was found
