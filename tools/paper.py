"""The research paper: its text with every number filled in by name, as a PDF; ``make paper`` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pandas as pd
import typst

import analysis as rn
from analysis.core.files import ROOT, write_atomic
from analysis.core.judgement import read_evidence_rule, released
from analysis.core.messages import day, label
from analysis.facts.drivers import CONTROLS, COVARIATES, FIRST, INDEX, KEYS, LAST
from analysis.pages.markdown import typst_string
from analysis.publish.pdf import fonts
from analysis.stats.estimate import Estimate, Estimates, number, percent

PAPER = ROOT / "paper"
INTO = ROOT / "build" / "paper.pdf"

#: The rule on trial for the status (see the coding manual), on the count of criteria that are met (``met``) and whether
#: one of them is a decision (``decided``).
SUPPORTED = (
    "interpol_part == 'shown' and grave_charge != 'yes' and met >= 1 or "
    "interpol_part == 'claimed' and grave_charge != 'yes' and met >= 2 or "
    "interpol_part in ['shown', 'claimed'] and grave_charge == 'yes' and met >= 2 and decided"
)


def by_rule() -> pd.Series[bool]:
    """Return whether each case is supported by the rule on trial, by case."""
    criteria = rn.load("cases_criteria").set_index("case_id").astype(object)
    decisions = criteria[["decided_by_interpol", "decided_by_host"]] == "yes"
    met = decisions.sum(axis=1) + (criteria[["protection", "political_target"]] == "yes").sum(axis=1)
    counted = criteria.assign(met=met, decided=decisions.any(axis=1))
    return pd.Series(counted.index.isin(counted.query(SUPPORTED).index), index=counted.index)


def by_reader(reader: str) -> pd.Series[bool]:
    """Return whether each case is supported by one reader, or by the register where that reader did not read it."""
    register = rn.load("cases").set_index("case_id")["claim_status"]
    readings = rn.load("cases_readings").query("reader == @reader").set_index("case_id")["claim_status"]
    return readings.reindex(register.index).fillna(register) == "supported"


def ratios_by(supported: pd.Series[bool]) -> Estimates:
    """Fit the joint models of the report on drivers with another status, and return the ratios of its index."""
    cases = rn.load("cases")
    kept = cases[~cases["instrument"].isin(read_evidence_rule().left_out)]
    coded = kept["case_id"].map(supported).astype(float)
    outcomes = kept[[*KEYS]].assign(supported=coded, not_supported=1 - coded)
    names = ["supported", "not_supported"]
    dyads = rn.drivers.dyads().drop(columns=names)
    table = dyads.merge(outcomes.groupby(KEYS)[names].sum().reset_index(), on=KEYS, how="left")
    table = table.fillna(dict.fromkeys(names, 0.0))
    formula = " + ".join([INDEX, *COVARIATES, *CONTROLS])
    models = {name: rn.drivers.fit(f"{name} ~ {formula}", table) for name in names}
    found = Estimates({name: rn.drivers.ratio(model, INDEX) for name, model in models.items()})
    found["contrast"] = rn.drivers.contrast(*models.values())[INDEX]
    return found


def numbers() -> dict[str, object]:
    """Return all that the text may name: the numbers of the world by topic, and the library itself."""
    topics: dict[str, dict[str, Estimate]] = {}
    for name, estimate in rn.summary().items():
        topic, _, rest = name.partition(".")
        topics.setdefault(topic, {})[rest] = estimate
    found: dict[str, object] = {topic: SimpleNamespace(**named) for topic, named in topics.items()}
    status = {"rule": ratios_by(by_rule()), "reader": ratios_by(by_reader("criteria"))}
    return found | {"rn": rn, "status": status, "first": FIRST, "last": LAST, "released": day(released().isoformat())}


def _value(value: object) -> object:
    """Write an estimate by its value; everything else as it is."""
    return number(value.value) if isinstance(value, Estimate) else value


def _ends(estimate: Estimate, level: str = "{level:g} % interval ") -> str:
    """Write the value of an estimate with its interval; a share as a percentage."""
    write = percent if estimate.unit == "share" else _two
    value, low, high = (write(end) for end in (estimate.value, estimate.low or 0, estimate.high or 0))
    return f"{value} ({level.format(level=100 * (estimate.level or 0))}{low} to {high})"


def _two(value: float) -> str:
    """Write a ratio or slope with two decimals."""
    return f"{value:.2f}"


def _around_one(estimate: Estimate) -> str:
    """Say whether the interval of a ratio holds 1."""
    return "includes" if (estimate.low or 0) <= 1 <= (estimate.high or 0) else "excludes"


def fill(text: str, stated: Mapping[str, object]) -> str:
    """Fill each number into a text by its name; a name that there is not ends it."""
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, finalize=_value, autoescape=False)
    environment.filters |= {
        "ends": _ends,
        "plain": lambda estimate: _ends(estimate, ""),
        "one": _around_one,
        "rate": percent,
        "share": lambda estimate: percent(estimate.value),
        "words": label,
        "sentence": lambda estimate: f"#{typst_string(estimate.sentence)}",
    }
    return environment.from_string(text).render(**stated)


def render(text: str) -> bytes:
    """Compile the text to an accessible PDF, the same bytes on every run."""
    compiler = typst.Compiler(root=str(PAPER), font_paths=fonts(), ignore_system_fonts=True)
    return bytes(compiler.compile(text.encode(), format="pdf", pdf_standards="ua-1", timestamp=0))  # type: ignore[arg-type]


def article() -> str:
    """Return the text of the paper as it is kept, with the names of its numbers."""
    return (PAPER / "article.typ").read_text(encoding="utf-8")


def main(into: Path = INTO) -> None:
    """Write the paper."""
    into.parent.mkdir(exist_ok=True)
    write_atomic(into, render(fill(article(), numbers())), public=True)
    print(into.relative_to(ROOT))


if __name__ == "__main__":
    main()
