"""Search for counts of one or two persons that a reader can compute from all shipped tables of public notices together.

Every cell that crosses the requesting country with charge or nationality is a whole number within what is published of
it; every published total, part and whole is a constraint. A cell is disclosed if its only possible value is below
three, or if one or two persons are known to have a charge.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analysis.core.hand_models import OFFENCES
from analysis.core.judgement import followed, reference
from analysis.core.private import HIDDEN, LEAST_SHOWN, LEAST_WHOLE, WORLD
from analysis.persons.offences import UNSPECIFIED, load_sensitive
from analysis.refresh.figures import SECURITY

Tables = dict[str, pd.DataFrame]
Key = tuple[str, ...]
Terms = dict[Key, float]

LISTS = ["designated_un", "designated_eu", "designated_uk", "designated_us"]
STATED_OFFENCES = [offence for offence in OFFENCES if offence != UNSPECIFIED]


@dataclass
class Program:
    """Cells as whole-number variables, what is published of them as constraints, and the sums to look for."""

    cells: dict[Key, int] = field(default_factory=dict)
    ends: list[tuple[float, float]] = field(default_factory=list)
    rules: list[tuple[Terms, float, float]] = field(default_factory=list)
    targets: dict[Key, tuple[Terms, float]] = field(default_factory=dict)

    def cell(self, key: Key, low: float, high: float, *, target: bool = True) -> Key:
        self.cells[key] = len(self.cells)
        self.ends.append((low, high))
        if target:
            self.targets[key] = {key: 1}, 0
        return key

    def rule(self, terms: Terms, low: float = -np.inf, high: float = np.inf) -> None:
        self.rules.append((terms, low, high))

    def at_most(self, part: Key, *wholes: Key) -> None:
        """A part is no more than several cells together."""
        self.rule({part: 1, **dict.fromkeys(wholes, -1)}, high=0)

    def difference(self, name: str, whole: int | Key, part: Key) -> None:
        """What is left of a whole without a part is looked for too."""
        known = isinstance(whole, int)
        self.targets[name, *part] = ({part: -1} if known else {part: -1, whole: 1}), whole if known else 0

    def disclosed(self, seed: int = 1) -> dict[Key, tuple[int, int]]:
        """Targets that can be computed, with their least and greatest value.

        Solutions of random goals show most targets at two values; only the others need a least and a greatest.
        """
        rules = LinearConstraint(
            self._matrix([terms for terms, _, _ in self.rules]), *np.transpose([ends for _, *ends in self.rules])
        )
        bounds, whole = Bounds(*np.transpose(self.ends)), np.ones(len(self.cells))
        goals = self._matrix([terms for terms, _ in self.targets.values()])
        constants = np.array([constant for _, constant in self.targets.values()])
        least, greatest = np.full(len(constants), np.inf), np.full(len(constants), -np.inf)

        def solve(weights: np.ndarray, gap: float) -> None:
            for goal in (goals.T @ weights, -goals.T @ weights):
                result = milp(goal, constraints=rules, bounds=bounds, integrality=whole, options={"mip_rel_gap": gap})
                assert result.success, f"the tables contradict one another: {result.message}"
                values = goals @ np.round(result.x) + constants
                np.minimum(least, values, out=least)
                np.maximum(greatest, values, out=greatest)

        # That a state requests some of its own nationals is expected; that somebody has a charge is a disclosure.
        own = np.array([key[0] == "own" for key in self.targets])

        def undecided() -> np.ndarray:
            return (greatest < LEAST_SHOWN) & ((least == greatest) | (least > 0) & ~own)

        random, tries = np.random.default_rng(seed), 0
        solve(np.ones(len(constants)), 0.1)
        while tries < 3 and (before := undecided()).any():
            solve(random.choice([-1.0, -0.5, 0.5, 1.0], len(before)) * before, 0.1)
            tries = 0 if undecided().sum() < before.sum() else tries + 1
        for at in np.flatnonzero(undecided()):
            if undecided()[at]:
                solve(np.eye(1, len(constants), at).ravel(), 0.0)
        keys = [*self.targets]
        return {keys[at]: (int(least[at]), int(greatest[at])) for at in np.flatnonzero(undecided())}

    def _matrix(self, rows: list[Terms]) -> csr_array:
        entries = [(row, self.cells[key], value) for row, terms in enumerate(rows) for key, value in terms.items()]
        at, columns, values = zip(*entries, strict=True)
        return csr_array((values, (at, columns)), shape=(len(rows), len(self.cells)), dtype=float)


def published(shown: str, whole: float) -> tuple[float, float]:
    """The least and the greatest count that a published cell can be."""
    if shown == "":
        return 0, whole
    if shown == HIDDEN:
        return 0, min(LEAST_SHOWN - 1, whole)
    if shown.startswith(">"):
        return max(int(shown[1:]) + 1, LEAST_SHOWN), min(int(shown[1:]) + LEAST_SHOWN, whole)
    return int(shown), int(shown)


def program(tables: Tables) -> Program:
    """All crossed cells of the shipped tables, with every constraint between them."""
    found = Program()
    _nationals(found, tables)
    whole = tables["public_notices_by_requesting_country"]
    day = followed()[1].isoformat()
    requested = whole[(whole["snapshot_date"] == day) & (whole["requesting_country"] != "")]
    counts = dict(zip(requested["requesting_country"], requested["notices"].astype(int), strict=True))
    charges = tables["public_notices_sensitive"]
    for date in charges["snapshot_date"].unique():
        _charges(found, tables, date, counts if date == day else _sampled(charges[charges["snapshot_date"] == date]))
    _inferred(found, tables["public_notices_inference"])
    return found


def _sampled(rows: pd.DataFrame) -> dict[str, int]:
    """Notices of a sample by requesting country, those of countries that are not listed as if of one."""
    counts = {
        code: int(count)
        for code, count in zip(rows["requesting_country"], rows["notices"], strict=True)
        if count.isdecimal()
    }
    total = counts.pop(WORLD)
    return counts | {"others": total - sum(counts.values())}


def _nationals(found: Program, tables: Tables) -> None:
    """Own nationals within the notices of a country, and within all notices against its nationals."""
    of_nationality = tables["public_notices_by_nationality"].set_index(["snapshot_date", "nationality"])["notices"]
    rows = tables["public_notices_by_requesting_country"]
    for row in rows[rows["requesting_country"] != ""].to_dict("records"):
        here, count = (row["requesting_country"], row["snapshot_date"]), int(row["notices"])
        against = int(of_nationality.get(here[::-1], 0))
        stated = found.cell(("stated", *here), *published(row["nationality_stated"], count), target=False)
        # How many notices are against nationals of a country is published, one, two and none too: it crosses nothing.
        own = found.cell(("own", *here), *published(row["own_national"], min(count, against)), target=against > 0)
        found.at_most(own, stated)
        found.difference("foreign", stated, own)
        if against >= LEAST_SHOWN:
            found.difference("requested by others", against, own)
    first, last = (date.isoformat() for date in followed())
    for row in rows[(rows["snapshot_date"] == last) & (rows["requesting_country"] != "")].to_dict("records"):
        code = row["requesting_country"]
        before = rows[(rows["snapshot_date"] == first) & (rows["requesting_country"] == code)]["notices"]
        gone = int(before.iloc[0]) - int(row["notices"])
        found.rule({("own", code, last): 1, ("own", code, first): -1}, low=-gone)


def _charges(found: Program, tables: Tables, date: str, counts: dict[str, int]) -> None:
    """Charges of the notices of one day by requesting country."""
    by = {}
    for name in ("by_offence", "sensitive", "corroboration"):
        table = tables[f"public_notices_{name}"]
        by[name] = table[table["snapshot_date"] == date].set_index("requesting_country")
    tells_presence = bool((tables["public_notices_by_offence"]["notices"] == HIDDEN).any())
    sensitive, known = by["sensitive"], by["corroboration"]
    columns = ["strict", "broad"]
    for code, count in counts.items():
        offences = by["by_offence"].loc[by["by_offence"].index == code].set_index("offence")["notices"]
        _offences(found, code, date, count, offences, tells_presence)
        for kind in ("strict", "broad"):
            shown = str(sensitive[kind].get(code, ""))
            cell = found.cell((kind, code, date), *published(shown, count))
            _within(found, cell, count, load_sensitive()[kind])
            found.difference("rest", count, cell)
        found.at_most(("strict", code, date), ("broad", code, date))
        if not known.empty:
            _designated(found, code, date, count, known)
            columns = ["strict", "broad", "security", "designated", *LISTS]
    for column in columns:
        total = (sensitive if column in sensitive else known)[column][WORLD]
        _total(found, column, date, [*counts], published(str(total), sum(counts.values())))


def _offences(found: Program, code: str, date: str, count: int, shown: pd.Series[str], tells_presence: bool) -> None:
    unlisted = 0 if tells_presence else min(LEAST_SHOWN - 1, count) if count >= LEAST_WHOLE else count
    uncharged = found.cell(("uncharged", code, date), 0, count, target=False)
    offences = []
    for offence in STATED_OFFENCES:
        low, high = published(shown[offence], count) if offence in shown else (0, unlisted)
        listed = tells_presence and offence in shown
        offences.append(found.cell((offence, code, date), max(low, 1) if listed else low, high))
        found.rule({offences[-1]: 1, uncharged: 1}, high=count)
        found.difference("rest", count, offences[-1])
    found.rule(dict.fromkeys([uncharged, *offences], 1), low=count)


def _within(found: Program, cell: Key, count: int, members: frozenset[str]) -> None:
    """Notices that state offences of a set only: none states another, and each states one of the set."""
    _, code, date = cell
    found.at_most(cell, *((offence, code, date) for offence in members))
    others = [(offence, code, date) for offence in STATED_OFFENCES if offence not in members]
    for other in others:
        found.rule({cell: 1, ("uncharged", code, date): 1, other: 1}, high=count)
    found.rule(dict.fromkeys([cell, ("uncharged", code, date), *others], 1), low=count)


def _designated(found: Program, code: str, date: str, count: int, known: pd.DataFrame) -> None:
    """Persons with security charges, and those of them on each list of designations."""
    here, listed = (code, date), code in known.index
    security = found.cell(("security", *here), *published(known["security"][code] if listed else "", count))
    if not listed:  # too few to have parts
        found.rule({security: 1}, high=LEAST_WHOLE - 1)
    kinds = [(offence, *here) for offence in SECURITY]
    found.at_most(security, *kinds)
    for kind in kinds:
        found.at_most(kind, security)
    found.rule({security: 1, ("broad", *here): -1, ("strict", *here): 1}, low=0)
    found.difference("rest", count, security)
    parts = [
        found.cell((column, *here), *published(known[column][code] if listed else "", count))
        for column in ("designated", *LISTS)
    ]
    found.at_most(parts[0], *parts[1:])
    for part in parts:
        found.at_most(part, security if part is parts[0] else parts[0])
        found.difference("not designated", security, part)


def _total(found: Program, column: str, date: str, codes: list[str], ends: tuple[float, float]) -> None:
    """All countries together; those whose count is hidden are looked at together too."""
    keys: list[Key] = [(column, code, date) for code in codes]
    found.rule(dict.fromkeys(keys, 1), *ends)
    hidden = [key for key in keys if len({*found.ends[found.cells[key]]}) == 2]
    found.targets[column, "hidden countries together", date] = dict.fromkeys(hidden, 1), 0


def _inferred(found: Program, table: pd.DataFrame) -> None:
    """The greatest outcome of a distribution is the count as assigned."""
    names = {"own_national": "own", "strict": "strict", "broad": "broad"}
    dates = {"own_national": reference()[0].isoformat()}
    crossed = table[table["statistic"].isin(names)]
    for (code, statistic), rows in crossed.groupby(["requesting_country", "statistic"]):
        date = dates.get(statistic, followed()[1].isoformat())
        found.rule({(names[statistic], code, date): 1}, low=rows["count"].astype(int).max())
        if statistic == "own_national":
            found.rule({("stated", code, date): 1}, low=rows["of"].astype(int).max())
