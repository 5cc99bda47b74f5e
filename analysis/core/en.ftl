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

## PDFs: the brief of a state, and what paper cannot follow
pdf-brief-title = Brief: { $title }
pdf-places = Where on the site: { $places }.
pdf-places-such = Where on the site: { $places } and so on.
