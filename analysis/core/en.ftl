# Every word of the site's own pages. Sentences with numbers come from estimates; a message here may only place them.
site-name = Red Notice Statistics
skip = Skip to content
menu = Main
crumbs = You are here
menu-states = States
menu-hosts = Host states
menu-compare = Compare
menu-cases = Cases
menu-timeline = Timeline
menu-brief = Brief
menu-methods = Methods
menu-data = Data
menu-new = What is new
menu-about = About
caution-title = Read with care.
caution = Undetected is not absent, documented is not frequent, accused is not guilty. Most notices are secret; documented cases follow fame, language and search effort, and rank no state.
scrolls = { $what }; scrolls sideways
counted = Counted: { $what }.
source = Source: { $source }.
universe-and-source = { $universe }. Source: { $source }.
register-of = Register of documented cases, every grade and status where no other is named. Source: { $source }.
no-script = Without script the whole table stands below; searching, sorting and comparing need it.

## Home
home-title = What is documented of the misuse of INTERPOL’s channels, state by state
home-lead = { $found } { $register }
home-strong = documented cases that count: supported, of grade A or B, with an INTERPOL instrument
home-strong-small = of { $rows } register rows
home-held = cases in which a person was detained or handed over
home-held-small = in the register, every grade and status, corrections left out
home-hosts = { $count ->
    [one] host state of a documented case
   *[other] host states of documented cases
}
home-hosts-small = host stated in { $stated } of { $rows } rows
home-refused = cases in which INTERPOL refused, deleted or blocked the request
home-refused-small = its decision is unknown in { $unknown } of rows, corrections left out
home-map = Evidence level by state that requested
home-map-sub = The level follows a stated rule; it is neither a score nor a ranking.
home-map-hosts = Where requests took effect: documented cases by host state
map-note = Crimea is drawn as part of Ukraine (United Nations General Assembly, resolution 68/262). No opinion is implied on the status of any territory or on any border.
map-alt-hosts = World map of documented cases by host state. { $first }. The table below holds the same data.
map-alt = World map of the evidence level. { $parts }. The table below holds the same data.
table-title = All states and territories
find = Find a state
find-example = Belarus, BLR, Bélarus, Беларусь
show-any = Only where anything was found
compare-go = Compare the chosen states
compare-pick = Compare { $name }
column-compare = Compare
column-state = State
column-level = Evidence level
column-strong = Cases that count, of supported
column-rows = Register rows
column-families = Families of sources that name it
column-hosted = Rows as host
column-region = Region
of = { $part } of { $whole }
found-count = { $count ->
    [one] one state shown
   *[other] { $count } states shown
}
not-built = not built
failed = These reports failed in the last build, and what stands of them is of an earlier one: { $names }.
all-reports = All reports in one list
report-pdf = This report as PDF

## Hosts
hosts-title = Host states: where requests took effect, and what became of them
hosts-lead = A host state is where the person was when the main known effect of a request came. What its police, courts and ministries decide is often the only safeguard.
host-title = { $name } as host state
host-asked = Who asked
host-did = What happened there
host-decided = What INTERPOL decided
host-cases = The cases, one by one
host-do = What its authorities can do
host-note = Register rows of every grade and status. A row is an allegation or a decision on one.
column-asked = State that asked
column-effect = What happened
column-decision = INTERPOL’s decision
column-case = Case
column-year = Year
column-host = Host state
column-grade = Grade
column-status = Status
column-instrument = Instrument
profile-of = { $name }: level of evidence, cases it requested, public notices
no-year = year not known

## Cases
cases-title = Every row of the register of documented cases
cases-lead = One row is one person, or one clearly defined group decision. Names are made from the row’s own codes; the key is an address and no date.
case-name = { $effect ->
    [detained] { $who } detained in { $host }
    [extradited_or_rendered] { $who } handed over from { $host }
    [extradition_refused] { $who } not extradited from { $host }
    [travel_blocked] { $who } stopped from travelling in { $host }
    [asylum_affected] { $who } whose stay or asylum in { $host } was affected
   *[other] { $who } in { $host }, effect not known
}
case-name-nowhere = { $effect ->
    [detained] { $who } detained, host not known
    [extradited_or_rendered] { $who } handed over, host not known
    [extradition_refused] { $who } not extradited, host not known
    [travel_blocked] { $who } stopped from travelling, host not known
    [asylum_affected] { $who } whose stay or asylum was affected, host not known
   *[other] { $who }, effect and host not known
}
case-other = Person of another profile
case-decided = { $decision ->
    [refused_by_ndtf] refused by INTERPOL
    [deleted_by_ccf] deleted by INTERPOL
    [deleted_by_general_secretariat] deleted by INTERPOL
    [blocked_provisionally] blocked by INTERPOL until a decision
    [withdrawn_by_requesting_state] withdrawn by the state that asked
    [upheld] upheld by INTERPOL
    [pending] a decision of INTERPOL is pending
   *[other] INTERPOL’s decision not known
}
case-requested = Requested by { $state }, { $year }
case-row = The row in words
case-sources = Its sources
case-history = What changed since the first release
case-unchanged = Nothing in this row was changed since it was entered.
case-cautions = What to bear in mind
case-charge = Charge, as reported
case-note = What a source says
case-address = Permanent address of this row: { $address }
change-added = added in release { $release }
change-cell = { $column }: “{ $old }” became “{ $new }” in release { $release }
change-why = Why: { $why }
blank = nothing

## Compare
compare-title = States side by side
compare-lead = Choose up to four. Numbers are counts of documentation and follow fame, language and search effort; the ratio says how they stand to what a state’s exposure leads to expect, with its interval. This is no ranking.
compare-choose = State to compare
compare-add = Add
compare-clear = Start anew
compare-none = Choose a state above, or tick states in the table on the first page.
compare-most = Four states are the most that can stand side by side.
compare-all = Every state, in the order of names
compare-counted = What each row counts, and where it comes from
row-level = Evidence level
row-strong = Cases that count
row-rows = Register rows
row-ratio = Ratio to expectation, with its interval
row-instruments = Instruments, all rows
row-effects = Effects, all rows
row-decisions = INTERPOL’s decisions, all rows
row-notices = Public Red Notices on { $day }
row-families = Families of sources that name it
row-sources = Sources that name it
row-governance = Rule of law (V-Dem, 0 to 1)
ratio-axis = The line is at what is expected; the scale is logarithmic, from { $low } to { $high } times.

## Timeline
timeline-title = Measures, rulings, reforms and reactions over time
timeline-lead = Every dated event that was read, the newest first. None is a verdict on a person.
column-date = Date
column-who = Who
column-what = What
column-kind = Kind
column-concerns = Concerns
column-source = Source
find-event = Find in the timeline

## Methods
methods-title = How the numbers are made, and what they cannot tell
methods-rule = The evidence level: a stated rule
methods-rule-lead = A state has the first level whose condition it meets.
methods-grades = Grades and statuses of the register
methods-universes = Five universes that are never mixed
methods-intervals = Intervals
methods-limits = Limits
methods-reliability = Tried on simulated data, and coded twice
column-earned = Earned by
column-universe = Universe
column-meaning = What is counted

## Data
data-title = All data, for people and for programs
data-lead = One archive holds every table with its codebook; each state has an archive of the numbers of its own report.
data-all = Everything in one archive (ZIP)
data-state = The numbers of a state’s report (ZIP)
data-cite = How to cite
data-tables = Tables
column-table = Table
column-title = What it is
column-count = Rows
column-licence = Licence
data-readme = Read the codebook first: it names the universe and the known limits of each table.

## New
new-title = What is new, release by release
new-lead = Changes of the register, each with its reason. { $count ->
    [one] One cell was corrected
   *[other] { $count } cells were corrected
} and { $added ->
    [one] one row was added
   *[other] { $added } rows were added
} in release { $release }.
new-rows = Rows added, by state that asked
new-cells = Cells corrected
feed = Feed of changes (Atom)
column-cell = Cell
column-old = Was
column-now = Is
column-why = Why

## About
about-title = About this project
about-what = An instrument of truth, not of a side
about-text = This project counts what public sources document of the misuse of INTERPOL’s channels. It states the universe, the number and the source beside each figure, and an interval where an error can be stated. It began with an article on Belarus; where the evidence did not support that article, it says so.
about-people = No person-level row of a notice or of a sanctions list is shown or kept in it. Persons in the register appear by what their case is, not by name.
about-corrections = Corrections and removals
about-licence = Licence
about-licence-text = The program is free software under the MIT licence. Tables compiled by the project are CC BY 4.0; other tables keep the licence of their publisher, which stands beside each.
about-claims = The founding article, claim by claim

## Drivers by dyad
drivers-title = What goes together with a documented case: requesting country, host and year
drivers-universe = { $rows } in { $dyads } dyad-years, { $span }: { $requesters } members of INTERPOL as requesting countries and { $hosts } hosts, with or without refugees; what is documented, not what occurred
drivers-outcome-headline = register rows that count (supported, grade A or B)
drivers-outcome-any = register rows of every grade and status
drivers-outcome-supported = register rows whose claim is supported
drivers-outcome-not_supported = register rows whose claim is contested or unsupported
drivers-short-headline = Rows that count
drivers-short-any = All rows
drivers-short-supported = Supported
drivers-short-not_supported = Not supported
drivers-index-wgi_rule_of_law = the rule of law index of the World Bank
drivers-index-vdem_rule_of_law = the rule of law index of V-Dem
drivers-index-vdem_freedom_of_expression = the freedom of expression index of V-Dem
drivers-index-vdem_liberal_democracy = the liberal democracy index of V-Dem
drivers-covariate-requester_index = whose requesting country stands one standard deviation higher on { $index }
drivers-covariate-host_rule_of_law = whose host stands one standard deviation higher on the rule of law index of the World Bank
drivers-covariate-host_expression = whose host stands one standard deviation higher on the freedom of expression index of V-Dem
drivers-covariate-any_refugees = in which UNHCR lists the fewest refugees that it publishes, beside dyads in which it lists none,
drivers-covariate-refugees = with twice as many refugees and asylum seekers
drivers-name-requester_index = Requesting country’s index, one standard deviation higher
drivers-name-host_rule_of_law = Host’s rule of law, one standard deviation higher
drivers-name-host_expression = Host’s freedom of expression, one standard deviation higher
drivers-name-any_refugees = Any refugees there, beside none
drivers-name-refugees = Twice as many refugees there
drivers-ratio = Dyads { $who } have { $value } times as many { $rows }, all else in the model alike ({ $interval }).
drivers-odds = Dyads { $who } have { $value } times the odds of any of the { $rows }, all else in the model alike ({ $interval }).
drivers-within = Among hosts of the same requesting country, dyads { $who } have { $value } times as many { $rows }, all else in the model alike ({ $interval }).
drivers-apart = For dyads { $who }, the ratio of supported rows is { $value } times that of rows not supported ({ $interval }).
drivers-margin = The model expects { $value } times as many { $rows } of dyads at the value of { $side } that one state in ten falls below as of dyads at the value that one in ten exceeds, all else in the model alike ({ $interval }).
drivers-side-requester_index = the requesting country on { $index }
drivers-side-host_rule_of_law = the host on the rule of law index of the World Bank
drivers-side-host_expression = the host on the freedom of expression index of V-Dem
drivers-side-any_refugees = refugees
drivers-side-refugees = refugees
drivers-method = Poisson quasi-likelihood; errors clustered by requesting country and by host, jackknife; t with effective clusters; published errors drawn and combined by Rubin’s rules
drivers-short-caution = What is modelled is what is documented: what occurs, times the chance that it is found, which these data cannot part. No ratio says what would happen if a state changed.
drivers-all = register rows of 2001 to 2025 with a host other than the requesting country, over every pair of a member of INTERPOL and a host in every year
drivers-reading = What each number is
drivers-ask-estimand = What is estimated
drivers-ask-universe = Over what
drivers-ask-exposure = Held against what
drivers-ask-detection = What detection does
drivers-ask-change = What would change the conclusion
drivers-answer-estimand = The ratio of the expected number of register rows a dyad-year between dyads that differ by one step in one covariate and are alike in the others of the model. No effect of a change is estimated.
drivers-answer-universe = Every pair of a member of INTERPOL as requesting country and a host, in every year of 2001 to 2025, also pairs without refugees. Rows without a host or a year, and rows whose host is the requesting country, have no place in it and are counted in the next table.
drivers-answer-exposure = Each dyad-year counts once. Refugees and asylum seekers of the requesting country in the host and the inhabitants of both stand in the model as covariates; nothing is divided by them.
drivers-answer-detection = A row needs somebody who found it, in a language that the register reads. Free media in the host may help; so may free courts, whose refusals are also what a claim is supported by. That is why supported rows and rows not supported are set side by side.
drivers-answer-change = Another index of the requesting country does (see there), and so does leaving refugees out: where people flee from bad government, holding refugees alike holds part of what is asked about alike. A register that read more languages, or a coding of support that did not use courts of the host, might.
drivers-rows = Register rows with a place in the frame, and without
drivers-frame = The frame of dyads with refugees beside the published one
drivers-frame-universe = directed pairs of states and years, 2014 to 2020, in which UNHCR lists refugees or asylum seekers
drivers-frame-note = Published: 10.1093/isq/sqae108, which took refugee flows as its frame. The small difference can come from later revisions of UNHCR’s figures and from the list of states; whether asylum seekers count, and which members are states, move it far more. In the models below no dyad is left out for want of refugees.
drivers-picture = Ratio of documented rows between dyads that differ by one step
drivers-picture-note = Intervals at the level in the table; published errors of the index are in them.
drivers-axis = times as many documented rows
drivers-axis-requester_index = requesting country: index, +1 s.d.
drivers-axis-host_rule_of_law = host: rule of law, +1 s.d.
drivers-axis-host_expression = host: free expression, +1 s.d.
drivers-axis-any_refugees = any refugees there
drivers-axis-refugees = twice the refugees there
drivers-coding = Where the ratio of supported rows and that of rows not supported differ, the covariate goes together with how a row was coded, not only with whether there is one. In hosts with freer expression supported rows are the more frequent kind, as one would see if support hung on what the press there can report.
drivers-table = Ratios of documented rows, by what is counted
drivers-table-note = Ratio and interval. Dyads alike in the other covariates of the model, the inhabitants of both sides and the period.
drivers-apart-title = The ratio of supported rows over that of rows not supported
drivers-apart-note = Far from one: the covariate goes together with the coding. Errors of both fits are clustered together.
drivers-which-index = On the index whose published errors can be drawn there is no clear difference between requesting countries once refugees are held alike; on the indices of V-Dem, lower values go together with more rows that count, and not with more rows that are not supported. Part of that is one of definition: several items of these indices measure courts, police and the persecution of opponents, which is also what a supported claim is about.
drivers-indices = The ratio of the requesting country’s index, by index, refugees and rows
drivers-indices-note = One standard deviation higher on the index. Indices as published, without drawing their errors, so the first rows differ a little from the table above. The index of the World Bank also measures crime and contracts; no interval of V-Dem is shipped.
drivers-detection = If free expression in the host stood for detection alone, every kind of row would be more frequent where it is higher, among the hosts of one requesting country as among all. Neither is clearly so, and it does not identify detection.
drivers-detection-title = Host’s freedom of expression, one standard deviation higher
drivers-detection-note = On the right each requesting country has its own constant, so that only differences between its hosts count; requesting countries without a row drop out.
drivers-odds-title = Ratios of the odds of any row
drivers-odds-note = Firth’s logit, which stays finite for rare events. Indices as published. Odds and rates are nearly the same where events are this rare.
drivers-nb2 = Negative binomial fits, and where there is none
drivers-nb2-universe = dyad-years with refugees or asylum seekers, 2001 to 2025
drivers-nb2-note = A fit counts as converged only if its errors are finite and one more step would gain nothing. Poisson needs no assumption on the spread and is the main model.
drivers-without = The ratio of the requesting country’s index, rows that count, without one requesting country
drivers-without-note = The three smallest and the three largest; the data hold all.
drivers-coverage = How often the intervals hold the truth in simulated registers
drivers-coverage-note = Registers of the frame’s size are drawn from the model as fitted to the rows that count, and from one in which states differ far more than it says; the interval should hold the truth in ninety-five of a hundred. Indices are taken as known in both.
drivers-method-within = Poisson quasi-likelihood with a constant for each requesting country; errors clustered by requesting country and by host, jackknife
drivers-firth = Firth’s penalised logit; errors clustered by requesting country and by host
drivers-frame-published = Published by Cordell and Medhi (2024)
drivers-frame-united = Members of INTERPOL that are members of the United Nations, refugees or asylum seekers listed
drivers-frame-members = All members of INTERPOL: also the Holy See, Palestine, Aruba, Curaçao and Sint Maarten
drivers-frame-refugees = Members of the United Nations, refugees alone, asylum seekers left out
drivers-frame-vdem = Members of the United Nations that V-Dem covers

## Breaks
breaks-title = Two dates, and what the register can say about them: Belarus after its election, Russia after the extra checks
breaks-what-BLR = The presidential election of August 2020 and what followed; 2021 is the first full year after it
breaks-what-RUS = Extra checks on requests of Russia since March 2022; 2022 is almost whole
breaks-rows-all = register rows of every grade and status
breaks-rows-counting = register rows that count (supported, grade A or B)
breaks-against-others = the rows of all other requesting countries
breaks-against-people = refugees and asylum seekers of the country
breaks-against-none = nothing
breaks-universe = { $rows }, by year of the main known effect, 2001 to 2025, held against { $against }; what is documented, not what occurred
breaks-placebo = { $place }: at { $reached } of { $others } other years the step is as far from 1 as at { $year }, or further; at { $outside } of them the interval leaves out 1, though nothing is known to have happened; at { $none } years there is no fit.
breaks-detectable = { $place }: without any trend to be estimated, a rise to { $value } times as many rows would be told from none four times in five; with a trend it takes more.
breaks-none = { $place }: the model with a step and a bend has no finite maximum; the rows after the date are too few to say anything on it.
breaks-short-caution = A step in a register is a step in documentation. It has no cause by itself, and one date shows little: the same step is looked for at every other year.
breaks-answer-estimand = How many times as many rows there are from the date on as the trend of the whole series leads to expect. It is a contrast with a trend, and no effect of the event.
breaks-answer-universe = Register rows of the requesting country by the year of their main known effect, 2001 to 2025; rows without a year are left out.
breaks-answer-exposure = The rows of all other requesting countries, mean of three years, so that a register which reads more does not look like a change; beside it the refugees and asylum seekers of the country, and nothing.
breaks-answer-detection = Attention rises with an event: after it, cases of the country are looked for and found more often. A rise cannot be told from that.
breaks-answer-change = Counts by month with the date of the notice, or a series of requests that INTERPOL published by state, would. So would, for Belarus, a single other year with as large a step that the trend could not explain: some exist.
breaks-series = { $place }: the series
breaks-dates = { $place }: the same step at every year that leaves four on each side
breaks-dates-note = Dark: the true year. An interval beyond the axis is cut. Steps at other years hold the true date in their series, which moves those near it; all together are the spread that a step has when nothing is known to have happened.
breaks-steps = The step by state, rows, exposure and model
breaks-steps-universe = register rows by year, 2001 to 2025; what is documented, not what occurred
breaks-steps-note = Segmented quasi-Poisson regression, t interval. No fit: the likelihood has no finite maximum, since too few rows lie after the date.
breaks-coverage = { $place }: how often the interval holds the truth where there is no step
breaks-coverage-note = It should in ninety-five of a hundred. Where it does less often, the interval in the tables is too narrow in such a world. Only series with a fit are counted.
breaks-power = { $place }: how often a true step would be seen
breaks-power-note = Seen: the interval leaves out one. A series without a fit shows nothing.
