"""Edited texts of the register: nothing is added to the originals, nothing is lost, and a stale edit is found."""

import re
from calendar import month_name

import pandas as pd
import pytest

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import HAND, csv_as_text
from analysis.facts import world
from analysis.pages.edited import case_sentences, decision_text, edited_text, made_from, reasons
from analysis.pages.markdown import plain
from analysis.pages.words import date_in_words
from analysis.site import entries
from tests.pages.test_wording import forbidden

REGISTER = {str(row["case_id"]): row for row in world.release()["cases"].to_dict("records")}
ORIGINALS = {
    (case_id, column): str(row[column])
    for case_id, row in REGISTER.items()
    for column in ("note", "effects_remark")
    if pd.notna(row[column])
}
SENTENCES = csv_as_text(HAND / "case_sentences.csv")
EDITS = SENTENCES.groupby(["case_id", "original"])["text"].agg(" ".join).to_dict()
REASONS = dict(csv_as_text(HAND / "reason_texts.csv").to_numpy())
DECISIONS = world.release()["cases_decisions"].to_dict("records")
DECIDED = {(case_id, number): texts for case_id, number, *texts in csv_as_text(HAND / "decision_texts.csv").to_numpy()}


def words(text: str) -> list[str]:
    """The words of a text, without the mark of a plural or a possessive."""
    return [re.sub(r"^['’]|(?<=\w)['’]?s?$", "", word) for word in re.findall(r"[\w'’]+", text)]


#: What an abbreviation or a short word of an original is written out as.
WRITTEN_OUT = {
    **{month[:3]: month for month in month_name[1:]},
    "ACAT": "Action by Christians for the Abolition of Torture",
    "Art": "Article",
    "Arts": "Articles",
    "BDP": "Peace and Democracy Party",
    "BIRD": "Bahrain Institute for Rights and Democracy",
    "CBI": "Central Bureau of Investigation",
    "CCF": "INTERPOL Commission",
    "CIS": "Commonwealth of Independent States",
    "CPJ": "Committee to Protect Journalists",
    "CRPH": "Committee Representing Pyidaungsu Hluttaw",
    "Cir": "Circuit",
    "ECOWAS": "Economic Community of West African States",
    "EP": "European Parliament",
    "EUTCC": "EU Turkey Civic Commission",
    "FARC": "Revolutionary Armed Forces of Colombia",
    "FIA": "Federal Investigation Agency",
    "GS": "General Secretariat",
    "HRW": "Human Rights Watch",
    "ICE": "US Immigration and Customs Enforcement",
    "ICJ": "International Court of Justice",
    "IFJ": "International Federation of Journalists",
    "KNK": "Kurdistan National Congress",
    "MEPs": "Members of the European Parliament",
    "MP": "member of parliament",
    "NCB": "National Central Bureau",
    "OAS": "Organization of American States",
    "OSCE": "Organization for Security and Co-operation in Europe",
    "Organ": "body",
    "PACE": "Parliamentary Assembly of the Council of Europe",
    "PAIGC": "African Party for the Independence of Guinea and Cape Verde",
    "PDF": "People's Defence Force",
    "PTI": "Press Trust of India",
    "RAK": "Ras Al Khaimah",
    "RFE": "Radio Free Europe",
    "RFI": "Radio France Internationale",
    "RL": "Radio Liberty",
    "RSF": "Reporters Without Borders",
    "Sept": "September",
    "Strasbourg": "European Court of Human Rights",
    "TV": "television",
    "Turkey": "Türkiye",
    "UAE": "United Arab Emirates",
    "UAPA": "Unlawful Activities Prevention Act",
    "UFDG": "Union of Democratic Forces of Guinea",
    "UNHCR": "UN",
    "UNIDEHC": "Unit for the Defence of Human and Community Rights",
    "UNMIK": "UN Kosovo",
    "US": "USA",
    "art3": "Article 3",
    "VOA": "Voice of America",
}
#: The same of summaries of decisions: names of courts, countries of adjectives, and letters with accents.
OF_DECISIONS = {
    "4th": "Fourth",
    "Article": "Convention",
    "Audiencia": "National Court",
    "Bielsku": "Biala",
    "British": "Britain",
    "German": "Germany",
    "OLG": "Higher Regional Court",
    "Penas": "Peñas",
    "Register": "Our",
    "Romanian": "Romania",
    "Saarbruecken": "Saarbrücken",
    "Strasbourg": "European Court of Human Rights",
    "Swedish": "Sweden",
}
#: Words that open a sentence of an edit, and the name of the organisation that all cases are about.
OPENERS = """A According After An Bank-fraud Both Extradition Fact-checkers For He His In INTERPOL Its It On One
Requests She That The Their There These They This We Yet"""
#: Words that open a sentence of an original and are put otherwise in an edit.
PUT_OTHERWISE = set(
    words(
        """By Conflict CONFLICT Deletion Ex Founder Group He Her Host Instrument It Kept Named Opponent Pending
        Persecutory Says They Told Unnamed"""
    )
)
NUMBERS = set(words("two three four five six seven eight nine ten eleven twelve sixteen twenty"))


def numbers(text: str) -> set[str]:
    return {
        *re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", text)),
        *(word for word in NUMBERS if re.search(rf"\b{word}\b", text, re.IGNORECASE)),
    }


def with_dates_in_words(original: str) -> str:
    """An original with its dates as pages write them."""
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda date: date_in_words(date[0]), original)


def written_out(original: str, forms: dict[str, str]) -> set[str]:
    """The words that an edit of an original may have: its own, and those that its abbreviations are written out as."""
    own = set(re.findall(r"\w+", original))
    return set(words(original)) | {word for short in own & set(forms) for word in words(forms[short])}


def added(original: str, edit: str, forms: dict[str, str] = WRITTEN_OUT) -> set[str]:
    """The names, numbers and years of an edit that are not in its original."""
    known = written_out(original, forms) | set(words(OPENERS)) | {word.capitalize() for word in words(original)}
    names = {word for word in words(edit) if word[:1].isupper() and word not in known}
    return names | (numbers(edit) - numbers(original))


def lost(original: str, edit: str) -> set[str]:
    """The names, numbers and years of an original that are not in its edit."""
    kept = {word.casefold() for word in words(edit)}
    names = {word for word in words(original) if word[:1].isupper()} - PUT_OTHERWISE
    gone = {word for word in names if not {one.casefold() for one in [word, *words(WRITTEN_OUT.get(word, ""))]} & kept}
    return gone | (numbers(original) - numbers(edit))


def is_plain(edit: str) -> bool:
    """Whether an edit ends with a full stop, has no forbidden word, and no sentence of more than 22 words."""
    sentences = re.split(r"(?<=[.;]) ", edit)
    return (
        edit.endswith(".")
        and max(len(sentence.split()) for sentence in sentences) <= 22
        and not [*forbidden(edit), *forbidden(edit, "plain")]
    )


def test_every_note_and_remark_of_the_register_has_sentences_made_from_it() -> None:
    assert set(EDITS) == set(ORIGINALS)
    for case_id, row in REGISTER.items():
        texts = [sentence.text for sentence in case_sentences(row)]
        assert texts == SENTENCES.loc[SENTENCES["case_id"] == case_id, "text"].tolist()


def test_every_reason_of_a_change_has_a_text_and_no_other_has() -> None:
    originals = set(world.release()["cases_changes"]["why"].dropna())
    assert originals == set(REASONS)
    assert reasons([*originals, None]).count(".") >= len(originals)


def test_an_edit_adds_nothing_to_its_original_and_loses_nothing() -> None:
    edits = [*((ORIGINALS[key], edit) for key, edit in EDITS.items()), *REASONS.items()]
    found = [
        (edit, new, gone)
        for original, edit in [(with_dates_in_words(original), edit) for original, edit in edits]
        for new, gone in [(added(original, edit), lost(original, edit))]
        if new or gone
    ]
    assert found == []


def test_each_edit_is_in_whole_plain_sentences() -> None:
    assert [edit for edit in [*SENTENCES["text"], *REASONS.values()] if not is_plain(edit)] == []


def test_a_sentence_that_the_page_says_elsewhere_has_no_number_that_the_page_lacks() -> None:
    said = SENTENCES[SENTENCES["shown"] == "said"]
    for case_id, original, text in said[["case_id", "original", "text"]].to_numpy():
        page = re.sub(r"<[^>]*>", " ", entries.case_page(REGISTER[case_id]).decode())
        assert numbers(text) <= numbers(page), (case_id, original, text)


@pytest.mark.parametrize(
    ("edit", "new", "gone"),
    [
        ("INTERPOL's Commission (CCF) deleted the notice in May 2016.", set(), set()),
        ("INTERPOL's Commission (CCF) deleted the notice in May 2017.", {"2017"}, {"2016"}),
        ("INTERPOL's Commission (CCF) deleted the notice on John Doe in May 2016.", {"John", "Doe"}, set()),
        ("The notice was deleted in May 2016.", set(), {"CCF"}),
    ],
)
def test_what_an_edit_adds_and_loses_is_found(edit: str, new: set[str], gone: set[str]) -> None:
    original = "CCF deleted it May 2016."
    assert (added(original, edit), lost(original, edit)) == (new, gone)


@pytest.mark.parametrize(
    "edit", ["Notice deleted", "The terrorist was sought.", "Nobody knows whose notice it was.", "Word " * 23 + "end."]
)
def test_an_edit_in_other_words_is_found(edit: str) -> None:
    assert not is_plain(edit)


def test_a_note_made_from_another_original_is_refused() -> None:
    case_id, row = next(iter(REGISTER.items()))
    with pytest.raises(InputError, match=rf"{case_id} note made from {made_from(row['note'])}.*case_sentences.csv"):
        case_sentences(row | {"note": f"{row['note']} And more."})


def test_a_text_of_a_decision_made_from_another_summary_is_refused() -> None:
    decision = DECISIONS[0] | {"summary": "The court decided otherwise."}
    with pytest.raises(InputError, match=rf"{decision['case_id']} 1.*{made_from(decision['summary'])}.*decision_texts"):
        decision_text(decision)


def test_every_decision_has_one_text_made_from_its_summary() -> None:
    rows = {(str(row["case_id"]), str(row["sequence"])): row for row in DECISIONS}
    assert list(DECIDED) == sorted(rows, key=lambda key: (key[0], int(key[1])))
    for key, (court, text, _made) in DECIDED.items():
        assert decision_text(rows[key]) == [plain(court), plain(text)], key


def _of_decisions() -> dict[tuple[str, str], tuple[str, str]]:
    """The originals of each decision (summaries, sources and dates of its case), and its court and text."""
    said: dict[str, list[str]] = {}
    for row in DECISIONS:
        own = said.setdefault(str(row["case_id"]), [])
        own += [str(row["summary"]), str(row["source_title"]), date_in_words(row["date"])]
    return {key: (" ".join(said[key[0]]), f"{court}. {text}") for key, (court, text, _made) in DECIDED.items()}


def test_a_text_of_a_decision_names_nobody_and_no_court_that_its_case_lacks() -> None:
    forms = WRITTEN_OUT | OF_DECISIONS
    found = {key: added(original, edit, forms) for key, (original, edit) in _of_decisions().items()}
    assert {key: names for key, names in found.items() if names} == {}


def test_a_text_of_a_decision_keeps_the_numbers_of_its_summary() -> None:
    edits = _of_decisions()
    for row in DECISIONS:
        key = str(row["case_id"]), str(row["sequence"])
        headline = f"{row['date']} {row['year']} {date_in_words(row['date'])}"
        gone = numbers(str(row["summary"])) - numbers(edits[key][1]) - numbers(headline)
        assert gone == set(), key


def test_each_text_of_a_decision_is_short_and_in_whole_plain_sentences() -> None:
    for key, (court, text, _made) in DECIDED.items():
        assert len(court) <= 40 and len(text) <= 150, key
        assert not text or is_plain(text), key
        assert not [*forbidden(court)] and not court.endswith("."), key


def test_a_case_of_ones_own_is_shown_in_its_own_words() -> None:
    assert decision_text({"case_id": "xxx-2000-nobody", "sequence": 1, "summary": "Invented."}) == ["", ""]
    invented = {"case_id": "xxx-2000-nobody", "note": "The notice was invented.", "effects_remark": None}
    assert case_sentences(invented) == [("note", "", "", "yes", "The notice was invented.")]
    assert reasons(["We invented the case.", None, "We invented the case."]) == "We invented the case."


def test_an_event_without_an_edited_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"Invented event.*event_texts.csv"):
        edited_text("Invented event")


#: The coded year of a step that a sentence dates.
YEARS = {"instrument": "year_notice", "held_where": "held_year", "extradition": "extradition_year"}


def test_each_date_of_a_sentence_is_in_its_words_and_in_the_coded_year() -> None:
    dated = SENTENCES.loc[SENTENCES["date"] != "", ["case_id", "original", "step", "date", "text"]]
    for case_id, original, step, date, text in dated.to_numpy():
        year, month, *day = [*date.split("-"), ""]
        assert not month or month_name[int(month)] in text, (case_id, text)
        assert all(str(int(one)) in text for one in day if one), (case_id, text)
        case = REGISTER[case_id]
        said = {*numbers(EDITS[case_id, original]), *(str(case[column])[:4] for column in ("year", *YEARS.values()))}
        assert year in said, (case_id, text)
        coded = case.get(YEARS.get(step, ""))
        assert pd.isna(coded) or int(year) == int(coded), (case_id, text)
        assert date <= judgement.released().isoformat(), (case_id, text)
