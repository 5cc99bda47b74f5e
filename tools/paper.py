"""The research paper: its text with every number filled in by name, as a PDF; ``make paper`` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import jinja2
import typst

import analysis as rn
from analysis.core.files import ROOT, write_atomic
from analysis.core.judgement import released
from analysis.core.messages import day, label
from analysis.facts.coding import BY_RULE, compared
from analysis.facts.drivers import CODINGS, CONTROLS, COVARIATES, FIRST, INDEX, LAST
from analysis.facts.visibility import over_grid
from analysis.pages.cards import fonts
from analysis.pages.markdown import typst_string
from analysis.stats.estimate import Estimate, Estimates, number, percent

PAPER = ROOT / "paper"
INTO = ROOT / "build" / "paper.pdf"


def ratios_by(who: str) -> Estimates:
    """Return the ratios of the report's index by the status of one of `CODINGS`."""
    formula, data = " + ".join([INDEX, *COVARIATES, *CONTROLS]), rn.drivers.dyads()
    models = {name: rn.drivers.fit(f"{name}_by_{who} ~ {formula}", data) for name in ("supported", "not_supported")}
    found = Estimates({name: rn.drivers.ratio(model, INDEX) for name, model in models.items()})
    found["contrast"] = rn.drivers.contrast(*models.values())[INDEX]
    return found


def numbers() -> dict[str, object]:
    """Return all that the text may name: the numbers of the world by topic, and the library itself."""
    topics: dict[str, dict[str, Estimate]] = {}
    for name, estimate in rn.summary().items():
        topic, _, rest = name.partition(".")
        topics.setdefault(topic, {})[rest] = estimate
    topics["visibility"]["over_grid"] = over_grid(rn.visibility.grid())
    found: dict[str, object] = {topic: SimpleNamespace(**named) for topic, named in topics.items()}
    status = {who: ratios_by(who) for who in CODINGS}
    agreed = {which: both for (which, field), both in compared().items() if field == BY_RULE}
    return found | {
        "rn": rn,
        "status": status,
        "agreed": agreed,
        "first": FIRST,
        "last": LAST,
        "released": day(released().isoformat()),
    }


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
        "part": lambda estimate: percent(round(estimate.value / estimate.n, 2)),
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
