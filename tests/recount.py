"""The register counted again in plain pandas, from the shipped csv files alone."""

import csv

import pandas as pd

from analysis.core.files import RAW

CORRECTIONS = ("none_found", "interstate_wanted_list")
STOPPED = ("refused_by_ndtf", "deleted_by_ccf", "deleted_by_general_secretariat", "blocked_provisionally")
#: Country -> cases, supported, well documented, with people held: as the data release states them.
STATED = [("BLR", 18, 12, 10, 13), ("RUS", 45, 19, 17, 19), ("TUR", 46, 26, 21, 32)]


def raw(name: str) -> list[dict[str, str]]:
    """Rows of a shipped table, read without the package."""
    (path,) = RAW.glob(f"*/{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped(name: str) -> pd.DataFrame:
    """A shipped table, read by pandas alone; blank cells are missing."""
    (path,) = RAW.glob(f"*/{name}.csv")
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def cases() -> pd.DataFrame:
    """Cases with what happened in them, and whether each is a correction, well documented, with people held."""
    register, effects = (
        pd.read_csv(RAW / "evidence" / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("cases", "cases_effects")
    )
    return joined(register.merge(effects, on="case_id", validate="1:1"))


def decided() -> pd.DataFrame:
    """Final decisions of courts and authorities that count, each with the columns of its case."""
    folder = RAW / "evidence"
    table = pd.read_csv(folder / "cases_decisions.csv", dtype=str, keep_default_na=False)
    return finals(table, cases())


def finals(table: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Final decisions without corrections and without cases that are not linked to INTERPOL."""
    of_case = register[["case_id", "requesting_country", "claim_status", "correction", "linked"]]
    final = table[table["final"] == "yes"].merge(of_case, on="case_id", validate="m:1")
    final = final[~final["correction"] & (final["linked"] != "no")]
    return final.assign(refused=final["decision"].isin(["extradition_refused", "asylum_granted"]))


def decisions_of(code: str, final: pd.DataFrame) -> dict[str, int]:
    """Every number that pages state of decisions of a country, and on its requests."""
    own, asked = final[final["country"] == code], final[final["requesting_country"] == code]
    return {
        "decided": len(own),
        "refused_by": int(own["refused"].sum()),
        "decided_on_requests": len(asked),
        "requests_refused": int(asked["refused"].sum()),
    }


def joined(table: pd.DataFrame) -> pd.DataFrame:
    """Mark of each case whether it is a correction, well documented, with people held."""
    correction = table["instrument"].isin(CORRECTIONS)
    supported = table["claim_status"] == "supported"
    return table.assign(
        correction=correction,
        well_documented=supported & table["evidence_grade"].isin(["A", "B"]) & ~correction,
        people_held=(table["held"] == "yes") & (table["linked"] != "no") & ~correction,
    )


def of_country(code: str, table: pd.DataFrame) -> dict[str, int]:
    """Every number that pages state of a country's cases, by requests of it and by requests to it."""
    asked = table[table["requesting_country"] == code]
    held_in = (table["held_where"] == code) & (table["linked"] != "no")
    here = table[((table["host_country"] == code) | held_in) & ~table["correction"]]
    here = here[here["requesting_country"] != code]
    arrested = here[here["people_held"] & (here["held_where"] == code)]
    counts = {
        "all": len(asked),
        "supported": (asked["claim_status"] == "supported").sum(),
        "well_documented": asked["well_documented"].sum(),
        "held": asked["people_held"].sum(),
        "refused": (asked["people_held"] & (asked["extradition"] == "refused")).sum(),
        "hosted": len(here),
        "held_here": len(arrested),
    }
    return {name: int(count) for name, count in counts.items()}
