"""Pages about many states: home, host states, compare, cases, timeline."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

import numpy as np
import pandas as pd
from babel import Locale
from babel.core import UnknownLocaleError
from babel.languages import get_official_languages
from markupsafe import Markup

from analysis.charts.world_map import outlines
from analysis.core.countries import aliases_of, alpha_2, name_of
from analysis.core.hand import DASH, label, reference
from analysis.core.messages import say
from analysis.facts import cases, evidence, hosts, indices, states, world
from analysis.facts.headlines import statistic
from analysis.facts.world import Place, day
from analysis.pages.parts import case_name, records
from analysis.pages.words import interval_of, link, shown, value_of
from analysis.site.frame import page
from analysis.stats.estimate import Estimate, listed, number
from analysis.tables.shipped import Ring

#: Languages in which every state can be found, beside its own.
_LANGUAGES = ("fr", "ru")
#: Least cases of each colour of the map of host states.
_STEPS = (1, 2, 5, 10)
#: Width and height of the map, and the ends of the projection that it shows.
_WIDE, _HIGH, _LEFT, _TOP, _SCALE = 960, 418, -2.72, 1.32, 960 / 5.44
#: Ends of the axis of ratios, in times the expected.
_LOW, _MOST = 0.02, 50.0


@cache
def words_to_find(iso3: str) -> str:
    """Give what a state is found by: codes, aliases, its name in English, French, Russian and its own languages."""
    code = alpha_2(iso3)
    own = get_official_languages(code) if code else ()
    names = [name_of(iso3), iso3, code, *aliases_of(iso3)]
    names += [_in_language(language, code) for language in (*_LANGUAGES, *own)]
    return " ".join(dict.fromkeys(name for name in names if name))


def _in_language(language: str, code: str) -> str:
    try:
        return str(Locale.parse(language).territories.get(code, ""))
    except (UnknownLocaleError, ValueError):
        return ""


def _path(rings: tuple[Ring, ...]) -> str:
    """Write rings as a path: a start and steps, in tenths of a unit, since steps are short."""
    parts = []
    for ring in rings:
        x, y = (ring[:, 0] - _LEFT) * _SCALE * 10, (_TOP - ring[:, 1]) * _SCALE * 10
        points = np.column_stack([x, y]).round().astype(int)
        steps = np.diff(points, axis=0)
        moved = steps[(steps != 0).any(axis=1)]
        if len(moved):
            line = " ".join(f"{a} {b}" for a, b in moved).replace(" -", "-")
            parts.append(f"M{points[0][0]} {points[0][1]}l{line}z")
    return "".join(parts)


@cache
def _shapes() -> tuple[tuple[str, str, str], ...]:
    """Give of each country its path, and for a small one the centre of its dot."""
    found = []
    for iso3, rings, small in outlines():
        middle = max(rings, key=len).mean(axis=0)
        x, y = (middle[0] - _LEFT) * _SCALE * 10, (_TOP - middle[1]) * _SCALE * 10
        found.append((iso3, _path(rings), f'cx="{x:.0f}" cy="{y:.0f}"' if small else ""))
    return tuple(found)


def draw_map(
    classes: Mapping[str, str], titles: Mapping[str, str], links: Mapping[str, str], title: str, alt: str
) -> Markup:
    """Draw the world as a picture of the page, each country with its class, title and link.

    Parameters
    ----------
    classes, titles, links : mapping of str to str
        By ISO3 code: class of the style, words for a pointer, and page; a country without a link has none.
    title, alt : str
        What the map is, and what a reader who cannot see it must know.
    """
    drawn = []
    for iso3, path, dot in _shapes():
        kind = f' class="{classes[iso3]}"' if classes.get(iso3) else ""
        mark = f'<path{kind} d="{path}"/>' + (f'<circle{kind} {dot} r="32"/>' if dot and iso3 in titles else "")
        named = f"<title>{Markup.escape(titles[iso3])}</title>" if iso3 in titles else ""
        drawn.append(f'<a href="{links[iso3]}">{named}{mark}</a>' if iso3 in links else f"<g>{named}{mark}</g>")
    hatch = (
        '<pattern id="hatch" width="50" height="50" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="50" height="50" fill="#f2b48c"/><rect width="16" height="50" fill="#8a4b22"/></pattern>'
    )
    return Markup(
        f'<svg class="map" viewBox="0 0 {_WIDE}0 {_HIGH}0" role="group" aria-label="{Markup.escape(title)}">'
        f"<desc>{Markup.escape(alt)}</desc><style>.map .l3{{fill:url(#hatch)}}</style><defs>{hatch}</defs>"
        f"{''.join(drawn)}</svg>"
    )


def home(built: Collection[str], failed: Collection[str]) -> bytes:
    """Render the first page.

    Parameters
    ----------
    built : collection of str
        Folders of the reports that stand; a state without one is named but not linked.
    failed : collection of str
        Names of the reports whose last build failed.
    """
    table, numbers = states.overview(), states.worldwide()
    codes = [str(code) for code in table["iso3"]]
    level = dict(zip(codes, table["order"], strict=True))
    titles = {code: f"{name_of(code)}: {word}" for code, word in zip(codes, table["level"], strict=True)}
    stated = numbers["strong"]
    content = {
        "lead": say("home-lead", found=evidence.levels().sentence, register=stated.sentence),
        "numbers": [
            (number(stated.value), say("home-strong"), say("home-strong-small", rows=number(stated.n))),
            (number(numbers["held"].value), say("home-held"), say("home-held-small")),
            (
                number(numbers["hosts"].value),
                say("home-hosts", count=numbers["hosts"].value),
                say("home-hosts-small", stated=number(numbers["hosts"].n), rows=number(stated.n)),
            ),
            (
                number(numbers["refused"].value),
                say("home-refused"),
                say("home-refused-small", unknown=value_of(statistic("outcomes_unknown"))),
            ),
        ],
        "counted": say("register-of", source=stated.source),
        "map": draw_map(
            {code: f"l{level[code]}" for code in codes if level[code] < len(evidence.words_in_order()) - 1},
            titles,
            {code: f"{code}/index.html" for code in codes if code in built},
            say("home-map"),
            say("map-alt", parts=_levels_in_words()),
        ),
        "levels": list(enumerate(evidence.words_in_order())),
        "rows": [_home_row(row, built) for row in records(table)],
        "failed": listed(failed),
        "source": world.source(*evidence.TABLES),
    }
    return page("home.html.j2", "index.html", say("home-title"), content)


def _levels_in_words() -> str:
    parts = []
    for word in evidence.words_in_order():
        held = evidence.states_of(word)
        parts.append(f"{word}: {listed(map(name_of, held)) if len(held) < _MANY else number(len(held))}")
    return "; ".join(parts)


#: More states than this are counted and not named in a picture's text.
_MANY = 13


def _home_row(row: Mapping[str, object], built: Collection[str]) -> dict[str, object]:
    code = str(row["iso3"])
    return {**row, "find": words_to_find(code), "built": code in built}


def compare() -> bytes:
    """Render the page that sets states side by side; whole without script, as one table of all states."""
    when = reference()[0]
    columns = ["column-state", "row-level", "row-strong", "row-rows", "row-ratio", "row-instruments", "row-effects",
               "row-decisions", "row-notices", "row-families", "row-sources", "row-governance"]  # fmt: skip
    heads = [say(column, day=day(when)) for column in columns]
    codes = [str(code) for code in states.overview()["iso3"]]
    content = {
        "columns": heads,
        "rows": [{"code": code, "name": name_of(code), "cells": _compared(code)} for code in codes],
        "axis": say("ratio-axis", low=number(_LOW), high=number(_MOST)),
        "counted": _counted(heads[1:]),
    }
    return page("compare.html.j2", "compare.html", say("compare-title"), content)


def _compared(code: str) -> list[object]:
    held, rule = states.profile(code), _rule_of_law(code)
    cells = [_drawn(held["ratio"]) if name == "ratio" else _told(value) for name, value in held.items()]
    return [*cells, DASH if rule is None else value_of(rule)]


def _rule_of_law(code: str) -> Estimate | None:
    return indices.latest(Place(code), "vdem_rule_of_law", title=say("row-governance"), better="up")


def _counted(heads: list[str]) -> list[tuple[str, str]]:
    """Say of each row what it counts and where it comes from, which is the same for every state."""
    code = evidence.states_of(evidence.words_in_order()[0])[0]
    held = [*states.profile(code).values(), _rule_of_law(code)]
    told = [
        (value.universe, value.source) if isinstance(value, Estimate) else (cases.ROWS, world.source("cases"))
        for value in held
    ]
    told[0] = evidence.stated(code).universe, evidence.stated(code).source
    said = [say("universe-and-source", universe=universe, source=source) for universe, source in told]
    return list(zip(heads, said, strict=True))


def _told(value: Estimate | str) -> str:
    if isinstance(value, str):
        return value
    ends = interval_of(value)
    return value_of(value) if ends == DASH else f"{value_of(value)} ({ends})"


def _drawn(ratio: Estimate | str) -> Markup | str:
    """Draw a ratio with its interval on the axis that all states share; the words stand beside it."""
    if isinstance(ratio, str):
        return DASH
    low, middle, high, one = (_place(value) for value in (ratio.low or _LOW, ratio.value, ratio.high or _MOST, 1.0))
    said = Markup.escape(f"{value_of(ratio)} ({interval_of(ratio)})")
    return Markup(
        f'{said}<br><svg class="iv" viewBox="0 0 200 14" width="200" height="14" aria-hidden="true">'
        f'<line class="one" x1="{one}" x2="{one}" y1="0" y2="14"/><line x1="{low}" x2="{high}" y1="7" y2="7"/>'
        f'<circle cx="{middle}" cy="7" r="4"/></svg>'
    )


def _place(value: float) -> str:
    share = np.log(min(max(value, _LOW), _MOST) / _LOW) / np.log(_MOST / _LOW)
    return f"{4 + 192 * share:.1f}"


def host_list() -> bytes:
    """Render the list of host states."""
    table = states.overview().set_index("iso3")["hosted"]
    counts = {code: int(table[code]) for code in hosts.hosts() if code in table.index}
    rows = [
        {"cells": [f"[{name_of(code)}]({code}.html)", number(count), number(hosts.detained(code).value)]}
        for code, count in counts.items()
    ]
    first = sorted(counts, key=lambda code: (-counts[code], code))[:5]
    content = {
        "map": draw_map(
            {code: f"h{sum(count >= step for step in _STEPS)}" for code, count in counts.items()},
            {code: f"{name_of(code)}: {number(count)}" for code, count in counts.items()},
            {code: f"{code}.html" for code in counts},
            say("home-map-hosts"),
            say("map-alt-hosts", first=", ".join(f"{name_of(code)}: {counts[code]}" for code in first)),
        ),
        "columns": [say("column-host"), say("column-hosted"), say("home-held")],
        "rows": rows,
        "source": world.source("cases"),
    }
    return page("hosts.html.j2", "hosts/index.html", say("hosts-title"), content)


#: Columns of the list of cases, by their message.
_CASE_COLUMNS = ("case", "year", "asked", "host", "instrument", "grade", "status")


def case_list() -> bytes:
    """Render the list of all register rows, each by its name."""
    rows = cases.in_order(world.release().cases).iloc[::-1]
    content = {
        "columns": [say(f"column-{name}") for name in _CASE_COLUMNS],
        "rows": [{"cells": _case_cells(row)} for row in records(rows)],
        "source": world.source("cases"),
    }
    return page("cases.html.j2", "cases/index.html", say("cases-title"), content)


def _case_cells(row: Mapping[str, object]) -> list[str]:
    case_id = str(row["case_id"])
    host = str(row["host_country"]) if shown(row["host_country"]) != DASH else ""
    return [
        f"[{case_name(row)}]({case_id}.html)",
        shown(row["year"]),
        name_of(str(row["requesting_country"])),
        name_of(host) if host else DASH,
        label(str(row["instrument"])),
        str(row["evidence_grade"]),
        str(row["claim_status"]),
    ]


def timeline() -> bytes:
    """Render every dated measure, ruling, reform and reaction, the newest first."""
    events = world.release().oversight_timeline.sort_values("date_first", ascending=False, kind="stable")
    rows = [
        {
            "cells": [
                shown(row["date"]),
                shown(row["actor"]),
                shown(row["description"]),
                label(str(row["measure_type"])),
                DASH if pd.isna(row["country_concerned"]) else name_of(str(row["country_concerned"])),
                link(row["source_title"], row["source_url"]),
            ],
        }
        for row in events.to_dict("records")
    ]
    columns = [say(f"column-{name}") for name in ("date", "who", "what", "kind", "concerns", "source")]
    content = {"columns": columns, "rows": rows, "source": world.source("oversight_timeline")}
    return page("timeline.html.j2", "timeline.html", say("timeline-title"), content)
