import pandas as pd
import pytest
import yaml

from analysis.clean.evidence_rule import (
    RULE,
    SOURCE_FAMILIES,
    evidence_inputs,
    read_evidence_rule,
    read_source_families,
    rule_in_words,
)
from analysis.errors import InputError


def test_shipped_rule_says_itself_in_words():
    assert rule_in_words(read_evidence_rule()) == [
        ("extensive", "cases at least 4 and families at least 3"),
        ("substantial", "cases at least 2 and families at least 1, or families at least 3"),
        ("limited", "cases at least 1, or families at least 1, or named in a top-ten list of complaints"),
        ("none found", "otherwise"),
    ]


def test_shipped_rule_says_which_cases_count():
    cases = read_evidence_rule().inputs["cases"]
    assert cases["claim_status"] == ["supported"]
    assert cases["evidence_grade"] == ["A", "B"]
    assert cases["leave_out_instruments"] == ["none_found", "interstate_wanted_list"]


def changed(path, change):
    text = yaml.safe_load(RULE.read_text(encoding="utf-8"))
    change(text)
    path.write_text(yaml.safe_dump(text), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.pop("inputs"), r"\['inputs'\] too many or missing in the rule"),
        (lambda t: t.update(weights=1), r"\['weights'\] too many or missing in the rule"),
        (lambda t: t["inputs"].pop("complaints"), r"\['complaints'\] too many or missing in inputs"),
        (lambda t: t["inputs"]["cases"].pop("reason"), r"\['reason'\] too many or missing in inputs: cases"),
        (lambda t: t["levels"][0].pop("reason"), r"\['reason'\] too many or missing in a level"),
        (lambda t: t["levels"][0].update(any_of=[]), "a list that is not empty"),
        (lambda t: t["levels"][0].update(any_of=[{"fame": 3}]), "fame: 3 under the level 'extensive'"),
        (lambda t: t["levels"][0].update(any_of=[{"cases": "four"}]), "cases: four under the level 'extensive'"),
        (lambda t: t["levels"][0].update(any_of=[{"cases": True}]), "cases: True under"),
        (lambda t: t["levels"][0].update(any_of=["cases"]), "cases: None under"),
        (lambda t: t["levels"].insert(0, "extensive"), "the level 'extensive'"),
        (lambda t: t["levels"].pop(), "the last level 'limited' with conditions"),
        (lambda t: t.update(levels={}), "a list that is not empty"),
    ],
)
def test_refuses_a_rule_that_could_not_be_applied(tmp_path, change, message):
    path = changed(tmp_path / "rule.yml", change)
    with pytest.raises(InputError, match=message) as refused:
        read_evidence_rule(path)
    assert str(path) in str(refused.value)


def test_refuses_a_missing_a_broken_and_an_empty_file(tmp_path):
    path = tmp_path / "rule.yml"
    with pytest.raises(InputError, match="got no file"):
        read_evidence_rule(path)
    path.write_text("inputs:\n  cases: [1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"broken yml.*at row 3"):
        read_evidence_rule(path)
    path.write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="missing in the rule"):
        read_evidence_rule(path)


CASES = pd.DataFrame(
    [
        ("FRA", "supported", "A", "red_notice"),
        ("FRA", "supported", "B", "diffusion"),
        ("FRA", "supported", "C", "red_notice"),
        ("FRA", "contested", "A", "red_notice"),
        ("FRA", "supported", "A", "none_found"),
        ("FRA", "supported", "A", "interstate_wanted_list"),
        ("ITA", "unsupported", "X", "red_notice"),
    ],
    columns=["requesting_country", "claim_status", "evidence_grade", "instrument"],
)
PRESS = "BBC Eye/Disclose (republished), Russia using Interpol's wanted list to target critics abroad"
STATE = "US State Department Country Reports, 2020 edition, as listed by Grossman in Red Notice Monitor"
AGAIN = "US State Department Country Reports, 2021 edition, as listed by Grossman in Red Notice Monitor"
MENTIONS = pd.DataFrame(
    [
        ("FRA", PRESS, "case_mentioned"),
        ("ITA", STATE, "named_abuser"),
        ("ITA", AGAIN, "named_abuser"),
        ("ITA", PRESS, "named_abuser"),
    ],
    columns=["country", "source_title", "wording_category"],
)


def inputs(cases, mentions, top_ten, states):
    rule = read_evidence_rule()
    return evidence_inputs(cases, mentions, top_ten, states=states, rule=rule, families=read_source_families(rule))


def test_inputs_count_what_the_rule_asks_for_and_zeros_elsewhere():
    found = inputs(CASES, MENTIONS, {"ESP"}, ["FRA", "ITA", "ESP", "PRT"])
    assert found.loc["FRA"].tolist() == [2, 0, False]
    assert found.loc["ITA"].tolist() == [0, 2, False]
    assert found.loc["ESP"].tolist() == [0, 0, True]
    assert found.loc["PRT"].tolist() == [0, 0, False]


def test_a_source_without_a_family_is_refused_by_name():
    odd = MENTIONS.assign(source_title="The Freedonia Gazette")
    with pytest.raises(InputError, match=r"The Freedonia Gazette.*in data/hand/source_families\.csv"):
        inputs(CASES, odd, set(), ["FRA"])


@pytest.mark.parametrize(("column", "value"), [("family", "bloggers"), ("source_title", STATE)])
def test_a_family_that_is_unknown_or_twice_is_refused_with_its_row(tmp_path, column, value):
    table = pd.read_csv(SOURCE_FAMILIES, dtype=str).sort_values("family", ignore_index=True)
    table = pd.concat([table[table["source_title"] == STATE], table[table["source_title"] != STATE]], ignore_index=True)
    table.loc[2, column] = value
    table.to_csv(tmp_path / "families.csv", index=False)
    with pytest.raises(InputError, match=r"once a title.*at row 4"):
        read_source_families(read_evidence_rule(), tmp_path / "families.csv")


def test_missing_families_are_refused(tmp_path):
    with pytest.raises(InputError, match="got no file"):
        read_source_families(read_evidence_rule(), tmp_path / "families.csv")


def test_every_source_of_the_register_has_a_family_and_belarus_its_inputs(source_files):
    cases, mentions = (
        pd.read_csv(source_files / "evidence" / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("cases", "country_mentions")
    )
    found = inputs(cases, mentions, {"RUS"}, ["BLR", "RUS"])
    assert found.loc["BLR", "cases"] == 4
    assert found.loc["RUS"].tolist() == [8, 4, True]
