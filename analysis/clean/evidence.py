"""The inputs of the evidence level by country, and what its firmness is computed from."""

from __future__ import annotations

from urllib.parse import urlsplit

import pandas as pd

from analysis.core.hand import headline_cases, read_evidence_rule
from analysis.tables.release import FAMILIES, Release, speaker_of, territories

TOP_TEN = "ccf_individual_requests_by_source_ncb"


#: The one source of the third input, as a reader knows it.
COMPLAINT_LISTS = "the Commission's lists of complaints"


#: What a row of the grade becomes with one of its two sources, and with none.
_WITH_ONE_SOURCE, _WITHOUT_SOURCE = {"B": "C"}, "D"


#: A row's code as the second coding gave it again: claim status and grade together, for their errors go together.
Code = tuple[str, ...]


def inputs(release: Release) -> pd.DataFrame:
    """Give the three inputs of the evidence level, and the families behind the second.

    Parameters
    ----------
    release : Release
        The clean tables.

    Returns
    -------
    DataFrame
        One row per territory, in order of ``iso3``: ``S`` (Int64), the state's register cases that count by the rule;
        ``F`` (Int64), how many of four families of sources name it as an abuser; ``K`` (bool), whether it was in the
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


def _naming(mentions: pd.DataFrame) -> pd.DataFrame:
    return mentions[mentions["wording_category"].isin(read_evidence_rule().inputs["families"]["wording_categories"])]


def _families_naming(mentions: pd.DataFrame) -> pd.DataFrame:
    naming = _naming(mentions)
    crossed = pd.crosstab(naming["country"], naming["family"]) > 0
    return crossed.reindex(columns=list(FAMILIES), fill_value=False)


def coded_twice(second: pd.DataFrame) -> dict[Code, tuple[int, int]]:
    """Give the second coding's confusion table as far as the evidence rule asks.

    Parameters
    ----------
    second : DataFrame
        Table ``cases_second_coding``.

    Returns
    -------
    dict of (status, grade) to (int, int)
        By the code that the register gave: how many rows count by the second code, and how many were coded twice.
        Status and grade are taken together. Rows that the register gave an instrument that the rule leaves out are no
        part of it: they are too few, and such rows are kept as they are.
    """
    first, again = _coding(second, "first"), _coding(second, "second")
    first = first[~first["instrument"].isin(read_evidence_rule().left_out)]
    counting = pd.Series(first.index.isin(headline_cases(again).index), index=first.index)
    codes = list(zip(first["claim_status"], first["evidence_grade"], strict=True))
    return {
        code: (sum(held for held, own in zip(counting, codes, strict=True) if own == code), codes.count(code))
        for code in sorted(set(codes))
    }


def _coding(second: pd.DataFrame, which: str) -> pd.DataFrame:
    names = {"claim_status": "claim_status", "grade": "evidence_grade", "instrument": "instrument"}
    return second.rename(columns={f"{which}_{old}": new for old, new in names.items()})[[*names.values()]]


def rows_by_code(cases: pd.DataFrame, known: set[Code]) -> tuple[dict[Code, int], int]:
    """Sort register rows into those that are drawn again and those that are kept.

    Parameters
    ----------
    cases : DataFrame
        Register rows of one state.
    known : set of (status, grade)
        Codes that were coded twice.

    Returns
    -------
    dict of (status, grade) to int, and int
        Rows to draw by code; and how many of the rest count as they stand. Corrections, and rows of a code that was
        never coded twice, are kept.
    """
    drawn = cases[~cases["instrument"].isin(read_evidence_rule().left_out)]
    codes = pd.Series(list(zip(drawn["claim_status"], drawn["evidence_grade"], strict=True)), index=drawn.index)
    again = codes.isin(known)
    held: list[Code] = codes[again].tolist()
    return {code: held.count(code) for code in sorted(set(held))}, len(headline_cases(drawn[~again]))


def without_each_source(release: Release, iso3: str) -> dict[str, dict[str, int]]:
    """Give the inputs of a state's evidence level that are left when one source is taken away.

    Parameters
    ----------
    release : Release
        The clean tables.
    iso3 : str
        The state.

    Returns
    -------
    dict of str to dict
        By source. A source is a site, with everything in the register and in the mentions that was read there; a
        speaker, with every edition of what it said; or the Commission's lists of complaints. A case of grade B that
        loses one of two sources is of grade C; one that loses every source is of grade D; then the rule is applied.
    """
    cases = release.cases[release.cases["requesting_country"] == iso3]
    mentions = _naming(release.country_mentions).query("country == @iso3")
    figures = release.oversight_statistics
    listed = bool(((figures["indicator"] == TOP_TEN) & (figures["country"] == iso3)).any())
    sites = _sites(cases), mentions["source_url"].map(site_of)
    speakers = mentions["source_title"].map(speaker_of)
    found = {name: _left(_weakened(cases, sites[0], name), mentions[sites[1] != name], listed) for name in _all(*sites)}
    found |= {name: _left(cases, mentions[speakers != name], listed) for name in sorted(set(speakers))}
    return found | ({COMPLAINT_LISTS: _left(cases, mentions, False)} if listed else {})


def site_of(url: object) -> str:
    """Give the site of an address, without ``www.``; empty where there is none."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if isinstance(url, str) else ""


def _sites(cases: pd.DataFrame) -> pd.DataFrame:
    return cases[["source_1_url", "source_2_url"]].map(site_of)


def _all(sites: pd.DataFrame, others: pd.Series[str]) -> list[str]:
    return sorted({*sites.to_numpy().ravel(), *others} - {""})


def _weakened(cases: pd.DataFrame, sites: pd.DataFrame, gone: str) -> pd.DataFrame:
    before, after = (sites != "").sum(axis=1), ((sites != "") & (sites != gone)).sum(axis=1)
    grade = cases["evidence_grade"].where(after == before, cases["evidence_grade"].replace(_WITH_ONE_SOURCE))
    return cases.assign(evidence_grade=grade.mask((after == 0) & (before > 0), _WITHOUT_SOURCE))


def _left(cases: pd.DataFrame, mentions: pd.DataFrame, listed: bool) -> dict[str, int]:
    return {
        "cases": len(headline_cases(cases)),
        "families": mentions["family"].nunique(),
        "complaints": int(listed),
    }
