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
home-title = Evidence of misuse of INTERPOL’s channels is extensive or substantial for { $count } states
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
cases-lead = One row is one person, or one clearly defined group decision. Names are made from the row’s own codes. Choose a state that asked, a host or what happened; the address keeps the choice.
case-requested = Requested by { $state }, { $year }
case-row = The row in words
case-sources = Its sources
case-history = What changed since the first release
case-unchanged = Nothing in this row was changed since it was entered.
case-cautions = What to bear in mind
case-charge = Charge, as reported
case-note = What a source says
case-address = Permanent address of this row:
change-added = added in release { $release }
change-cell = { $column }: “{ $old }” became “{ $new }” in release { $release }
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
methods-grades = Grades of evidence
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
new-rows = Rows added
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

## Names of cases: who, what happened and where, what INTERPOL decided
case-who-other = { $charge ->
    [fraud_economic] Person sought for an economic charge
    [corruption] Person sought for corruption
    [terrorism] Person sought for terrorism
    [violent_crime] Person sought for violent crime
    [treason_state_security] Person sought for treason
    [incitement] Person sought for incitement
    [mass_unrest] Person sought for mass unrest
    [drugs] Person sought for drugs
   *[other] Person or group
}
case-name = { $what ->
    [detained] { $who } held { $where }
    [extradited_or_rendered] { $who } handed over { $from }
    [extradition_refused] { $who } not extradited { $from }
    [travel_blocked] { $who } stopped from travelling { $where }
    [asylum_affected] { $who }: asylum or stay { $where } affected
    [slTD_passport] { $who }: passport reported stolen
   *[other] { $who } { $at }
}
case-where = { $host ->
    [none] abroad
   *[other] in { $host }
}
case-from = { $host ->
    [none] {""}
   *[other] from { $host }
}
case-at = { $host ->
    [none] {""}
   *[other] in { $host }
}
case-then = { $name }; { $end }
case-only = { $name }: { $end }
case-end = { $end ->
    [refused_by_ndtf] request refused by INTERPOL
    [deleted_by_ccf] deleted by INTERPOL
    [deleted_by_general_secretariat] deleted by INTERPOL
    [blocked_provisionally] blocked by INTERPOL for now
    [withdrawn_by_requesting_state] request withdrawn
    [upheld] upheld by INTERPOL
    [pending] INTERPOL’s decision pending
    [none_found] no INTERPOL instrument found
    [interstate_wanted_list] on a wanted list that is not INTERPOL’s
   *[other] no effect known
}

## The site: what a first-time visitor asks, and what can be taken away
any = any
ask = What visitors ask first
ask-stands-out = Who stands out, and why is this no ranking?
ask-worse = Is it getting worse?
ask-compare = How do two states compare?
ask-became = Who detained people on whose requests, and what became of it?
ask-do = What can a ministry do?
ask-new = What is new?
ask-cite = How do I cite this?
ask-data = Where are all the data?
home-strong-not = Not how often INTERPOL is misused: most requests never become known.
home-held-not = Not every arrest: only those that a source tells of.
home-hosts-not = Not where people are safe: a host that is not named may only not have been reported.
home-refused-not = Not how much INTERPOL refuses: it publishes no refusal by state.
home-maps = The world, by who requested and by where requests took effect
map-view = What the map shows
map-asked = Who requested
map-hosts = Where it took effect
map-hosts-more = Each host state, and what became of the cases
map-step = { $kind ->
    [open] { $low } cases or more
    [one] { $low } case
   *[span] { $low } to { $high } cases
}
map-credit = Red Notice Statistics. Borders: Natural Earth; Crimea as part of Ukraine (UN General Assembly resolution 68/262). No opinion is implied.
stands-out = Who stands out, and why this is no ranking
stands-out-why = These are words earned by a stated rule, in the order of names. They do not rank states:
stands-out-named = Documentation follows fame, language, lawyers and search effort. A state of which little is documented may misuse INTERPOL more than one of which much is.
stands-out-rule = The rule of the evidence level
stands-out-world = What is documented, beside what a state’s exposure leads to expect
table-note = The bar shows cases that count, and in grey the other supported ones. Click on the head of a column to sort; the address of the page keeps what you chose.
worse-title = Is it getting worse? What is published by year, and why it cannot tell
worse-answer = Nobody can tell from what is published. INTERPOL issued { $issued_first } Red Notices in { $issued_first_year } and { $issued_last } in { $issued_last_year }; it refused or cancelled { $refused_first } notices and diffusions in { $refused_first_year } and { $refused_last } in { $refused_last_year }; its Commission found { $complaints_first } requests admissible in { $complaints_first_year } and { $complaints_last } in { $complaints_last_year }. Use has grown, and so has control. Whether misuse has is another question.
worse-why = Documentation by year is not occurrence. A case enters the register when a source tells of it: sources look back years later, research comes in waves, and the last years are incomplete. A refusal shows a check that worked, and a new check makes more of them without any change in what states ask. Definitions have changed, as the breaks below say. No rate of misuse can be made of these columns, and none stands here.
worse-more = The figures year by year, and what changed in how they are counted
worse-caption = World figures by year; each column counts something else, and a dash means that no figure was read
worse-breaks = What changed in how figures are counted
break = { $date }: { $what }. { $effect } { $source }
column-issued = Red Notices issued
column-refused = Refused by INTERPOL
column-complaints = Admissible requests to the Commission
column-cases = Register rows, by year of main effect
column-held = Detained or handed over
column-not-extradited = Extradition refused
events-title = Measures, rulings, reforms and reactions
rows-count = { $count ->
    [one] one row shown
   *[other] { $count } rows shown
}
find-row = Find in the rows
take = Data, picture and citation of this chart
take-data = Data (CSV)
take-picture = Picture (SVG)
cite-chart = Cited as “{ $title }”.
cite-page = Cite this page:
bibtex = BibTeX
ris = RIS
pairs-title = Who asked whom, and what became of it
pairs-lead = Choose a state that asked to see which hosts detained people on its requests, in how many cases extradition was refused, and in how many INTERPOL later refused, deleted or blocked the request. The main known effect of a case is counted once.
pairs-caption = Register rows by state that asked and host, every grade and status, corrections left out
host-events = What its courts, ministries, parliament and police decided or said
host-events-note = Events of the timeline with an authority of this state as the actor, on whichever state’s request
host-events-none = No such event stands in the timeline; few were read, and this tells nothing of how many there were.
actions-title = What can be done, and by whom
actions-lead = Each recommendation is a judgement; below it stands the number that it rests on.
actions-more = What others can do, and INTERPOL
actions-brief = The brief for policymakers
case-more = More of the same
case-more-asked = All rows requested by { $name }
case-cited = { $name } (row { $key } of the register of documented cases)
code-means = { $code }: { $meaning }
change = { $what }. Why: { $why }.{ $source }
row-grades = Register rows by grade of evidence
row-expression = Freedom of expression (V-Dem, 0 to 1)
row-democracy = Liberal democracy (V-Dem, 0 to 1)
on-this-page = On this page
methods-statuses = Statuses of claims
methods-coverage = How often intervals held the truth in simulated data
column-estimator = Estimator
column-world = Simulated data
column-units = Units
column-coverage = Held the truth
column-verdict = Verdict
new-states = What changed for which state
new-states-note = A state of which more rows are now known has not done more; more was read.
new-states-caption = States whose rows or cases that count differ between release { $old } and release { $new }
column-rows-of = Rows in { $release }
column-strong-of = Cases that count in { $release }
feed-title = Red Notice Statistics: what is new
data-cite-more = Each page has its own citation at its foot, each chart and each state’s report beside it; each table’s sidecar names the origin to cite with it.
zip-all = Every table of Red Notice Statistics. README.md is the codebook: it names the universe, the columns and the known limits of each table. Tables stand in raw/, each with a sidecar that names origin, citation and licence; datapackage.json and croissant.json describe them for programs.
zip-state = The numbers of the report on { $name }: for each table, chart and passage of text a csv, and beside it a json that names the universe, the source and the estimates.
column-means = What it means
column-counting = Cases that count
worse-bars = The bar shows register rows by year of main effect, those that count in the darker colour.
