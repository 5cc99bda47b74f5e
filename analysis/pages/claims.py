"""The sections of the report on the founding article's claims, in the order in which the notebook shows them."""

from __future__ import annotations

import pandas as pd

from analysis.charts.register import VERDICTS, verdicts
from analysis.core import hand
from analysis.core.countries import name_of
from analysis.core.hand import DASH, label, reference, text
from analysis.facts import notices, world
from analysis.facts.evidence import site_of
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import case_link, citation, limits, link, shown, sources
from analysis.stats.estimate import Estimate, complete_count, listed, number

__all__ = ["all_claims", "how_to_cite", "in_short", "limits", "picture", "public_list", "sources", "title"]


UNIVERSE = "factual claims of the founding article, each judged on the sources read"


#: Beginning of a source that is a shipped table.
_TABLE = "table:"


#: The state that the article is about, and the published figures on what is public for it.
STATE = "BLR"


_PUBLIC = ("public_red_notices_by_nationality", "public_red_notices_by_requesting_country")


def all_claims(root: str | None = "../") -> Section:
    """Show every claim of the founding article with its verdict."""
    claims = world.release().founding_claims
    shown_rows = pd.DataFrame(
        {
            "No.": claims["claim_id"],
            "Claim": claims["claim"].map(shown),
            "Verdict": claims["verdict"].map(label),
            "What sources show": claims["evidence"].map(shown),
            "What would change it": claims["would_change"].map(shown),
            "Rows and sources": [
                _support(ids, told, root) for ids, told in zip(claims["case_ids"], claims["sources"], strict=True)
            ],
        }
    )
    title = "The founding article, claim by claim"
    anchors = [f"claim-{name}" for name in claims["claim_id"]]
    source = world.source("founding_claims")
    note = f"{text('founding')} {text('key')}"
    return section(Table("founding_claims", title, claims, shown_rows, UNIVERSE, source, note, anchors))


def public_list() -> Section:
    """Show how many persons stood on the public list for the state of the article, as published and as collected."""
    table = world.release().oversight_statistics
    rows = table[(table["country"] == STATE) & table["indicator"].isin(_PUBLIC)].sort_values("year", kind="stable")
    day = reference()[0].isoformat()
    collected = {
        "indicator": _PUBLIC[1], "date_text": day, "value": int(notices.public_counts()[STATE]),
        "note": notices.public_subject().universe, "source_title": "public_notices_by_requesting_country",
    }  # fmt: skip
    data = pd.concat([rows, pd.DataFrame([collected])])[["date_text", *collected, "value_text", "source_url"]]
    data = data.loc[:, ~data.columns.duplicated()].reset_index(drop=True)
    words = hand.table("indicators.csv").set_index("indicator")["meaning"]
    shown_rows = pd.DataFrame(
        {
            "When": data["date_text"],
            "What was counted": data["indicator"].map(words),
            "Persons or notices": [
                _figure(value, told) for value, told in zip(data["value"], data["value_text"], strict=True)
            ],
            "Note": data["note"].map(shown),
            "Source": [link(title, url) for title, url in zip(data["source_title"], data["source_url"], strict=True)],
        }
    )
    universe = "persons or Red Notices on INTERPOL's public list on a day"
    title = f"{name_of(STATE)} on INTERPOL's public list"
    source = world.source("oversight_statistics", "public_notices_by_requesting_country")
    return section(Table("public_list", title, data, shown_rows, universe, source, text("fall")))


def _figure(value: object, told: object) -> str:
    return number(float(str(value))) if shown(told) == DASH else str(told)


def concerned(iso3: str) -> bool:
    """Tell whether a claim of the founding article concerns a register row of a country."""
    home = world.requesting_countries()
    named = world.release().founding_claims["case_ids"]
    return any(home[name] == iso3 for ids in named for name in _split(ids))


def _support(case_ids: object, told: object, root: str | None) -> str:
    parts = [_rows(case_ids, root), _sources(told)]
    return "; ".join(part for part in parts if part) or DASH


def _rows(case_ids: object, root: str | None) -> str:
    home = world.requesting_countries()
    return listed(case_link(name, home[name], root) for name in _split(case_ids))


def _sources(told: object) -> str:
    pages = [part for part in _split(told) if not part.startswith(_TABLE)]
    tables = [part.removeprefix(_TABLE) for part in _split(told) if part.startswith(_TABLE)]
    return ", ".join([*(link(site_of(page), page) for page in pages), *tables])


def _split(joined: object) -> list[str]:
    return [] if shown(joined) == DASH else [part.strip() for part in str(joined).split(";")]


HEADING = "The founding article, claim by claim: what holds and what does not"


def title() -> Section:
    """Show the heading of the report."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say how many claims hold, and which does not."""
    return section(Prose([_verdicts(), text("founding")], "lead"), Prose([text("motto")], "caution"))


def _verdicts() -> Estimate:
    counts = world.release().founding_claims["verdict"].value_counts().reindex(list(VERDICTS), fill_value=0)
    parts = [f"{label(verdict)}: {count}" for verdict, count in counts.items()]
    sentence = f"Of the article's {int(counts.sum())} factual claims, by verdict: {listed(parts)}."
    return complete_count(
        int(counts["supported"]), universe=UNIVERSE, source=world.source("founding_claims"), unit="claims",
        sentence=sentence,
    )  # fmt: skip


def picture() -> Section:
    """Show the verdicts as a picture."""
    return section(
        Prose([text("verdicts")]),
        verdicts(world.release().founding_claims, UNIVERSE, world.source("founding_claims")),
    )


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(HEADING)], "citation"))
