"""The public functions: labels, columns, explanations, sensitivity."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.core.hand_models import OFFENCES
from analysis.persons.offences import classify, classify_column, sensitivity

PHRASES = ["murder", "armed robbery", "tráfico ilícito", "participation in a criminal organisation", "contrabando"]
PHRASES += [
    "public calls for extremism",
    "viol",
    "fraude fiscal",
    "art. 12",
    "illegal crossing of the border",
    "хулиганство",
]


@given(st.text(max_size=200))
@settings(max_examples=400, deadline=None)
def test_any_text_has_labels_in_the_order_of_the_taxonomy(text):
    labels = classify(text)
    assert labels
    assert list(labels) == sorted(set(labels), key=OFFENCES.index)
    assert labels == ("unspecified",) or "unspecified" not in labels


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_case_and_blanks_do_not_matter(phrases):
    text = "; ".join(phrases)
    assert classify(text) == classify(text.upper()) == classify("  " + text.replace(" ", "   ") + "\t")


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_charges_that_are_parted_add_up_in_any_order(phrases):
    parts = {label for phrase in phrases for label in classify(phrase)}
    expected = parts - {"unspecified"} or parts
    assert set(classify("; ".join(phrases))) == set(classify("; ".join(reversed(phrases)))) == expected


def test_a_column_keeps_its_index_and_takes_missing_values_as_empty():
    values = pd.Series(["Murder and theft", None, "Murder and theft"], index=[7, 8, 9], dtype="str")
    labels = classify_column(values)
    assert labels.to_dict() == {7: "homicide;property", 8: "unspecified", 9: "homicide;property"}
    assert labels.name == "offences"


def test_an_empty_column_stays_empty():
    assert classify_column(pd.Series([], dtype="str")).empty


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (["extremism_speech"], "strict"),
        (["public_order", "state_security"], "strict"),
        (["terrorism"], "broad"),
        (["terrorism", "extremism_speech"], "broad"),
        (["armed_formation"], "broad"),
        (["terrorism", "homicide"], "none"),
        (["other"], "none"),
        (["unspecified"], "no stated charge"),
        ([], "no stated charge"),
        (["unspecified", "public_order"], "strict"),
    ],
)
def test_sensitivity(labels, kind):
    assert sensitivity(labels) == kind


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("x" * 300_000, ("other",)),
        ("12) " * 50_000, ("unspecified",)),
        ("<" * 100_000, ("unspecified",)),
        ("robbery with a firearm " * 2_000, ("property",)),
        ("charge " * 20_000 + "murder", ("homicide",)),
        ("abuse " * 20_000, ("other",)),
    ],
)
def test_hostile_lengths_are_read_to_the_end(text, labels):
    assert classify(text) == labels
