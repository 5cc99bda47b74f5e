import pandas as pd
import pytest
import yaml

from analysis.core.errors import InputError
from analysis.core.evidence_rule import rule_in_words
from analysis.core.files import HAND
from analysis.core.judgement import headline_cases, read_evidence_rule
from analysis.facts.selection import PUBLISHED


def test_shipped_rule_says_itself_in_words():
    assert rule_in_words(read_evidence_rule()) == [
        ("extensive", "4 or more well-documented cases and accusations from 3 or more kinds of source"),
        (
            "substantial",
            "any one of: 4 or more well-documented cases; 2 or more well-documented cases and accusations from 1 or "
            "more kinds of source; accusations from 3 or more kinds of source",
        ),
        ("limited", "any one of: 1 or more well-documented cases; accusations from 1 or more kinds of source"),
        ("complaints only", "named in the published lists of complaints to INTERPOL’s Commission (ten countries)"),
        ("weak or none", "we searched for its requests, or know of a case"),
        ("not searched", "otherwise"),
    ]


def test_shipped_rule_says_which_cases_count():
    cases = read_evidence_rule().inputs.cases
    assert cases.claim_status == ["supported"]
    assert cases.evidence_grade == ["A", "B"]
    assert cases.leave_out_instruments == ["none_found", "interstate_wanted_list"]


def test_shipped_rule_names_its_rows_in_words():
    rule = read_evidence_rule()
    assert (rule.chosen, PUBLISHED.heading) == ("supported, grade A or B", "Supported, grade A or B")
    assert (rule.noun, rule.singular) == ("supported cases of grade A or B", "supported case of grade A or B")


def test_complaints_alone_and_nothing_are_no_findings():
    assert read_evidence_rule().findings == ["extensive", "substantial", "limited"]
    assert read_evidence_rule().nothing == ["weak or none", "not searched"]


def changed(path, change):
    text = yaml.safe_load((HAND / "evidence_rule.yml").read_text(encoding="utf-8"))
    change(text)
    path.write_text(yaml.safe_dump(text), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.pop("inputs"), r"no field 'inputs'.*add the field"),
        (lambda t: t.update(weights=1), r"the unknown field 'weights'"),
        (lambda t: t["inputs"].pop("complaints"), r"no field 'inputs.complaints'"),
        (lambda t: t["inputs"]["cases"].pop("reason"), r"no field 'inputs.cases.reason'"),
        (lambda t: t["levels"][0].pop("reason"), r"no field 'levels.0.reason'"),
        (lambda t: t["levels"][0].update(any_of=[]), r"\[\] in field 'levels.0.any_of'"),
        (lambda t: t["levels"][0].update(any_of=[{"fame": 3}]), "'fame' in field.*one of cases, families, complaints"),
        (lambda t: t["levels"][0].update(any_of=[{"cases": "four"}]), "'four' in field 'levels.0.any_of.0.cases'"),
        (lambda t: t["levels"][0].update(any_of=[{"cases": True}]), "True in field"),
        (lambda t: t["levels"][0].update(any_of=["cases"]), "'cases' in field 'levels.0.any_of.0'"),
        (lambda t: t["levels"].insert(0, "extensive"), "'extensive' in field 'levels.0'"),
        (lambda t: t["levels"].pop(), "a last level that every country meets"),
        (lambda t: t["levels"][0].update(no_finding="yes"), "'yes' in field 'levels.0.no_finding'"),
        (lambda t: t.update(levels={}), "in field 'levels'"),
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
    with pytest.raises(InputError, match=r"broken yml.*at row \d"):
        read_evidence_rule(path)
    path.write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="an empty file; expected a yml; to fix, restore"):
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


def test_cases_that_count_follow_the_rule():
    assert headline_cases(CASES).index.tolist() == [0, 1]
