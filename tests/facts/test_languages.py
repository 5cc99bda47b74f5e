"""The language of sources: the rule against 50 drawn at random after it was written, told by title and address."""

from pathlib import Path

import pandas as pd
import pytest

import analysis as rn
from analysis.facts.languages import language_of
from analysis.stats.counts import wilson

CHECKED = Path(__file__).with_name("languages_checked.csv")


def test_the_rule_agrees_with_a_reader_on_sources_drawn_at_random() -> None:
    cases, rows = rn.load("cases").set_index("case_id"), pd.read_csv(CHECKED)
    assert len(rows) == 50 and set(rows["language"]) == {"english", "other"}
    told = [
        language_of(*cases.loc[row.case_id, [f"source_{row.source}_title", f"source_{row.source}_url"]])
        for row in rows.itertuples()
    ]
    right = [rule == hand for rule, hand in zip(told, rows["language"], strict=True) if rule]
    assert (sum(right), len(right)) == (44, 45)
    assert wilson(sum(right), len(right), 0.95)[0] > 0.85


@pytest.mark.parametrize(
    ("title", "address", "language"),
    [
        ("RFE/RL, a title", "https://www.rferl.org/a/1.html", "english"),
        ("Alkarama, a title", "https://www.alkarama.org/fr/articles/the-arrest-of-a-lawyer", "other"),
        ("COPE, Interpol emite una alerta roja", "https://example.com/1", "other"),
        ("A paper, on an arrest", "https://example.ro/interpol-rejects-the-request", "english"),
        ("A paper, on an arrest", "https://example.ro/1", "other"),
        ("A paper, on an arrest", "https://example.com/1", ""),
        ("", "", ""),
    ],
)
def test_edition_words_site_and_domain_decide_in_this_order(title: str, address: str, language: str) -> None:
    assert language_of(title, address) == language


def test_a_case_with_one_source_in_another_language_is_other() -> None:
    table, cases = rn.cases.languages().set_index("case_id"), rn.load("cases").set_index("case_id")
    row = cases.loc["dza-2003-mesli"]
    assert "/fr/" in row["source_1_url"] and table.loc["dza-2003-mesli", "source_language"] == "other"
    assert len(table) == len(cases) and table["source_language"].isin(["english", "other", ""]).all()


@pytest.mark.thorough
def test_elasticity_and_contrast_are_fitted_to_each_part() -> None:
    """The counts of the two models are those of a plain join, and their cases are no more than all of them."""
    numbers = rn.summary(topic="cases")
    language = rn.cases.languages().set_index("case_id")["source_language"]
    rows = rn.cases.rows()
    for name in ("english", "other"):
        own = rows[rows["case_id"].map(language) == name]
        data = rn.drivers.dyads()
        assert 0 < data[f"supported_{name}"].sum() <= (own["claim_status"] == "supported").sum()
        assert data[f"supported_{name}"].sum() + data[f"not_supported_{name}"].sum() <= len(own)
        found = numbers[f"cases.elasticity_{name}"]
        assert found.low is not None and found.high is not None and found.low < found.value < found.high
