"""Human judgement: every file is listed, typed and loads; a fault is named with file, line, field and cure."""

import csv
import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import yaml
from pydantic import BaseModel

from analysis.core import evidence_rule, hand_models, judgement, messages
from analysis.core.errors import InputError
from analysis.core.files import HAND, RAW, ROOT, csv_as_text
from analysis.core.judgement import FILES
from analysis.core.messages import _spelled as spelled
from analysis.core.messages import labels

TABLES = [name for name in FILES if name.endswith(".csv")]
DOCUMENTS = [name for name in FILES if name.endswith(".yml")]
#: File -> a cell or value that holds a code, and a code that is not known.
TABLE_CODES = {
    "conflict_rules.csv": ["preferred", "rule"],
    "corrections.csv": ["action"],
    "country_aliases.csv": ["iso3"],
    "country_names.csv": ["article"],
    "demonym_mapping.csv": ["iso3"],
    "entity_type_mapping.csv": ["list", "entity_type"],
    "estimators.csv": ["kind"],
    "indicators.csv": ["universe"],
    "interpol_members.csv": ["iso3"],
    "lexicon_errors.csv": ["kind", "sensitive", "missed", "others", "wrong"],
    "map_areas.csv": ["drawn_as", "shown_as", "west"],
    "map_names.csv": ["iso3"],
    "month_names.csv": ["month"],
    "offence_lexicon.csv": ["label", "effect", "language"],
    "offence_words.csv": ["role"],
    "outside_lists.csv": ["publisher", "requesting_country", "found_by_list", "read"],
    "regions.csv": ["iso3", "region"],
    "sanctions_programmes.csv": ["list", "iso3"],
    "senders.csv": ["shown"],
    "sex_mapping.csv": ["sex"],
    "source_families.csv": ["family"],
}
DOCUMENT_CODES = {
    "article3_sensitive.yml": ("[extremism_speech,", "[gossip,"),
    "coding_rules.yml": ("sources: 2", "sources: two"),
    "complaint_lists.yml": ("[RUS,", "[QQQ,"),
    "evidence_rule.yml": ("{cases: 1}", "{fame: 1}"),
    "forbidden_wording.yml": (r"'\bguilty of\b'", "'(open'"),
    "notice_mapping.yml": ("    age: age\n", "    shoe: age\n"),
    "notice_snapshots.yml": ("[HKG]", "[QQQ]"),
    "oversight_breaks.yml": ("[issued, refused]", "[issued, guessed]"),
    "sanctions_mapping.yml": ("entity: entity", "entity: firm"),
    "sanctions_releases.yml": ("list: UN", "list: XX"),
    "specifications.yml": ("better: down", "better: sideways"),
    "unpublished.yml": ("url: https", "url: gopher"),
}


def refused(name: str, path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        judgement.load(name, path)
    assert caught.value.file == str(path)
    assert caught.value.fix
    return caught.value


def planted(name: str, folder: Path, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def as_csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def rows_of(name: str) -> list[list[str]]:
    table = csv_as_text(HAND / name)
    return [list(table.columns), *(list(map(str, row)) for row in table.itertuples(index=False))]


def first_entry(held: object) -> dict[str, object]:
    """Give the document, or the first entry of a list."""
    found = held[0] if isinstance(held, list) else held
    assert isinstance(found, dict)
    return found


def test_every_file_is_listed_typed_and_described_and_nothing_else() -> None:
    kept = {path.name for path in HAND.iterdir()}
    assert kept == set(FILES) == {*csv_as_text(HAND / "index.csv")["file"], "index.csv"}
    assert sorted(TABLES) == TABLES and sorted(DOCUMENTS) == DOCUMENTS
    for model in {kept.model for kept in FILES.values()}:
        assert model.model_config["frozen"]
        assert model.model_config["extra"] == "forbid"


def readers(name: str) -> set[str]:
    """Give the rooms that name a file, or the model of a yml."""
    model = FILES[name].model.__name__
    wanted = re.compile(rf'"{re.escape(name)}"|(read|entries)\((\w+\.)?{model}\b')
    listing = ROOT / "analysis/core/judgement.py"
    paths = {path for path in (ROOT / "analysis").rglob("*.py") if path != listing}
    return {path.relative_to(ROOT / "analysis").parts[0] for path in paths if wanted.search(path.read_text("utf-8"))}


def test_the_rooms_that_read_a_file_are_those_of_the_list() -> None:
    told = {name: set(kept.rooms.split()) - {"core", "tests", "tools"} for name, kept in FILES.items()}
    assert {name: readers(name) - {"core"} for name in FILES} == told


def test_the_shipped_files_load(subtests: pytest.Subtests) -> None:
    for name in FILES:
        with subtests.test(file=name):
            assert judgement.load(name) is not None


def refused_where(name: str, path: Path, row: int) -> InputError:
    error = refused(name, path)
    assert error.row == row
    assert f"(in {path} at row {row})" in str(error)
    return error


# What is wrong with a file: each function damages a copy of one file and looks at what is said.


def missing(name: str, folder: Path) -> None:
    error = refused(name, folder / name)
    assert name in error.got
    assert "restore" in error.fix


def broken(name: str, folder: Path) -> None:
    text = (HAND / name).read_text(encoding="utf-8").rstrip("\n")
    lines = len(text.split("\n"))
    error = refused(name, planted(name, folder, text + '\n"open: [\n'))
    assert "broken" in error.got
    assert error.row is not None
    assert lines <= error.row <= lines + 3


def empty(name: str, folder: Path) -> None:
    for text in ("", "\n\n"):
        error = refused_where(name, planted(name, folder, text), 1)
        assert error.got == "an empty file"
        assert "restore it" in error.fix


def workbook(name: str, folder: Path) -> None:
    path = folder / name
    path.write_bytes(b"PK\x03\x04\x14\x00\x06\x00\xff\xfe")
    error = refused(name, path)
    assert "not text" in error.got or "cannot be read as UTF-8" in error.got
    assert "save" in error.fix


def wrong_field(name: str, folder: Path) -> None:
    text = (HAND / name).read_text(encoding="utf-8")
    if name in TABLES:
        header, rest = text.split("\n", 1)
        error = refused_where(name, planted(name, folder, f"mood{header[header.index(',') :]}\n{rest}"), 1)
        assert error.got == f"no field '{header.split(',')[0]}'"
    else:
        first = next(number for number, line in enumerate(text.split("\n"), 1) if re.match(r"(- )?\w+:", line))
        lines = text.split("\n")
        lines[first - 1] = re.sub(r"\w+:", "mood:", lines[first - 1], count=1)
        error = refused(name, planted(name, folder, "\n".join(lines)))
        assert error.row in {1, first}  # the whole document lacks a field, or its entry does
        assert error.got.startswith(("no field", "the unknown field"))


def wrong_type(name: str, folder: Path) -> None:
    """A blank name in a csv; a number where a yml begins with a text, a list or a mapping."""
    if name in TABLES:
        rows = rows_of(name)
        rows[1] = [" "] * len(rows[0])
        error = refused_where(name, planted(name, folder, as_csv(rows)), 2)
        assert error.got == f"' ' in field '{rows[0][0]}'"
        return
    held = yaml.safe_load((HAND / name).read_text(encoding="utf-8"))
    entry = first_entry(held)
    field = next(iter(entry))
    entry[field] = 7.5
    written = yaml.safe_dump(held, sort_keys=False, width=1000)
    row = next(number for number, line in enumerate(written.split("\n"), 1) if line.endswith("7.5"))
    error = refused_where(name, planted(name, folder, written), row)
    assert error.got.startswith(f"7.5 in field '{field if isinstance(held, dict) else f'0.{field}'}'")


def columns_of_a_table(name: str, folder: Path) -> None:
    rows = rows_of(name)
    more = refused(name, planted(name, folder, as_csv([[*rows[0], "mood"], *([*row, "x"] for row in rows[1:])])))
    assert (more.got, more.row) == ("the unknown field 'mood'", 1)
    assert "remove" in more.fix
    fewer = refused(name, planted(name, folder, as_csv([row[:-1] for row in rows])))
    assert (fewer.got, fewer.row) == (f"no field '{rows[0][-1]}'", 1)
    assert "add" in fewer.fix


def entry_twice(name: str, folder: Path) -> None:
    rows = rows_of(name)
    error = refused(name, planted(name, folder, as_csv([*rows, rows[1]])))
    assert (error.row, "twice" in error.got) == (len(rows) + 1, True)


def blank_reason(name: str, folder: Path) -> None:
    rows = rows_of(name)
    named = ("reason", "meaning", "basis", "text", "note", "name", "holds", "case_id")
    # A decision of which no more is known has no text.
    blank = next(column for column in named if column in rows[0] and (name, column) != ("decision_texts.csv", "text"))
    rows[-1][rows[0].index(blank)] = " "
    error = refused(name, planted(name, folder, as_csv(rows)))
    assert (error.got, error.row, error.expected) == (f"' ' in field '{blank}'", len(rows), "a text that is not blank")


def unknown_codes_of_a_table(name: str, folder: Path) -> None:
    for column in TABLE_CODES.get(name, []):
        rows = rows_of(name)
        rows[1][rows[0].index(column)] = "QQQ"
        error = refused(name, planted(name, folder, as_csv(rows)))
        assert error.got.startswith(f"'QQQ' in field '{column}")
        assert error.row == 2


def with_mark(held: object, mark: str) -> bool:
    """Put a mark in place of the first reason or other free text of a yml; False where it has none."""
    if isinstance(held, dict):
        free = next((key for key in ("reason", "title", "why", "table") if isinstance(held.get(key), str)), None)
        if free is not None:
            held[free] = mark
            return True
    parts = held.values() if isinstance(held, dict) else held if isinstance(held, list) else []
    return any(with_mark(part, mark) for part in parts)


def unquoted(name: str, folder: Path) -> None:
    """A word that yml reads as something else than a text."""
    held = yaml.safe_load((HAND / name).read_text(encoding="utf-8"))
    assert with_mark(held, "MARK")
    written = yaml.safe_dump(held, sort_keys=False, width=1000)
    row = written.split("MARK")[0].count("\n") + 1
    for word in ("yes", "no", "on", "2001-02-03", "1.5", "12", "~"):
        error = refused_where(name, planted(name, folder, written.replace("MARK", word)), row)
        assert f"which is what yml makes of an unquoted {word}" in error.got
        assert error.fix == "put it in quotation marks"


def field_twice(name: str, folder: Path) -> None:
    """Yml itself keeps the last one and says nothing."""
    held = yaml.safe_load((HAND / name).read_text(encoding="utf-8"))
    entry = first_entry(held)
    field = next(iter(entry))
    dumped = yaml.safe_dump(entry, sort_keys=False, width=1000)
    text = dumped + yaml.safe_dump({field: entry[field]}, width=1000)
    row = dumped.count("\n") + 1
    error = refused_where(name, planted(name, folder, text), row)
    assert error.got == f"the field '{field}' twice"


def fields_of_a_document(name: str, folder: Path) -> None:
    text = (HAND / name).read_text(encoding="utf-8")
    held = yaml.safe_load(text)
    field = next(iter(first_entry(held)))
    for change, wanted in (("mood", "the unknown field"), (None, "no field"), (field, "in field")):
        entry = first_entry(changed := yaml.safe_load(text))
        if change is None:
            del entry[field]
        else:
            entry[change] = 7.5
        written = yaml.safe_dump(changed, sort_keys=False, width=1000)
        error = refused(name, planted(name, folder, written))
        assert wanted in error.got
        assert (change or field) in error.got
        line = written.splitlines()[(error.row or 0) - 1]
        assert change is None or change in line


def unknown_code_of_a_document(name: str, folder: Path) -> None:
    if name not in DOCUMENT_CODES:
        return
    text, (old, new) = (HAND / name).read_text(encoding="utf-8"), DOCUMENT_CODES[name]
    before, found, _ = text.partition(old)
    assert found
    error = refused(name, planted(name, folder, text.replace(old, new, 1)))
    assert error.row == before.count("\n") + 1
    assert "in field" in error.got


DAMAGES = [
    *((damage, list(FILES)) for damage in (missing, broken, empty, workbook, wrong_field, wrong_type)),
    *((damage, TABLES) for damage in (columns_of_a_table, entry_twice, blank_reason, unknown_codes_of_a_table)),
    *((damage, DOCUMENTS) for damage in (unquoted, field_twice, fields_of_a_document, unknown_code_of_a_document)),
]


@pytest.mark.parametrize(("damage", "names"), DAMAGES, ids=[damage.__name__ for damage, _ in DAMAGES])
def test_what_is_wrong_with_a_file_is_named(
    damage: Callable[[str, Path], None], names: list[str], tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """Every file that is not refused as it has to be is listed."""
    for name in names:
        with subtests.test(file=name):
            damage(name, tmp_path)


def test_codes_are_tried_in_files_that_are_there() -> None:
    assert TABLE_CODES.keys() <= set(TABLES) and DOCUMENT_CODES.keys() <= set(DOCUMENTS)


def test_a_file_that_is_read_is_shared_and_a_table_can_be_changed_without_harm() -> None:
    one = judgement.table("sex_mapping.csv")
    one["sex"] = "?"
    assert "?" not in set(judgement.table("sex_mapping.csv")["sex"])
    assert judgement.load("release.yml") is judgement.load("release.yml")
    assert isinstance(judgement.load("release.yml"), BaseModel)


def test_codes_are_shown_by_their_labels_and_others_without_underscores() -> None:
    codes = {value: text for (group, value), (text, _plural) in labels().items() if not group}
    assert {value: messages.label(value) for value in codes} == codes
    assert messages.label("Art. 2 (by topic)") == codes["Art-2-by-topic"]
    assert messages.label("none_found") != messages.label("weak or none")
    assert messages.label("no_such_code") == "no such code"


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("cases", ["claim_status", "instrument", "target_profile", "charge_category", "effect", "oversight_outcome"]),
        ("oversight_timeline", ["measure_type"]),
        ("ccf_decisions", ["outcome_code"]),
        ("founding_claims", ["verdict"]),
    ],
)
def test_every_code_of_the_evidence_has_its_words(table: str, columns: list[str]) -> None:
    rows = csv_as_text(RAW / "evidence" / f"{table}.csv")
    codes = {code for column in columns for code in rows[column]} - {""}
    assert [code for code in sorted(codes) if ("", spelled(code)) not in labels()] == []


def test_every_group_of_offences_has_its_words() -> None:
    assert [code for code in hand_models.OFFENCES if ("", spelled(code)) not in labels()] == []


@pytest.mark.parametrize("blank", [None, "", pd.NA, float("nan"), pd.NaT])
def test_what_is_not_known_is_a_dash_and_never_a_word_of_python(blank: object) -> None:
    assert messages.cell_text(blank) == messages.label(blank) == "–"


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (False, "False"), ("0", "0"), (1.5, "1.5")])
def test_a_nought_is_known(value: object, shown: str) -> None:
    assert messages.cell_text(value) == shown


def test_a_standing_text_is_one_or_a_list() -> None:
    assert judgement.text("follows_fame") == labels()[("text", "follows-fame")][0]
    listed = [text for (_group, value), (text, _plural) in labels().items() if re.fullmatch(r"limits-\d+", value)]
    assert judgement.texts("limits") == listed and len(listed) > 1
    for asked in (judgement.text, judgement.texts):
        with pytest.raises(KeyError, match="no such text"):
            asked("no such text")
    with pytest.raises(KeyError, match="place"):
        judgement.text("no_exposure")


def test_no_number_stands_in_a_standing_text() -> None:
    """A number comes from an estimate; that of a resolution or a street is a name."""
    texts = {value: text for (group, value), (text, _plural) in labels().items() if group == "text"}
    named = re.compile(
        r"resolution 68/262|10\.1093/isq/sqae108|Article [23]\b|https?://\S+|200 quai Charles de Gaulle, 69006 Lyon"
    )
    assert [word for word, text in texts.items() if re.search(r"\d", named.sub("", text))] == []


def test_dates_of_the_snapshots_agree_with_one_another() -> None:
    """Notices are followed between snapshots, and rates come from a whole one that is neither of the samples."""
    whole = {snapshot.date for snapshot in judgement.load("notice_snapshots.yml").snapshots if snapshot.whole}
    first, last = judgement.followed()
    assert first < last
    assert {first, last} <= {snapshot.date for snapshot in judgement.load("notice_snapshots.yml").snapshots}
    assert judgement.last_look()[-1] == last == max(judgement.last_look())
    assert judgement.reference()[0] in whole
    assert not any(sample.whole for sample in judgement.load("notice_snapshots.yml").samples)
    assert judgement.released() >= max(whole)


def test_the_version_of_the_data_is_told_once() -> None:
    note = judgement.release_note()
    assert (judgement.version(), judgement.released()) == (note.version, note.date)
    assert re.fullmatch(r"\d+\.\d+\.\d+", note.version)


def test_the_cases_that_count_are_those_of_the_rule_one_by_one() -> None:
    """Against a loop over every combination of status, grade and instrument."""
    counted = judgement.read_evidence_rule().inputs.cases
    statuses, grades = ("supported", "contested", "unsupported"), ("A", "B", "C", "D", "X")
    instruments = ("red_notice", "diffusion", *counted.leave_out_instruments)
    rows = list(itertools.product(statuses, grades, instruments))
    cases = pd.DataFrame(rows, columns=["claim_status", "evidence_grade", "instrument"])
    wanted = [
        number
        for number, (status, grade, instrument) in enumerate(rows)
        if status in counted.claim_status
        and grade in counted.evidence_grade
        and instrument not in counted.leave_out_instruments
    ]
    assert judgement.headline_cases(cases).index.tolist() == wanted
    assert 0 < len(wanted) < len(rows)


def test_a_rule_is_told_word_by_word() -> None:
    told = dict(evidence_rule.rule_in_words(judgement.read_evidence_rule()))
    levels = judgement.read_evidence_rule().levels
    assert list(told) == [level.word for level in levels]
    assert told[levels[-1].word].endswith("otherwise")
    for level in levels:
        bounds = [bound for needed in level.any_of for bound in needed.items()]
        least = [str(least) for name, least in bounds if name in ("cases", "families")]
        assert re.findall(r"(\d+) or more", told[level.word]) == least


def test_another_file_of_a_kind_is_read_where_it_is_named(tmp_path: Path) -> None:
    path = planted("sex_mapping.csv", tmp_path, "written,sex,reason\nfemme,F,French\n")
    assert judgement.table("sex_mapping.csv", path).to_dict("records") == [
        {"written": "femme", "sex": "F", "reason": "French"}
    ]
    assert len(judgement.table("sex_mapping.csv")) > 1
    header = planted("map_names.csv", tmp_path, "map_name,iso3,reason\n")
    assert judgement.table("map_names.csv", header).empty


#: A yml that grows or turns without end.
BOMB = "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in itertools.pairwise("abcdefghijkl"))
TANGLED = {
    "bomb": (f"a: &a [x, x]\n{BOMB}", "used twice"),
    "cycle": ("- &a [*a]\n", "used twice"),
    "merged": ("a: &a {x: 1}\nb:\n  <<: *a\n", "used twice"),
    "deep": ("[" * 100_000 + "]" * 100_000, "exceeded maximum nesting depth"),
}


@pytest.mark.parametrize("case", TANGLED)
@pytest.mark.parametrize("name", ["evidence_rule.yml", "notice_mapping.yml"])
def test_a_tangled_or_deep_yml_is_refused_in_one_line(name: str, case: str, tmp_path: Path) -> None:
    text, message = TANGLED[case]
    error = refused(name, planted(name, tmp_path, text))
    assert message in error.got and "\n" not in str(error)
