"""The inputs of the evidence level, by country."""

from __future__ import annotations

import pandas as pd

from analysis.clean.evidence_rule import read_evidence_rule
from analysis.clean.families import FAMILIES
from analysis.clean.release import Release, territories

TOP_TEN = "ccf_individual_requests_by_source_ncb"


def headline_cases(cases: pd.DataFrame) -> pd.DataFrame:
    """Keep the cases that count by the evidence rule: status supported, grade A or B, an instrument of INTERPOL.

    Parameters
    ----------
    cases : DataFrame
        The case register, or a part of it.

    Returns
    -------
    DataFrame
        The rows kept, with their index.
    """
    counted = read_evidence_rule().inputs["cases"]
    kept = cases["claim_status"].isin(counted["claim_status"]) & cases["evidence_grade"].isin(counted["evidence_grade"])
    return cases[kept & ~cases["instrument"].isin(counted["leave_out_instruments"])]


def inputs(release: Release) -> pd.DataFrame:
    """Give the three inputs of the evidence level, and the families behind the second.

    Parameters
    ----------
    release : Release
        The clean tables.

    Returns
    -------
    DataFrame
        One row per territory, in order of ``iso3``: ``S`` (Int64), the state's register cases with status
        supported and grade A or B, without the instruments none_found and interstate_wanted_list; ``F``
        (Int64), how many of four families of sources name it as an abuser; ``K`` (bool), whether it was in the
        CCF's top-ten complaint lists of 2010 to 2017; ``governments``, ``parliaments``, ``ngos`` and ``press``
        (bool), the families that name it.
    """
    codes = list(territories(release))
    cases = headline_cases(release.cases)["requesting_country"].value_counts()
    named = _families_naming(release.country_mentions).reindex(codes, fill_value=False)
    complained = release.oversight_statistics.query("indicator == @TOP_TEN")["country"]
    return pd.DataFrame(
        {
            "iso3": codes,
            "S": cases.reindex(codes, fill_value=0).astype("Int64").to_numpy(),
            "F": named.sum(axis=1).astype("Int64").to_numpy(),
            "K": pd.Series(codes).isin(complained).to_numpy(),
            **{family: named[family].to_numpy() for family in FAMILIES},
        }
    ).astype({"S": "Int64", "F": "Int64"})


def _families_naming(mentions: pd.DataFrame) -> pd.DataFrame:
    counted = read_evidence_rule().inputs["families"]["wording_categories"]
    naming = mentions[mentions["wording_category"].isin(counted)]
    crossed = pd.crosstab(naming["country"], naming["family"]) > 0
    return crossed.reindex(columns=list(FAMILIES), fill_value=False)
