"""No hidden count of persons can be computed from published tables, and the search finds those that can."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.core.hand_models import Snapshot
from analysis.core.judgement import followed
from analysis.refresh.figures import charge_tables, corroboration, snapshot_tables
from analysis.tables.shipped import read_raw
from tests.refresh.disclosure import Tables, program

NAMES = [
    "public_notices_by_requesting_country",
    "public_notices_by_nationality",
    "public_notices_by_offence",
    "public_notices_sensitive",
    "public_notices_corroboration",
    "public_notices_inference",
]
FIRST, LAST = followed()
SNAPSHOT = Snapshot(
    file="a.csv",
    date=FIRST,
    coverage="most of the list",
    requester=True,
    nationality="first",
    charges=True,
    reason="invented",
)


@pytest.mark.thorough
def test_no_hidden_count_can_be_computed_from_all_shipped_tables_together() -> None:
    assert program({name: read_raw(name) for name in NAMES}).disclosed() == {}


def published(rows: pd.DataFrame) -> Tables:
    """The tables of invented notices (requesting country, nationality, offences), the same on both days."""
    count = len(rows)
    notices = rows.assign(
        notice_id=[str(number) for number in range(count)],
        requester_basis="inferred",
        requester_posterior="",
        requester_confidence="",
    ).astype("str")
    last = SNAPSHOT.model_copy(update={"date": LAST})
    tables = {**snapshot_tables([(SNAPSHOT, notices), (last, notices)]), **charge_tables([(last, notices)])}
    known = corroboration(notices, []).assign(snapshot_date=str(LAST))
    none = pd.DataFrame(columns=["requesting_country", "statistic", "count", "of"])
    tables |= {"public_notices_corroboration": known, "public_notices_inference": none}
    return {name: table.astype("str") for name, table in tables.items()}


def repeated(*rows: tuple[int, str, str, str]) -> pd.DataFrame:
    columns = ["requesting_countries", "nationalities", "offences"]
    return pd.DataFrame([row for count, *row in rows for _ in range(count)], columns=columns)


NOTICES = repeated(
    (12, "DNK", "DNK", "homicide"),
    (8, "DNK", "AUS", "drugs;homicide"),
    (9, "RUS", "RUS", "public_order"),
    (20, "RUS", "RUS", "terrorism"),
    (4, "RUS", "AUS", "armed_formation;terrorism"),
    (7, "RUS", "AUS", "homicide"),
    (2, "USA", "USA", "public_order"),
    (30, "USA", "AUS", "homicide"),
    (1, "ZMB", "AUS", "homicide"),
)


def cell(table: str, country: str, column: str, value: str) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        rows = tables[table]
        assert rows.loc[rows["requesting_country"] == country, column].ne(value).any()
        rows.loc[rows["requesting_country"] == country, column] = value

    return change


def listed(country: str, offence: str, value: str) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        table = tables["public_notices_by_offence"]
        row = table.iloc[0].to_dict() | {"requesting_country": country, "offence": offence, "notices": value}
        tables["public_notices_by_offence"] = pd.concat([table, pd.DataFrame([row])], ignore_index=True)

    return change


def offence_of_all(tables: Tables) -> None:
    table = tables["public_notices_by_offence"]
    table["notices"] = table["notices"].replace(">17", "20")


def test_the_invented_notices_disclose_nothing() -> None:
    assert program(published(NOTICES)).disclosed() == {}


@pytest.mark.parametrize(
    ("change", "disclosed", "ends"),
    [
        (listed("ZMB", "homicide", "<3"), ("homicide", "ZMB"), (1, 1)),  # the offence of the only notice
        (cell(NAMES[3], "WORLD", "strict", "11"), ("strict", "hidden countries together"), (2, 2)),
        (cell(NAMES[0], "DNK", "own_national", "12"), ("requested by others", "own", "DNK"), (0, 0)),
        (offence_of_all, ("broad", "DNK"), (0, 0)),
    ],
    ids=["only notice", "total", "all against nationals", "offence of all"],
)
def test_a_table_that_tells_too_much_is_found(
    change: Callable[[Tables], None], disclosed: tuple[str, ...], ends: tuple[int, int]
) -> None:
    tables = published(NOTICES)
    change(tables)
    assert program(tables).disclosed()[*disclosed, str(LAST)] == ends
