"""The timeline: what the yearly figures show, with their breaks, and every dated measure, ruling and reaction."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from analysis.charts.drawing import incomplete_in_words
from analysis.core.country_names import country_name, parse_country
from analysis.core.messages import DASH, N_, _, label
from analysis.facts import world
from analysis.facts.countries import most_in_a_year, over_time
from analysis.facts.oversight import SERIES, published_values, yearly
from analysis.facts.timeline import breaks
from analysis.pages.edited import edited_text
from analysis.pages.parts import records
from analysis.pages.words import date_in_words, link, shown
from analysis.site.case_table import years
from analysis.site.frame import page
from analysis.tables.release import incomplete_since


def timeline() -> bytes:
    """Render three counts by year with their breaks, then the events of each year, which filters choose."""
    events = world.release()["oversight_timeline"].sort_values("date_first", ascending=False, kind="stable")
    rows = [_event(row) for row in records(events)]
    by_year = over_time()
    content = {
        "lead": _("Refusals and known cases depend not only on misuse. They also depend on checks and on sources."),
        "figures": [_figures(basis) for basis in ("refused", "complaints")],
        "cases": years(by_year), "most": by_year["cases"].max(), "cases_title": most_in_a_year().sentence,
        "late": incomplete_in_words(by_year["year"]), "since": incomplete_since(),
        "broken": [_break_in_words(row) for row in records(breaks())],
        "kinds": dict(sorted((row["kind"], row["word"]) for row in rows)),
        "events": _("{count} measures, rulings, reforms and reactions", count=len(rows)),
        "by_year": [(year, list(found)) for year, found in groupby(rows, lambda row: row["year"])],
        "source": world.source("oversight_timeline"), "year_source": world.source("cases", "oversight_statistics"),
    }  # fmt: skip
    return page("timeline.html.j2", "timeline.html", _("Is misuse growing? The figures cannot say"), content)


#: What the columns of a published count say.
_TITLES = {
    "refused": N_("INTERPOL refused or cancelled {now} requests in {year} and {before} in {earlier}"),
    "complaints": N_("INTERPOL’s Commission found more requests admissible"),
}


def _figures(basis: str) -> dict[str, object]:
    """Lay out the figures of a count by year, from its first, with the breaks since then and years of a lower bound."""
    found = yearly(basis)
    values = {year: one.value for year, one in found}
    (earlier, before), (year, now) = list(values.items())[-2:]
    changes = breaks(since=min(values))
    changes = changes[[basis in named for named in changes["universes"]]]
    bounds = published_values(SERIES[basis]).query("bound and not is_change")
    numbers = {int(start): at for at, start in enumerate(changes["start"], 1)}
    first, end = min(values), max(*values, *numbers) + 1
    return {
        "title": _(_TITLES[basis], now=now, year=str(year), before=before, earlier=str(earlier)),
        "most": max(values.values()), "counted": found[-1][1].unit,
        "years": [(year, int(values.get(year, 0)), numbers.get(year, "")) for year in range(first, end)],
        "breaks": [(str(at), date_in_words(row["date"]), shown(row["label"]))
            for at, row in enumerate(records(changes), 1)],
        "bounds": [
            _("For {year}, we found only a lower bound: over {count}.", year=str(year), count=value)
            for year, value in bounds[["year", "value"]].drop_duplicates().to_numpy()
        ],
    }  # fmt: skip


def _event(row: Mapping[str, object]) -> dict[str, str]:
    """Lay out an event: its date, kind and countries, and its edited text with the source."""
    kind, text = edited_text(row["description"])
    actor = parse_country(str(row["actor"]).partition(" (")[0], strict=False)
    codes = [code for code in (row["country_concerned"], actor) if shown(code) not in (DASH, "")]
    date = shown(row["date"])
    return {
        "date": _("Date not known") if date == DASH else date_in_words(date),
        "year": _("No date") if date == DASH else date[:4], "kind": kind, "word": label(kind, "event-kind"),
        "country": "|".join(dict.fromkeys(country_name(str(code)) for code in codes)),
        "text": text, "source": link(row["source_title"], row["source_url"]),
    }  # fmt: skip


def _break_in_words(row: Mapping[str, object]) -> str:
    return _("{date}: {what}. {effect} {source}", date=date_in_words(row["date"]), what=shown(row["label"]),
        effect=shown(row["effect"]), source=link(row["source_title"], row["source_url"]))  # fmt: skip
