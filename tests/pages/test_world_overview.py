"""The world overview: what its cells leave, and what the choices of a reader change, recomputed with pandas."""

import re
from typing import Any

import pandas as pd
import pytest

import analysis as rn
from analysis.core.country_names import country_name
from analysis.core.files import RAW
from analysis.core.messages import _
from analysis.pages import world_overview
from analysis.pages.blocks import Figures, Prose, Section, Table
from analysis.tables.library import load
from tests import recount
from tests.laid_out import cells, default, offered, sections
from tests.reading import tables, texts

#: Types of notice of corrections.
LEFT_OUT = ("none_found", "interstate_wanted_list")


def default_sections() -> dict[str, Section]:
    return default("world_overview")[0]


def default_variables() -> dict[str, Any]:
    return default("world_overview")[1]


def test_the_notebook_calls_all_that_the_page_offers_and_each_section_once() -> None:
    code = "\n".join(cells("world_overview"))
    assert offered(world_overview) <= set(re.findall(r"page\.(\w+)", code))
    assert len(re.findall(r"\bpage\.\w+\(", code)) == len(default_sections())


def test_cells_leave_tables_and_estimates_in_named_variables() -> None:
    frames = {name for name, value in default_variables().items() if isinstance(value, pd.DataFrame)}
    wanted = {"figures", "grounds", "conflicting", "levels", "rows", "ratios", "rates"}
    assert wanted <= frames
    assert isinstance(default_variables()["numbers"], rn.Estimates)
    assert default_variables()["model"].data["cases"].sum() == default_variables()["ratios"]["n"].sum()
    assert default_variables()["numbers"]["cases.all"].value == len(default_variables()["rows"]) == len(recount.cases())


def test_nothing_is_said_of_choices_where_none_was_made() -> None:
    assert "cases.otherwise" not in default_variables()["numbers"]
    kinds = [block.kind for block in default_sections()["title"] if isinstance(block, Prose)]
    assert kinds[:2] == ["title", "lead"]


def test_names_of_blocks_are_unique_and_tables_have_rows() -> None:
    found = [block for section in default_sections().values() for block in section if not isinstance(block, Prose)]
    names = [block.name for block in found]
    assert len(names) == len(set(names))
    assert all(len(block.shown) for block in found if isinstance(block, Table))


@pytest.mark.parametrize("since", [pytest.param(2010, marks=pytest.mark.thorough), 2020])
def test_years_keep_the_rows_and_figures_of_these_years_alone(since: int) -> None:
    shown, variables = sections("world_overview", since=since)
    rows, found = load("cases"), variables["rows"]
    assert len(found) == (rows["year"] >= since).sum()
    charts = {name: chart.data for part in ("who", "published") for name, chart in shown[part].charts.items()}
    assert charts["known_cases"]["cases"].sum() == len(found)
    assert charts["requesting"]["value"].sum() == charts["roles"]["cases"].sum() == found["well_documented"].sum()
    assert charts["interpol_decided"]["cases"].sum() == (~found["instrument"].isin(LEFT_OUT)).sum()
    drawn = [charts[name]["year"].min() for name in ("issued", "grounds") if name in charts]
    assert drawn and min(drawn) >= since
    assert variables["conflicting"]["year"].min() >= since
    assert variables["model"].about.universe.endswith(f"{since} to 2025")
    assert f"since {since}" in " ".join(texts(shown["title"]))


def test_years_of_which_no_figures_conflict_are_said_to_have_none() -> None:
    none = world_overview._conflicts(default_variables()["conflicting"].head(0))
    assert "conflict" in " ".join(texts(none))
    assert not tables(none)


@pytest.mark.thorough
def test_grades_and_statuses_reach_every_number_of_the_fit() -> None:
    shown, variables = sections("world_overview", grades=["A"], statuses=["supported", "contested"])
    rows = load("cases", evidence_grade="A", claim_status=["supported", "contested"])
    within = rows["year"].isna() | rows["year"].between(2000, 2025)
    rows = rows[within & ~rows["instrument"].isin(LEFT_OUT)]
    counts = rows["requesting_country"].value_counts()
    table = variables["ratios"].set_index("country")["n"]
    assert table.to_dict() == counts.reindex(table.index).to_dict()
    assert table.sum() > 20
    assert "grade A" in " ".join(texts(shown["title"]))


def recoded(text: str) -> bool:
    """Whether a text is a share of simulated recodings, which is no level."""
    return text in ("95 %", _("above {sure}", sure="95 %"))


def test_the_level_reaches_every_interval_of_the_page() -> None:
    shown, _ = sections("world_overview", level=0.8)
    said = " ".join(text for section in shown.values() for text in texts(section) if not recoded(text))
    assert "80 %" in said
    assert "95 %" not in said
    levels = [block.data["level"].dropna() for section in shown.values() for block in section
              if isinstance(block, Table) and {"sentence", "level"} <= set(block.data)]  # fmt: skip
    assert {float(level) for column in levels for level in column} == {0.8}


def test_the_first_screen_states_four_counts_and_no_simulation() -> None:
    title, lead, four = list(default_sections()["title"])[:3]
    assert isinstance(lead, Prose) and isinstance(four, Figures)
    counts = recount.cases()
    strong = counts["well_documented"].sum()
    figures = pd.read_csv(RAW / "evidence" / "oversight_statistics.csv").dropna(subset="year")
    figures = figures.query("indicator == 'ndtf_refused_or_cancelled' and country == 'WORLD'").sort_values("year")
    assert [item.estimate.value for item in four.items][::2] == [strong, figures["value"].iloc[-1]]
    assert isinstance(title, Prose)
    held = counts[counts["people_held"]]
    refused = (held["extradition"] == "refused").sum()
    arrested = f"In {len(held)} known cases that may involve INTERPOL, people were arrested"
    assert title.texts() == [f"{arrested}; in {refused} of them, extradition was refused"]
    assert lead.texts()[0].startswith(f"In {strong} well-documented cases, requests by ")
    requesters = counts.loc[counts["well_documented"], "requesting_country"].nunique()
    assert f"by {requesters} countries" in lead.texts()[0]
    assert not re.search("simulat|interval", " ".join(lead.texts()))


def test_countries_with_an_old_latest_case_are_named_with_its_year() -> None:
    (chart,) = [block for block in default_sections()["who"] if getattr(block, "name", "") == "requesting"]
    old = chart.data.query("value >= 3 and last <= 2016")
    assert len(old) == 2
    for code, last in old[["iso3", "last"]].to_numpy():
        assert f"{country_name(code)} ({last:.0f})" in chart.note
