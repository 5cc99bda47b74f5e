# What charts say: titles, units, names of marks, notes and alternative texts. A number chooses the plural form; a year is given
# as text.

## Titles and units
chart-unit = Unit: { $unit }
chart-lorenz = { $first } accounts for { $share } of { $what }
chart-lorenz-unit = Cumulative share of { $what }, from the state with most down; number of states on a logarithmic axis
chart-funnel = { $what }: { $above } of { $count } countries and territories are above the outer limits
chart-funnel-focus = { $what }: { $name } lies { $where }
chart-funnel-not-told = { $what }: { $name } does not lie above the limits; whether it is low cannot be told
chart-funnel-unit = Upwards: { $up }. Across: { $across }. Both axes are logarithmic where values are rates
chart-rates-unit = Dot: { $unit }; line: its interval. States stand by name, none is ranked
chart-snapshots-requested = { $name }: { $count ->
    [0] no public notice
    [one] one public notice
   *[other] { $count } public notices
} requested on { $day }
chart-snapshots-nationals = { $name }: { $count ->
    [0] no public notice names
    [one] one public notice names
   *[other] { $count } public notices name
} its nationals on { $day }
chart-snapshots-unit = Public notices on the day of each snapshot
chart-universes = Five published counts that count five different things; no ratio between them is a rate
chart-universes-unit = Notices, alerts or complaints worldwide; logarithmic axis; each series counts something else
chart-governance = { $name }: { $index } { $value } in { $year }; the median of the world is { $world }
chart-governance-bare = { $name }: governance as four indices see it, since { $first }
chart-governance-unit = Each index on its own scale, by year; medians of states for the region and the world
chart-designations = { $name }: most designations by one list in a year: { $count }, { $where }
chart-designations-in = in { $years } ({ $sender })
chart-designations-unit = Persons, entities, vessels and aircraft designated in a year under programmes on the country, by sender
chart-rounds = { $name }: most designations announced in rounds: { $total } ({ $sender })
chart-rounds-unit = Above: persons and entities added so far, by sender. Below: rows of the register by year
chart-cases = { $name }: { $count ->
    [one] one case
   *[other] { $count } cases
} with a known year, { $strong } of them { $what }
chart-cases-unit = Cases by year and by how well they are shown
chart-timeline = { $name } and INTERPOL: { $count } dated events on one timeline
chart-timeline-unit = One numbered mark an event; the numbers are those of the table
chart-verdicts = { $count } claims of the founding article: { $supported } supported, { $contested } contested, { $unsupported } unsupported, { $not_assessed } not assessed
chart-verdicts-unit = One tile a claim, in the order of the article
chart-decisions = { $count } published excerpts of decisions of the CCF: what was raised and how it ended
chart-decisions-unit = Decisions by ground raised and outcome; the area of a disc is the count
chart-delays = Late answers of the CCF: what weblogs report
chart-delays-mirrored = Late answers of the CCF: for { $kinds }, the published figures of { $years } mirror one another
chart-delays-unit = Share of requests answered after the deadline, by kind of request and year
chart-outcomes = { $part } of { $total } admissible complaints of { $year } ended as: { $outcome }
chart-outcomes-unit = Admissible complaints to the CCF about data in INTERPOL’s files, by outcome
chart-reforms = { $count } dated events on INTERPOL’s safeguards since { $first }
chart-reforms-unit = One numbered mark an event; the numbers are those of the table
chart-grounds = { $count } notices and diffusions refused or cancelled in { $year }, the last year whose total was read
chart-grounds-bare = Refused or cancelled, by ground; no total was read
chart-grounds-unit = Red Notices and wanted-person diffusions refused or cancelled in a year, by ground
chart-share = Between { $low } and { $high } of requests were refused or cancelled in { $year }
chart-share-of-mean = Between { $low } and { $high } of requests were refused or cancelled in an average year, { $first } to { $last }
chart-share-unit = Share of requests, between two denominators; numbered lines are breaks
chart-safeguards = Notices issued, requests refused and complaints: three counts, each on its own scale
chart-safeguards-unit = Notices and alerts, or requests, a year; numbered lines are breaks, after which a figure counts something else
chart-map-unit = One word a state or territory; small ones are dots
chart-files = Picture:
chart-embed = page to embed
chart-told = Counted: { $universe }. Source: { $source }; { $site }, data release { $release }.

## States side by side
chart-shares-median = median of states
chart-lorenz-alt = Curve of the cumulative share over { $count } states, from the largest: { $first }.
chart-lorenz-across = number of states, from the largest
chart-lorenz-up = cumulative share, %
chart-funnel-limits = outer limits (1 in 500)
chart-funnel-above = above the limits
chart-funnel-world = world
chart-league-value = shrunken, with interval
chart-league-raw = as counted
chart-league-rank = rank, with interval
chart-rates-across = times the expected, logarithmic
chart-requested = requested by the state
chart-nationals-first = name its nationals, by first nationality
chart-nationals-every = name its nationals, by any nationality
chart-requested-alt = requested by the country (requester inferred or stated)
chart-nationals-first-alt = naming its nationals by first nationality (whoever requested them)
chart-nationals-every-alt = naming its nationals by any nationality (whoever requested them)
chart-snapshots-universe = notices shown on INTERPOL's website on the snapshot dates
chart-snapshots-note = Notices of nationals are complete counts, requested ones the median of the inference. States choose what is public, and leaving the list is not deletion from INTERPOL's files. Counts by first and by any nationality are two series; the second counts more.
chart-snapshots-series = Notices { $which }: { $counts }.
chart-on-day = { $count } on { $day }
chart-universes-universe = five universes, each named beside its marks
chart-universes-note = Each series counts something else, so no ratio between them is a rate. A bar spans values that sources give for the same thing; gaps are years for which no figure was read, not zeros. Since March 2022 all Russian messages are checked first, so refusals before and after differ in kind.
chart-no-figure = No figure for { $what }.
chart-in-year = { $value } in { $year }
chart-shares-alt = Bars, { $what } and in brackets the median of states. { $bars }
chart-lies-above = above the outer limits
chart-lies-high = above the inner limits
chart-lies-inside = inside the inner limits
chart-lies-not-told = not above the limits; whether it is low cannot be told
chart-lies-low = below the inner limits
chart-lies-below = below the outer limits
chart-limits-above = { chart-lies-above }, which 1 in 500 would leave
chart-limits-high = { chart-lies-high }, which 1 in 20 would leave
chart-limits-inside = { chart-lies-inside }, which 1 in 20 would leave
chart-limits-not-told = { chart-lies-not-told }
chart-limits-low = { chart-lies-low }, which 1 in 20 would leave
chart-limits-below = { chart-lies-below }, which 1 in 500 would leave
chart-funnel-alt = Funnel plot of { $count } places; the world's value is { $value }.
chart-funnel-alt-above = Above the limits, highest first: { $names }.
chart-funnel-alt-none = None lies above the limits.
chart-funnel-alt-focus = { $name }: { $what } { $value }, { $where }.
chart-league-alt = Two panels, { $shown } of { $count } places by shrunken value. Highest: { $name } with { $value } ({ $low } to { $high }), rank between { $first } and { $last }.
chart-league-across = rank (1 is highest)
chart-rates-alt = Dots with intervals on a logarithmic axis, { $count } places.
chart-rate = { $place }: { $value } ({ $low } to { $high }).
chart-rates-note = The upright line marks as many cases as expected. An arrow: the interval goes on. An open mark: no case.
chart-snapshots-alt = Points over time, a panel for each series.
chart-universes-alt = Five series on a logarithmic scale.

## What surrounds notices
index-panel-rule-of-law = Rule of law (V-Dem, 0 to 1)
index-panel-freedom-of-expression = Freedom of expression (V-Dem, 0 to 1)
index-panel-world-bank = Rule of law (World Bank, −2.5 to 2.5)
index-panel-terror = Political terror (1 least, 5 most)
chart-its-region = its region
chart-governance-universe = governance indices by country and year
chart-median-of = { $area } median
chart-median-of-world = world median
chart-index-none = { $index }: no value for { $place }.
chart-index-from-to = { $index }: { $first } in { $since }, { $last } in { $until }.
sanctions-naming-universe = persons, entities, vessels and aircraft on lists of the sender that name a programme on the country
chart-rounds-universe = rounds of designations as announced, and cases in the register, every grade and status, by year of effect
chart-rounds-so-far = added so far
chart-rounds-rows = register rows
chart-governance-alt = Four panels of lines over time.
chart-governance-note = Indices are expert judgement.
chart-governance-band = The band is the { $level } % interval from the published standard error, World Bank only.
chart-designations-alt = Bars for { $first } to { $last }, a panel for each sender.
chart-designations-of = { $sender }: { $count } in all, most in { $years }.
chart-rounds-added = { $sender } { $total } added
chart-rounds-alt = Steps over time, one line a sender: { $added }. Below, rows of the register with a known year, { $count } in all, of every status.

## Documented cases
chart-rows-given = the rows given
chart-cases-universe = all cases in the register by year{ $years }
chart-cases-dated = Every row has a known year.
chart-cases-undated = { $undated } of { $rows } rows have no known year and are not drawn.
index-liberal-democracy = liberal democracy
index-freedom-of-expression = freedom of expression
index-law = rule of law
chart-timeline-governance = Governance (V-Dem, 0 to 1; grey: regime class)
chart-timeline-case = case { $group }
chart-timeline-lanes = Timeline in { $count } lanes, from { $first } to { $last }.
chart-timeline-table = The table below gives the date, the words and the source of each mark.
chart-verdicts-note = One tile a claim, in the order of the article; the verdict stands in each tile.
group-supported-by-rule = supported, another grade
group-contested-by-rule = disputed
group-unsupported-by-rule = not supported
group-supported-not-counted = supported, not counted
group-contested-not-counted = disputed, not counted
group-unsupported-not-counted = not supported, not counted
chart-incomplete = Hatched bars: the last three years are incomplete, because cases become known late.
chart-cases-note = A count of documented cases is a count of documentation; it follows fame, language and search effort.
chart-cases-alt = Bars, a panel for each group and a bar for each year from { $first } to { $last }. { $bars }. { $undated } Most cases of any kind: { $most }.
chart-timeline-marks = { $lane }: { $count ->
    [one] { $count } mark
   *[other] { $count } marks
}.
chart-timeline-democracy = Liberal democracy index { $first } in { $first_year }, { $last } in { $last_year }.
chart-timeline-democracy-regime = Liberal democracy index { $first } in { $first_year }, { $last } in { $last_year }, { $regime }.
chart-verdicts-no-claim = none
chart-verdicts-alt = { $count } tiles, one a claim, coloured by verdict. { $groups }.

## Safeguards
chart-decisions-note = The Commission chooses the excerpts for teaching, so no success rate may be computed from them. A decision stands in the row of each ground that its tags name.
chart-decisions-alt = A grid of discs over { $total } decisions. { $listed } The excerpts are chosen for teaching; no rate follows.
chart-delays-alt = One line for each kind of request and year. { $listed }
chart-delays-of = { $kind } { $year }: { $late } late as published, { $mirror } if exchanged.
chart-delays-note = Two weblogs give the figures. Where those of two years mirror one another, one of them may have exchanged late and in time. No change between the years can be claimed until the reports themselves are read.
chart-as-published = as published
chart-delays-mirror = if late and in time were exchanged
chart-outcomes-alt = Bars of { $total } admissible complaints: { $parts }.
chart-outcomes-note = Only people who know of a notice and complain are counted; their complaints are no sample of notices.
chart-outcomes-across = admissible complaints
chart-reforms-note = Filled: known to the day; open: to the month or year. Events that were not read are not here.
chart-reforms-universe = dated measures, resolutions, laws, rulings and reports on the safeguards; the timeline’s other decisions in single cases are excluded
chart-article-2 = Article 2 (human rights)
chart-article-3 = Article 3 (political and the like)
chart-grounds-other = other grounds
chart-grounds-unread = ground not read
chart-grounds-note = Refusals before publication and cancellations after it are published as one figure. A jagged end marks a year whose total was not read or is a lower bound; a missing ground was not read, which is not zero. Figures since March 2022 also hold the checks on all Russian traffic.
chart-grounds-universe = alerts refused or cancelled by the General Secretariat's task force in a year
chart-grounds-rival = { $low } or { $high } under Articles 2 and 3
chart-share-universe = alerts refused or cancelled, and alerts issued, in the same years
chart-share-note = Lower end: refused beside issued plus refused (every one refused before publication). Upper end: refused beside issued (every one cancelled after publication). What is published never tells the two apart. Where only a percentage was published, its rounding widens the bar. Breaks: { $breaks }.
chart-share-mean = mean of years
chart-share-between = between the two denominators
chart-share-published = as published (of issued)
chart-safeguards-note = Breaks: { $breaks }. A figure after a break does not count what the one before it counts. Bars span figures that sources give for the same thing; an arrow marks a lower bound; years without a mark were not read.
chart-safeguards-universe = notices and alerts issued; alerts refused or cancelled; requests to the CCF: one panel each
chart-safeguards-alt = Three panels of points by year. { $series } Breaks: { $breaks }.
chart-reforms-alt = Numbered marks in lanes from { $first } to { $last }. { $lanes }.
chart-grounds-alt = Stacked bars, one a year.
chart-grounds-sums = In { $year } the sum under Articles 2 and 3 is given as { $low } and { $high }.
chart-grounds-whole = { $year }: { $parts }.
chart-grounds-open = { $year }: { $parts }; total not known.
chart-share-alt = Bars between bounds, in per cent. { $bars } Breaks: { $breaks }.
chart-share-from = { $low } to
chart-share-to = to
chart-share-mean-of = Mean { $first } to { $last }
chart-share-bar = { $years }: { $low } to { $high }.
chart-share-bar-published = { $years }: { $low } to { $high }, published as { $published } of issued.
chart-safeguards-issued = issued
chart-safeguards-refused = refused or cancelled
chart-safeguards-complaints = complaints to the CCF
chart-over-in-year = over { $value } in { $year }

## Every chart
short-billions = { $number }bn
short-millions = { $number }m
short-thousands = { $number }k
