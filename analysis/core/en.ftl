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
home-title = Evidence of misuse of INTERPOL is extensive or substantial for { $count } countries
home-strong = well-documented cases of misuse
home-strong-small = of { $rows } recorded: supported, grade A or B, with an INTERPOL type of notice
home-held = cases in which someone was arrested or held on a request through INTERPOL
home-held-small = { $supported } of them are supported; where the time is known ({ $known } cases), half were held for { $days } days or longer
home-refused = arrested, and extradition refused
home-refused-small = { $supported } of them are supported
home-map = Evidence of misuse by requesting country
home-map-sub = The rating follows a published rule. It is no ranking.
home-map-hosts = Where requests took effect: cases by country
map-note = Crimea is drawn as part of Ukraine (United Nations General Assembly, resolution 68/262). No opinion is implied on the status of any territory or on any border.
map-alt-hosts = World map of cases by country where they took effect. { $first }. The table below holds the same data.
map-alt = World map of the evidence level. { $parts }. The table below holds the same data.
table-title = All states and territories
find = Find a state
find-example = Belarus, BLR, Bélarus, Беларусь
show-any = Only where anything was found
compare-go = Compare the chosen states
compare-pick = Compare { $name }
column-compare = Compare
column-state = Country
column-level = Evidence level
column-strong = Well-documented cases, of supported
column-rows = All cases
column-hosted = Cases in the country
column-arrested = People arrested on its requests
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
hosts-title = Where requests took effect, and what became of them
hosts-lead = A case took effect in the country where the person was when police acted, or where the person was arrested. Corrections are excluded.
host-title = Requests to { $name }
host-asked = Who asked
host-did = What happened there
host-decided = What INTERPOL decided
host-cases = The cases, one by one
host-do = What its authorities can do
host-note = Cases of every grade and status, corrections excluded. A case is an accusation or a decision on one.
column-asked = Requesting country
column-effect = Last known step
column-decision = INTERPOL’s decision
column-case = Case
column-year = Year
column-host = Country where it took effect
column-grade = Grade
column-status = Status
column-instrument = Instrument
profile-of = { $name }: level of evidence, cases it requested, public notices
no-year = year not known

## Cases
cases-title = All documented cases
cases-lead = A case is one person, or one clearly defined group decision. Choose a requesting country, a country or a last known step; the address keeps the choice.
case-requested = Requested by { $state }, { $year }
case-row = The case in words
case-sources = Its sources
case-history = What changed since the first release
case-unchanged = Nothing in this case was changed since it was entered.
case-steps = What happened to the person
step-arrested = Arrested or held
step-arrested-yes = yes
step-arrested-no = no
step-where = Where
step-year = Year
step-linked = On a request through INTERPOL
step-days = Days in prison or under house arrest
step-released = Released
step-extradition = Extradition
step-extradition-year = Year of the extradition step
step-returned = Handed over to the requesting country
step-travel = Travel blocked
step-asylum = Asylum affected
unknown = not known
limit = Often we could read only the beginning of a source.
case-cautions = What to bear in mind
case-charge = Charge, as reported
case-note = What a source says
case-address = Address of this case:
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
row-held = Cases with people arrested on its requests
row-refused = Of these, extradition refused
row-hosted = Cases that took effect in the country
row-held-here = Cases with people arrested in the country
row-strong = Cases that count
row-rows = Register rows
row-ratio = Ratio to expectation, with its interval
row-instruments = Instruments, all rows
row-decisions = INTERPOL’s decisions, all rows
row-notices = Public Red Notices on { $day }
row-families = Families of sources that name it
row-sources = Sources that name it
row-governance = Rule of law (V-Dem, 0 to 1)
compare-chart = Documented cases beside what a state’s exposure leads to expect
compare-chart-unit = Times the expected, logarithmic; dot and number: the ratio; line: its { $level } % interval, cut off at the edge; the dashed line is what is expected
compare-chart-without = no ratio for this state
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
new-title = What is new in this release
new-lead = { $count ->
    [one] One entry was corrected
   *[other] { $count } entries were corrected
} and { $added ->
    [one] one case was added
   *[other] { $added } cases were added
} in release { $release }, each with its reason. Earlier changes are in the table cases_changes.
new-rows = Cases added
new-ratings = Ratings that changed
new-ratings-note = The rule is the same, and so are the lists that name countries. People held are now counted from what happened in each case, no longer from its last known step.
new-rating = { $country }: from { $level_before } to { $level }; { $strong ->
    [one] one well-documented case
   *[other] { $strong } well-documented cases
} instead of { $strong_before }.
new-cells = Entries corrected
feed = Feed of changes (Atom)
column-cell = Cell
column-old = Was
column-now = Is
column-why = Why

## About
about-title = About this project
about-what = An instrument of truth, not of a side
about-text = This project counts what public sources document of the misuse of INTERPOL’s channels. It states the universe, the number and the source beside each figure, and an interval where an error can be stated. It began with an article on Belarus; where the evidence did not support that article, it says so.
about-people = No person-level row of a notice or of a sanctions list is shown or kept in it. Pages head a case by what it is, not by a name; the table of cases names people who spoke publicly or are widely reported, and so do titles of sources.
about-corrections = Corrections and removals
about-corrections-how = A person named in the case register, or anybody who finds an error, can ask for a correction or a removal in the project’s tracker; where its host offers a private report, that way stays confidential. Send the number of the case or the figure, and what is wrong; a source helps, and none is needed. The row is taken out of the next build at once, while the request is examined.
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
ask-hold = How far do the numbers hold?
ask-do = What can a ministry do?
ask-new = What is new?
ask-cite = How do I cite this?
ask-data = Where are all the data?
home-strong-not = This does not show how often INTERPOL is misused: most requests stay secret.
home-held-not = The true number is higher: { $unknown } cases do not say whether anyone was arrested.
home-refused-not = The order of arrest and refusal is not coded.
home-stopped = requests that INTERPOL refused, deleted or blocked
home-stopped-small = its decision is unknown in { $unknown } of cases
home-stopped-not = INTERPOL does not publish which countries sent the requests it refuses.
home-maps = The world, by requesting country and by country where requests took effect
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
worse-answer = Nobody can tell from what is published. INTERPOL issued { $issued_first } Red Notices in { $issued_first_year } and { $issued_last } in { $issued_last_year }; it refused or cancelled { $refused_first } notices and diffusions in { $refused_first_year } and { $refused_last } in { $refused_last_year }; its Commission found { $complaints_first } requests admissible in { $complaints_first_year } and { $complaints_last } in { $complaints_last_year }. Whether misuse, control or counting grew, these figures cannot tell.
worse-why = Documentation by year is not occurrence. A case enters the register when a source tells of it: sources look back years later, research comes in waves, and the last years are incomplete. A refusal shows a check that worked, and a new check makes more of them without any change in what states ask. Definitions have changed, as the breaks below say. No rate of misuse can be made of these columns, and none stands here.
worse-more = The figures year by year, and what changed in how they are counted
worse-caption = World figures by year; each column counts something else, and a dash means that no figure was read
worse-breaks = What changed in how figures are counted
break = { $date }: { $what }. { $effect } { $source }
column-issued = Red Notices issued
column-refused = Refused by INTERPOL
column-stopped = Refused, deleted or blocked by INTERPOL
column-complaints = Admissible requests to the Commission
column-cases = Register rows, by year of main effect
column-held = People arrested there
column-not-extradited = Arrested, and extradition refused
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
pairs-lead = Choose a state that asked to see which hosts detained people on its requests, in how many cases extradition was refused, and in how many INTERPOL refused, deleted or blocked the request, before or after. The main known effect of a case is counted once.
pairs-caption = Register rows by state that asked and host, every grade and status, corrections left out
host-events = What its courts, ministries, parliament and police decided or said
host-events-note = Events of the timeline with an authority of this state as the actor, on whichever state’s request
host-events-none = No such event stands in the timeline; few were read, and this tells nothing of how many there were.
actions-title = What can be done, and by whom
actions-lead = Each recommendation is a judgement; below it stands the number that it rests on.
actions-more = What others can do, and INTERPOL
actions-brief = The brief for policymakers
case-more = More of the same
case-more-asked = All cases requested by { $name }
case-cited = { $name } (case of the register of documented cases)
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
new-states = What changed for which country
new-not-kept = The release before cannot be had again from these tables, so no state is compared: { $why }
new-states-note = More cases for a country means that we found more, not that it did more.
new-states-caption = Countries whose cases or rating differ between release { $old } and release { $new }
column-rows-of = Cases in { $release }
column-strong-of = Well-documented cases in { $release }
column-level-of = Rating in { $release }
feed-title = Red Notice Statistics: what is new
data-cite-more = Each page has its own citation at its foot, each state’s report beside it too; the files of a chart hold its source and release; each table’s sidecar names the origin to cite with it.
zip-all = Every table of Red Notice Statistics. README.md is the codebook: it names the universe, the columns and the known limits of each table. Tables stand in raw/, each with a sidecar that names origin, citation and licence; datapackage.json and croissant.json describe them for programs.
zip-state = The numbers of the report on { $name }: for each table, chart and passage of text a csv, and beside it a json that names the universe, the source and the estimates.
column-means = What it means
column-counting = Well-documented cases
worse-bars = The bar shows register rows by year of main effect, those that count in the darker colour.

## A state’s page: its finding, numbers and headings
word-for = { $count ->
    [0] no
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
    [11] eleven
    [12] twelve
   *[other] { $count }
}
finding-of = { $state }: { $told }
finding-held = { $count ->
    [one] someone arrested in one case
   *[other] people arrested in { $spelled } cases
}
finding-rejected = { $count ->
    [one] one request refused or deleted by INTERPOL
   *[other] { $spelled } requests refused or deleted by INTERPOL
}
finding-strong = { $count ->
    [one] one well-documented case
   *[other] { $spelled } well-documented cases
}
finding-held-here = { $count ->
    [one] someone arrested in one case
   *[other] people arrested in { $spelled } cases
}
finding-refused-here = { $count ->
    [one] extradition refused in one of these
   *[other] extradition refused in { $spelled } of these
}
finding-rows = { $count ->
    [one] one case recorded, not well documented
   *[other] { $spelled } cases recorded, none well documented
}
finding-named = { $count ->
    [one] no case recorded, accused of misusing INTERPOL by one source
   *[other] no case recorded, accused of misusing INTERPOL by { $spelled } sources
}
finding-hosted = { $count ->
    [0] we found nothing, which does not show that there is nothing
    [one] one case took effect there
   *[other] { $spelled } cases took effect there
}
heading-cases = { $supported ->
    [0] { $rows ->
        [one] The one case requested by { $state } is not supported
       *[other] None of the { $rows } cases requested by { $state } is supported
    }
   *[other] { $rows ->
        [one] The one case requested by { $state } is supported
       *[other] { $supported } of the { $rows } cases requested by { $state } { $supported ->
            [one] is
           *[other] are
        } supported
    }
}
heading-recent = { $recent ->
    [0] No supported case since { $since }
   *[other] { $recent ->
        [one] { $recent } of the { $supported } supported cases dates
       *[other] { $recent } of the { $supported } supported cases date
    } from { $since } or later
}
heading-undated = Cases by year
heading-host = { $rows ->
    [0] No case is known to have taken effect in { $state }
   *[other] { $rows ->
        [one] One case took effect in { $state }
       *[other] { $rows } cases took effect in { $state }
    }; { $held ->
        [0] no arrest on a request through INTERPOL is known
        [one] someone was arrested in one
       *[other] people were arrested in { $held }
    }
}
heading-public = { $count ->
    [0] No public Red Notice requested by { $state } was found on { $day }
    [one] { $day }: one public Red Notice requested by { $state }
   *[other] { $day }: { $count } public Red Notices requested by { $state }
}
heading-measures = { $count ->
    [0] No measure, ruling or reaction that concerns { $state } was read
    [one] One measure, ruling or reaction is recorded as concerning { $state }
   *[other] { $count } measures, rulings and reactions are recorded as concerning { $state }
}
heading-named = { $count ->
    [0] No source that was read says that { $state } misuses INTERPOL
    [one] One source says that { $state } misuses INTERPOL
   *[other] { $count } sources say that { $state } misuses INTERPOL
}
heading-sanctions = { $count ->
    [0] No programme of sanctions on { $state } was read
    [one] One sender has designated under a programme on { $state }
   *[other] { $count } senders have designated under programmes on { $state }
}
heading-governance = { $state }: rule of law { $value } of one in { $year } (V-Dem)
heading-governance-none = No governance index covers { $state }
heading-governance-other = { $state }: not in V-Dem; what other indices say
heading-sure = How sure the evidence level is
heading-sources = Sources, limits and how to cite
front-supported = { $count ->
    [one] well-documented case
   *[other] well-documented cases
}
front-supported-chosen = count by the chosen rule
front-of-cases = { $rows ->
    [one] of one recorded
   *[other] of { $rows } recorded
}
front-supported-remark = { $supported } supported, { $contested } disputed, { $unsupported } not supported. A case is an accusation, not a verdict.
front-held = { $count ->
    [one] case with someone arrested on its request
   *[other] cases with people arrested on its requests
}
front-held-remark = { $count ->
    [0] No known arrest does not mean that nobody was arrested.
   *[other] { $hosts }. Supported: { $supported }. Extradition refused: { $refused }. Handed over: { $over ->
        [0] none known
       *[other] { $over }
    }.
}
front-rejected = { $count ->
    [one] request that INTERPOL refused, deleted or blocked
   *[other] requests that INTERPOL refused, deleted or blocked
}
front-rejected-remark = We do not know INTERPOL’s decision in { $unknown } of { $whole } cases; { $pending ->
    [one] one is pending
   *[other] { $pending } are pending
}.
front-notices = { $count ->
    [one] public Red Notice on { $day }
   *[other] public Red Notices on { $day }
}
front-notices-remark = Says little: most notices are not public.
front-named = { $count ->
    [one] source read names it as misusing INTERPOL
   *[other] sources read name it as misusing INTERPOL
}
front-named-remark = Sources copy one another; they belong to { $families } of four families.
front-title = { $state } in four numbers
level-label = Evidence level
actions = Take away
contents = On this page
counted-what = What was counted, from which tables, and the data
level-hangs = { $cases ->
    [0] No well-documented case
    [one] One well-documented case
   *[other] { $cases } well-documented cases
}; { $families ->
    [0] accused by no kind of source
    [one] accused by one of four kinds of source
   *[other] accused by { $families } of four kinds of source
}{ $complaints ->
    [0] {""}
   *[other] ; among the ten countries with the most complaints
}.
level-rule = [The rule](../methods.html#rule)
marks-strong = Well-documented cases by year
marks-note = Each mark is one case, in the year of its main event. Recent cases are easier to find, and the last three years are incomplete.
mark-strong = well documented
mark-single = supported, weaker evidence
mark-contested = disputed
mark-unsupported = not supported
marks-rest-note = Disputed cases, cases that are not supported, and cases with weaker evidence.
marks-rest = The other cases in time
hosts-where = Where its requests took effect
hosts-most = Most cases took effect in { $host }
hosts-not-stated = not known
hosts-of-note = Cases of every status; corrections are excluded. Arrested counts the country of arrest.
hosts-cut = Countries with fewer cases are in the data.
column-host-cases = Cases
column-host-held = Arrested
column-host-refused = Arrested, and extradition refused
do-title = What a ministry can do
do-lead = On a request of { $state }:
do-more = The [brief]({ $brief }) says what each actor can do.
do-host = [{ $state } as host state](../hosts/{ $code }.html) lists what came to its own territory.
act-brief = [Brief for ministries (PDF)](brief.pdf)
act-report = [Full report (PDF)](report.pdf)
act-compare = [Compare](../compare.html#{ $code })
act-cases = [All cases](#cases)
act-data = [Data (ZIP)](../data/{ $code }.zip)
act-bibtex = [Cite: BibTeX](../cite/{ $code }.bib)
act-ris = [RIS](../cite/{ $code }.ris)
act-embed = [Embed](#embed)
act-new = [What is new](../new.html)
crumb-states = [All states](../index.html)
contents-cases = [Cases](#cases)
contents-host = [As host](#host)
contents-public = [Public notices](#public)
contents-measures = [Measures](#responses)
contents-named = [Who names it](#named)
contents-governance = [Governance](#governed)
contents-sanctions = [Sanctions](#sanctions)
contents-sure = [How sure](#sure)
contents-sources = [Sources](#sources-of)
fold-status = By status and grade, and by year
fold-kinds = Targets, charges, instruments, hosts and outcomes
fold-expected = Beside what its exposure leads to expect
fold-funnel = Beside all other requesters
fold-charges = What public notices charge
fold-complaints = Complaints to the Commission, as far as they are known
fold-refusals = Refusals worldwide: none is known by state
fold-firm = How firmly the word stands, and what it rests on
fold-rule = The rule in full
fold-limits = What these numbers cannot tell
fold-tables = Every table behind this page: origin and licence
fold-claims-open = The claims, and the public list
fold-claims = The founding article, claim by claim
measures-title = Measures, rulings and reactions that concern { $state }: the newest
measures-before = Earlier measures, rulings and reactions that concern { $state }
explained = [Methods](../methods.html#limits) says what these numbers cannot tell, and [Data](../data.html) names each table with its origin and licence.
embed-how = To embed or print a chart of this page: below each stand its data, and what of it stands alone, each with its source and release. To cite a chart, cite this page, by the links at its top, and name the chart.
hosted-title = Requests to { $state }: the newest cases
hosted-note = Cases of every grade and status, corrections excluded.

## A state on whose requests nothing was found
searched-title = What was searched, and not found
searched-register = Of the { $rows } cases of the register, which come from requests of { $states } states, none was requested by { $state }.
searched-lists = { $state } is not among the { $named } states that any of the { $sources } sources read names as misusing INTERPOL; those that name one belong to { $families } families: { $which }.
searched-complaints = The Commission’s published lists of the states with the most complaints do not name { $state }.
searched-complaints-named = { $state } is among the { $count } states whose complaints to the Commission were summed in published lists; complaints are no finding of misuse.
searched-timeline = { $count ->
    [0] None of the { $events } dated measures, rulings and reactions that were read concerns { $state }.
    [one] One of the { $events } dated measures, rulings and reactions that were read concerns { $state }.
   *[other] { $count } of the { $events } dated measures, rulings and reactions that were read concern { $state }.
}
searched-public = { $state } in { $snapshots } snapshots of the public list, from { $first } to { $last }: { $most ->
    [0] no notice that names one of its nationals
    [one] at most one notice that names one of its nationals
   *[other] at most { $most } notices that name its nationals
}; { $telling ->
    [0] which notices it requested, none of them tells.
   *[other] { $requested ->
        [0] no notice that it requested
        [one] at most one notice that it requested
       *[other] at most { $requested } notices that it requested
    } in the { $telling } that tell who did.
}
searched-not = That nothing was found on { $state } is no clean bill. Most notices are secret, most sources that were read are in English, and a case is told where there is a free press, a lawyer or an organisation to tell it.
searched-scope = For { $state }, that silence may mean few requests or that nobody looked.
neighbours-title = { $state } and the states around it
neighbours-note = Levels follow what is documented and rank no state.
column-neighbour = State
neighbours-found = { $count ->
    [0] On none of the { $all } { $around } was anything found either.
    [one] On one of the { $all } { $around } something was found.
   *[other] On { $count } of the { $all } { $around } something was found.
}
neighbours-near = states nearest to { $state }
neighbours-part = other states in the same part of the world as { $state }
public-dates-title = { $state } on the public list, snapshot by snapshot
column-snapshot = Snapshot
column-nationals = Notices that name its nationals
column-requested = Notices that it requested
column-nationality-counted = Nationality counted
not-told = not told

## PDFs: the brief of a state, and what paper cannot follow
pdf-brief-title = Brief: { $title }
on-the-site = { $path } on the site
brief-case = { $name }; { $instrument }
brief-cases-title = { $count ->
    [one] The case requested by { $state }
   *[other] All { $count } cases requested by { $state }, the newest first
}
brief-cases-note = Bold: well-documented cases. Each case is an accusation or a decision on one; nobody in it is called guilty here. Each case has a page: { $pages }.
brief-hosted-heading = Requests to { $state }
brief-hosted-title = { $cut ->
    [yes] { $shown } of { $all } cases that took effect in { $state }, the newest first
   *[no] { $all ->
        [one] The case that took effect in { $state }
       *[other] All { $all } cases that took effect in { $state }, the newest first
    }
}
brief-hosted-note = Each case with its first source; all of them, with the others: { $pages }.
column-grade-status = Grade, status
column-sources = Sources
column-one-source = First source
column-who-can = Who
column-what-to-do = Can do what
column-because = Because
brief-do-asked = What can be done when a request of { $state } arrives
brief-do-host = What can be done when a request arrives in { $state }
brief-do-outside = What members of INTERPOL can do with a request; { $state } is none
brief-do-universe = none; a recommendation is a judgement
brief-do-note = What INTERPOL can do, and the number behind each line, stand in the brief of the world: { $pages }.
brief-sure-heading = How sure the word “{ $level }” is
brief-sure-not = No test tells what was never found: undetected is not absent.
brief-sources-heading = Sources, and how to cite
brief-sources = Tables { $tables }; public notices as of { $day }. Origin, licence and all data: { $all }. Every number with its universe, source and interval, charts and changes: { $own }.
pdf-places = Where on the site: { $places }.
pdf-places-such = Where on the site: { $places } and so on.

## The brief of the world
known-held = People held on a request through INTERPOL
known-held-note = A case can be about a group, so cases are counted and not people.
brief-what-people-held = Cases in which people were arrested or held
brief-not-people-held = How many were held in all: half of the cases do not say.
brief-what-held-and-refused = Of these, cases in which extradition was refused
brief-not-held-and-refused = Which came first. Nor that the others were extradited.
brief-what-median-days-held = Median days in prison or under house arrest
brief-not-median-days-held = How long the others were held. Months are converted to days.
brief-what-returned = Of these, cases in which the person was handed over
brief-not-returned = That the others are safe: often no source says.
known-documented = What is documented
known-documented-note = For all other states nothing was found, which does not mean that there is none.
known-refused = What INTERPOL refused or cancelled: notices and diffusions together
known-refused-note = INTERPOL counts refused notices and diffusions as one, so no row is a part of the Red Notices issued, and a ratio of the two means nothing. The share is of figures that count the same alerts in the same year.
known-apart = Other universes, each by itself
known-apart-note = Neither figure is a part of another one on this page.
column-number = Number
column-counted = What it is
column-universe-of = Counted
column-how-sure = How sure
column-not-said = What it does not say
brief-what-documented = Documented cases that count for the evidence level
brief-not-documented = How often INTERPOL is misused: documented is not frequent, and cases follow fame, language and search effort.
brief-what-states-found = States and territories with a case that counts, or that a source names
brief-not-states-found = That the others do not misuse it, nor who does most. States with complaints alone are not among them.
brief-what-complaints-alone = Apart from these: states of which complaints alone are known
brief-not-complaints-alone = That the complaints were right: a complaint is no finding of misuse.
brief-what-refused-that-year = Refused or cancelled in the last year for which the notices and diffusions issued are known too
brief-not-refused-that-year = Which countries asked: INTERPOL publishes no such figure.
brief-what-refused-on-articles = Of these, on Article 2 or 3 (human rights, neutrality)
brief-not-refused-on-articles = That the rest was in order: the figures do not separate other grounds.
brief-what-refused-share = All refused or cancelled, as a share of issued plus refused in that year
brief-not-refused-share = What share was abusive: many refusals are for other grounds, and abuse may pass.
brief-what-refused = Refused or cancelled in the latest year
brief-not-refused = A trend: no source says whether two years were counted alike. It is no part of the Red Notices issued.
brief-what-issued = Red Notices issued in the latest year, without diffusions
brief-not-issued = How many are in force or public, or how many were checked and found wanting.
brief-what-requests-to-commission = Requests to INTERPOL’s complaints commission found admissible in the latest year
brief-not-requests-to-commission = How many notices were wrong: most people sought never ask, and some ask for access alone.
brief-published = Where the published figures were read
brief-published-universe = sources of the published figures above, by the year that the figure is of
brief-published-note = Secondary sources where we did not find INTERPOL’s own page. The sources of each case are on its page.
brief-further = Further: [all states](../index.html); [the world](../world/index.html); [every case with its sources](../cases/index.html); [how the numbers are made](../methods.html); [all data](../data.html); [the founding article, claim by claim](../claims/index.html). INTERPOL’s own pages: [Red Notices](https://www.interpol.int/en/How-we-work/Notices/Red-Notices), [its Commission](https://www.interpol.int/en/Who-we-are/Commission-for-the-Control-of-INTERPOL-s-Files-CCF).

## What stands below a table or picture
universe = Universe: { $universe }.
source-release = Source: { $source }; release { $release }.
more-notes = More on what was counted
rows-rest = { $count ->
    [one] One more row
   *[other] { $count } more rows
}
rows-continued = { $title } (continued)
tables-where = Origin, citation and licence of every table: [data](../data.html). How the numbers are made: [methods](../methods.html). The founding article, claim by claim: [claims](../claims/index.html).

## What cannot be seen
visibility-title = What can be said of notices that cannot be seen
visibility-lead = Most Red Notices are secret, and each state chooses which of its notices are shown. This report asks which statements about all notices survive that, and how different the hidden ones would have to be for a statement to fail.
visibility-estimand = What is meant: the share of a state’s notices, public and hidden together, whose stated charges are of speech, state security, public order, terrorism or armed formations. The charge is a text, not its merit. The exposure is all notices of the state; how many of them are public is not published, and the part that is assumed stands beside each number. A conclusion would change if hidden notices differed from public ones by more than the factor that stands beside it, or if states hide different parts of their notices. Every pair of states is shown, and every factor that stands here was tried for all of them.
visibility-at-most = at most { $high }
visibility-bounds = { $place }: { $public } of { $notices } public notices are Article 3-sensitive in the broad sense; of all its notices, with { $visible } of them public, the share is between { $low } and { $high } whatever the hidden ones are.
visibility-bounds-within = { $place }: { $public } of { $notices } public notices are Article 3-sensitive in the broad sense; of all its notices, with { $visible } of them public, the share is between { $low } and { $high } if the odds among the hidden ones are within { $factor } times those among the public ones.
visibility-state = Of all Red Notices that { $place } requested, public or not, between { $low } and { $high } rest on charges of speech, state security, public order, terrorism or armed formations, if { $visible } are public: of the { $notices } public ones it is { $public }, and nothing that is public narrows the rest.
visibility-assume-nothing = nothing assumed
visibility-assume-factor = odds of hidden ones within { $factor } times
visibility-assume-same = hidden ones as the public ones
visibility-universe-pairs = pairs of { $states } states with { $enough } or more notices, { $visible } of all notices held public; seen: { $seen }
visibility-ordered = With { $visible } of notices public and odds among hidden ones within { $factor } times those among public ones, the order of { $least } of { $pairs } pairs of { $states } states holds whatever the small counts are that are not told, and of { $middle } if each of these is one.
visibility-ordered-nothing = With { $visible } of notices public and nothing assumed of the hidden ones, the order of { $least } of { $pairs } pairs of { $states } states is certain.
visibility-reversal = { $place }: { $own } of public notices are Article 3-sensitive in the broad sense, of the rest of the world { $rest }; with { $visible } of notices public, this order among all notices could reverse only if hidden odds differ from public ones by more than { $factor } times, in both, each against the order.
visibility-needed = { $place }: more than { $needed } of all notices would have to be public before the share of { $place } were above that of the rest whatever the hidden ones are.
visibility-needed-within = { $place }: with odds among hidden notices within { $factor } times, more than { $needed } of all notices would have to be public before the share of { $place } were surely above that of the rest.
visibility-row-bounds = { $place }: share among all notices, nothing assumed
visibility-row-nothing = Pairs of states in certain order, nothing assumed
visibility-row-factor = Pairs of states in certain order, odds within { $factor } times
visibility-row-reversal = { $place } against the rest: factor that could reverse the order
visibility-row-needed = { $place } against the rest: part of notices that would have to be public, nothing assumed
visibility-row-needed-within = { $place } against the rest: part of notices that would have to be public, odds within { $factor } times
visibility-chart-state = { $place }: between { $low } and { $high } of all its notices, public or not
visibility-chart-unit = share of all notices, %
visibility-chart-note = Lines are what is possible, not an interval of chance. { $visible } of notices are held public, the same for each state.
visibility-table-pairs = Pairs of states: how different hidden notices would have to be
visibility-table-numbers = What holds of all notices, by what is assumed
inquiry-larger = Larger share
inquiry-smaller = Smaller share
inquiry-factor = Reverses beyond
inquiry-visible-needed = Part that would have to be public
visibility-all-others = all other states together
visibility-table-rest = One state and the rest: the share among public notices, and what it may be among all
visibility-rest-universe = all notices; seen: { $seen }
inquiry-factor-if-one = Beyond, if each untold count is one
inquiry-group = Whose notices
inquiry-notices = Public notices
inquiry-share = Share among public
inquiry-least = At least, of all
inquiry-most = At most, of all
inquiry-ratio = Value
inquiry-low = Interval from
inquiry-high = to
visibility-chart-within = Thick: if the odds among hidden notices are within the stated factor of those among public ones.
visibility-chart-ranges = Lines are what is possible, not an interval of chance.

## Coding error
coding-title = What coding error does to the numbers
coding-lead = Two readers of the same case often disagree on its grade or its status. This report asks how far the counts and ratings depend on who read the cases. Four rounds of cases were read a second time. Rounds one and four were drawn at random, and only they feed the error rates here. Rounds two and three were chosen, so they are shown apart. Up to five readers gave each case a status; the register holds what most of them said.
coding-estimand = Counted: well-documented cases (supported, grade A or B) if another reader, who errs as the second reader did, coded every case. Known second codes are kept. No single corrected total exists, because each model of error takes something for granted. Second codes against first codes ignore that first codes were corrected later. Second codes against present codes are too favourable, because some present codes were corrected after the second reading. The model of all readings assumes that readers err independently, but the audit saw the earlier code and the blind reading is also the second code of round four. A model with easy and hard cases is not fitted here. Cases that nobody found are no part of this.
coding-bracket = No single corrected total exists. The register holds { $now } well-documented cases; models of coding error give { $low } to { $high }.
coding-total-transitions = { $value } well-documented cases if second readers change codes as they did between the two readings of the random rounds ({ $interval } of coding error).
coding-total-present = { $value } well-documented cases if second readers differ from the present codes as they did in the random rounds ({ $interval } of coding error).
coding-total-latent = { $value } well-documented cases by a model that weighs each reader of the status by how often that reader errs ({ $interval } of coding error).
coding-level = { $value } countries and territories would be rated “{ $level }” if another reader coded every case ({ $interval } of coding error; now { $now }).
coding-compared = { $firm } of { $pairs } pairs of countries keep their order in at least { $sure } of the draws. Compared: countries with { $least } or more well-documented cases and different counts.
coding-stays = { $firm } of { $states } countries with a case keep their rating in at least { $sure } of the draws.
coding-elasticity = The elasticity of well-documented cases would be { $value } if another reader coded every case ({ $interval } of coding error only; now { $now }).
coding-worth = { $rows } of { $all } cases, from { $states } requesting countries, could change the rating of their country if a further reader decided otherwise on that case.
coding-row-now = Well-documented cases in the register
coding-row-transitions = Second codes against first codes
coding-row-present = Second codes against present codes
coding-row-latent = Latent-class model of all readings
coding-row-level = Countries rated “{ $level }”
coding-row-stays = Countries whose rating is firm
coding-row-compared = Pairs of countries whose order is firm
coding-row-elasticity = Elasticity of well-documented cases
coding-table-numbers = Counts, ratings and comparisons under coding error
coding-table-status = Claim status by the first and the second reader
coding-table-grade = Grade by the first and the second reader
coding-table-recounts = Well-documented cases by country, and how firm the rating is
coding-table-pairs = Who has more well-documented cases, and how firmly
coding-table-worth = Cases worth another reading
coding-chart-note = Lines are intervals of coding error by the present codes; crosses are the register. Documented does not mean frequent. Countries are in the order of their names.
coding-chart-unit = documented cases
coding-yes = yes
coding-no = no
inquiry-first = First code
inquiry-rounds = Rounds
coding-rounds-random = random (1 and 4)
coding-rounds-chosen = chosen (2 and 3)
coding-rounds-one = round { $round }
inquiry-rows-coded = Cases
inquiry-iso3 = State
inquiry-word = Evidence level
inquiry-counted = In the register
inquiry-median = Coded again
inquiry-stays = Rating unchanged
inquiry-other = Else most likely
inquiry-more = More
inquiry-fewer = Fewer
inquiry-cases-more = Cases of the first
inquiry-cases-fewer = Cases of the second
inquiry-case-id = Case
inquiry-counts = Counts now
inquiry-readers = Readers
inquiry-chance = Chance that a further coding differs
inquiry-word-then = Level if it did
inquiry-steps = Expected change, in levels

## Choices
robustness-title = Which conclusions depend on choices
robustness-lead = Every number rests on choices that others could make differently: which cases to include, which years, which exposure, which model. This report makes every choice in turn. It computes each comparison under every set of choices and shows how often the conclusion holds.
robustness-estimand = Counted: documented cases, or public notices, under one set of choices; never how often misuse occurs. A share of sets of choices is no probability, because the choices are no sample. The association with an index depends on the status and on the exposure, so it is reported by both and never pooled over them.
robustness-claim-elasticity = Documented cases grow less than in proportion to the exposure
robustness-claim-ratio = { $place } has more documented cases than expected
robustness-claim-index = Better-governed countries have fewer cases ({ $status }; exposure: { $exposure })
robustness-claim-public = { $place }’s Article 3-sensitive share of public notices is above that of all other states
robustness-specifications = specifications
robustness-universe = register of documented cases, by every set of choices
robustness-universe-public = public notices, strict and broad, each other state left out in turn
robustness-runs = { $total } analyses of { $comparisons } comparisons were run. All of them are counted here.
robustness-bilateral = rows with a bilateral request
robustness-circular = Better governance goes with fewer supported cases. For cases that are not supported this depends on the exposure, and given refugees it mostly does not hold. Courts partly decide whether a case is supported, so the association is partly in the coding. On the index of the World Bank, given refugees, it goes the other way even for supported cases.
robustness-fixed = How a person whom several states seek is counted cannot be varied: the tables hold counts, and no person.
robustness-table-summary = In which share of analyses each conclusion holds
robustness-table-choices = The choices
robustness-table-options = Option by option: { $claim }
robustness-table-left = Range of each number when one country, one source or some cases are excluded
robustness-table-levels = Ratings when one kind of evidence is excluded
robustness-chart-note = Each position is one set of choices, in the order of the effect. The options are below it. The broad line is the published set. The line marks no difference.
robustness-chart-unit = effect
robustness-choice-grades = Grades
robustness-choice-statuses = Claim status
robustness-choice-instruments = Type of notice
robustness-choice-period = Years
robustness-choice-exposure = Exposure
robustness-choice-model = Model
robustness-choice-index = Index
robustness-kind-state = one state
robustness-kind-source = one source
robustness-kind-complaints = complaints
robustness-kind-cases = every case of the register
robustness-kind-rows = rows with a bilateral request
robustness-number-elasticity = elasticity
robustness-number-ratio = { $place }: times the expected
inquiry-claim = Conclusion
inquiry-analyses = Analyses
inquiry-agree = That agree
inquiry-share-agree = Share
inquiry-least-effect = Least
inquiry-middle = Middle
inquiry-most-effect = Most
inquiry-published = Published
inquiry-choice = Choice
inquiry-published-option = Published
inquiry-others = Others
inquiry-option = Option
inquiry-what = Left out
inquiry-number = Number
inquiry-times = Times
inquiry-lowest = Lowest
inquiry-lowest-without = lowest without
inquiry-highest = Highest
inquiry-highest-without = highest without
inquiry-left-out = Left out
inquiry-states = States with a word
inquiry-keep = Keep it
inquiry-weaker = Of the two strongest words, these lose theirs

## Validation
validation-title = How the estimators of the reports do in simulated data
validation-lead = An estimator earns trust where the truth is known. This report gives bias, error and coverage of the estimators in simulated data, in worlds as they assume and in worlds that break an assumption, with naive methods beside them.
validation-estimand = What is meant: bias is the mean of estimate less truth, error the root of its mean square, coverage the share of intervals or bounds that held the truth. The universe is simulated data, fitted to the shipped tables: their exposure, and the dispersion and the confusion of codes that they show; detection is simulated only as a wrong exposure or as hidden notices. A conclusion would change in a world that breaks an assumption more strongly than those that were tried. Every world that was tried stands in the table.
validation-universe = simulated data, one row an estimator and a world
validation-as-assumed = In worlds as they assume, the intervals or bounds of the reports hold the truth as often as they should in { $holds } of { $rows } trials.
validation-hostile = In worlds that break an assumption, they do in { $holds } of { $rows } trials.
validation-naive = Naive methods do in { $holds } of { $rows } trials.
validation-table = Bias, error and coverage, world by world
validation-every = Every function of statistics: how it was tried, or why it need not be
validation-every-universe = functions of the package’s statistics, and those of its facts that state an interval
validation-every-note = Coverage in worlds as the estimator assumes, over both tables of simulations; it should be ninety-five in a hundred, give or take two, and bounds hold always. Where it does not, the report that shows the interval says so beside it. Complete counts have no error of sampling and nothing to be tried.
validation-kind-tried = tried
validation-kind-part = part of another
validation-kind-complete = complete count
validation-kind-bounds = bounds by arithmetic
validation-kind-closed-form = closed form
validation-kind-published = as published
validation-yes = naive
validation-no = of the reports
inquiry-estimator = Estimator
inquiry-module = Module
inquiry-function = Function
inquiry-kind = How
inquiry-reason = What of it
inquiry-worlds = Worlds
inquiry-coverage-least = Least coverage
inquiry-coverage-most = Most coverage
inquiry-world = World
inquiry-naive = Kind
inquiry-truth = Mean truth
inquiry-bias = Bias
inquiry-error = Error
inquiry-coverage = Coverage
inquiry-verdict = Verdict

## Drivers by dyad
drivers-title = What goes together with a documented case: requesting country, host and year
drivers-universe = { $rows } in { $dyads } pairs of countries and years, { $span }: { $requesters } members of INTERPOL as requesting countries and { $hosts } countries where cases took effect; what is documented, not what occurred
drivers-outcome-headline = well-documented cases (supported, grade A or B)
drivers-outcome-any = cases of every grade and status
drivers-outcome-supported = supported cases
drivers-outcome-not_supported = cases that are disputed or not supported
drivers-short-headline = Well documented
drivers-short-any = All cases
drivers-short-supported = Supported
drivers-short-not_supported = Not supported
drivers-index-wgi_rule_of_law = the rule of law index of the World Bank
drivers-index-vdem_rule_of_law = the rule of law index of V-Dem
drivers-index-vdem_freedom_of_expression = the freedom of expression index of V-Dem
drivers-index-host_rule_of_law = rule of law in the country of effect (World Bank)
drivers-index-host_expression = freedom of expression in the country of effect (V-Dem)
drivers-index-vdem_liberal_democracy = the liberal democracy index of V-Dem
drivers-covariate-requester_index = whose requesting country is one standard deviation higher on { $index }
drivers-covariate-host_rule_of_law = whose country of effect is one standard deviation higher on the rule of law index of the World Bank
drivers-covariate-host_expression = whose country of effect is one standard deviation higher on the freedom of expression index of V-Dem
drivers-covariate-any_refugees = in which UNHCR lists the fewest refugees that it publishes, compared with pairs in which it lists none,
drivers-covariate-refugees = with twice as many refugees and asylum seekers
drivers-name-requester_index = Requesting country’s index, one standard deviation higher
drivers-name-host_rule_of_law = Rule of law in the country of effect, one standard deviation higher
drivers-name-host_expression = Freedom of expression in the country of effect, one standard deviation higher
drivers-name-any_refugees = Any refugees there, compared with none
drivers-name-refugees = Twice as many refugees there
drivers-ratio = Pairs of countries { $who } have { $value } times as many { $rows }, all else in the model equal ({ $interval }).
drivers-odds = Dyads { $who } have { $value } times the odds of any of the { $rows }, all else in the model alike ({ $interval }).
drivers-no-fit = Among hosts of the same requesting country these years hold too few rows for every fit; there is none for: { $rows }.
drivers-within = Among hosts of the same requesting country, dyads { $who } have { $value } times as many { $rows }, all else in the model alike ({ $interval }).
drivers-apart = For pairs of countries { $who }, the ratio of supported cases is { $value } times that of the other cases ({ $interval }).
drivers-margin = The model expects { $value } times as many { $rows } of dyads at the value of { $side } that one state in ten falls below as of dyads at the value that one in ten exceeds, all else in the model alike ({ $interval }).
drivers-side-requester_index = the requesting country on { $index }
drivers-side-host_rule_of_law = the host on the rule of law index of the World Bank
drivers-side-host_expression = the host on the freedom of expression index of V-Dem
drivers-side-any_refugees = refugees
drivers-side-refugees = refugees
drivers-method = Poisson quasi-likelihood; errors clustered by requesting country and by country of effect, jackknife; t with effective clusters less one
drivers-short-caution = The models describe what is documented: what occurs, times the chance that somebody finds it. These data cannot separate the two. No ratio says what would happen if a country changed.
drivers-all = register rows of { $first } to { $last } with a host other than the requesting country, over every pair of a member of INTERPOL and a host in every year
drivers-reading = What each number is
drivers-ask-estimand = What is estimated
drivers-ask-universe = Over what
drivers-ask-exposure = Held against what
drivers-ask-detection = What detection does
drivers-ask-change = What would change the conclusion
drivers-ask-runs = How many analyses were run
drivers-answer-estimand = The ratio of the expected number of register rows a dyad-year between dyads that differ by one step in one covariate and are alike in the others of the model. No effect of a change is estimated.
drivers-answer-universe = Every pair of a member of INTERPOL as requesting country and another country, in every year of { $first } to { $last }, also pairs without refugees. The next table counts the cases that the frame excludes: cases in which no notice was found, without a country of effect or a year, or within the requesting country.
drivers-answer-exposure = Each dyad-year counts once. Refugees and asylum seekers of the requesting country in the host and the inhabitants of both stand in the model as covariates; nothing is divided by them.
drivers-answer-detection = A row needs somebody who found it, in a language that the register reads. Free media in the host may help; so may free courts, whose refusals are also what a claim is supported by. That is why supported rows and rows not supported are set side by side.
drivers-answer-change = Leaving refugees out does: people flee from bad government, so holding refugees equal holds part of the question equal. Another rule for the status might: supported cases are partly defined by court decisions. So might a register that read more languages.
drivers-answer-runs = All analyses are shown: four indices, each alone, jointly with two indices of the country of effect, with a constant of former Soviet republics and without refugees; four ways of counting; each requesting country left out in turn; three other models. No interval is widened for their number. The conclusion rests on how well-documented cases differ from the others, not on a single interval.
drivers-rows = Cases in the frame, and cases that it excludes
drivers-frame = The frame of dyads with refugees beside the published one
drivers-frame-universe = directed pairs of states and years, 2014 to 2020, in which UNHCR lists refugees or asylum seekers
drivers-frame-note = Published: 10.1093/isq/sqae108, which took refugee flows as its frame. The small difference can come from later revisions of UNHCR’s figures and from the list of states; whether asylum seekers count, and which members are states, move it far more. In the models below no dyad is left out for want of refugees.
drivers-picture = Ratio of documented rows between dyads that differ by one step
drivers-picture-note = Intervals at the level in the table. Indices are taken as published.
drivers-axis-requester_index = requesting country: index, +1 s.d.
drivers-axis-host_rule_of_law = host: rule of law, +1 s.d.
drivers-axis-host_expression = host: free expression, +1 s.d.
drivers-axis-any_refugees = any refugees there
drivers-axis-refugees = twice the refugees there
drivers-coding = Where the two ratios differ, the covariate goes together with how a case was coded, not only with whether there is a case. Where expression is freer, more of the cases are supported, perhaps because the press there can report more.
drivers-table = Ratios of documented rows, by what is counted
drivers-table-note = Ratio and interval. Dyads alike in the other covariates of the model, the inhabitants of both sides and the period.
drivers-apart-title = The ratio of supported rows over that of rows not supported
drivers-apart-note = Far from one: the covariate goes together with the coding. Errors of both fits are clustered together.
drivers-which-index = More democratic requesting countries have fewer well-documented cases on the three indices of V-Dem, and about as many of the other cases. So the association is in the coding: it shows which cases count as supported. On the index of the World Bank, given refugees, better governance does not go with fewer cases. The indices of V-Dem partly measure what the status measures: courts, police and the persecution of opponents.
drivers-republics = Former Soviet republics do not explain it. With a constant for them in the model:
drivers-indices = The ratio of each index: alone first, then jointly
drivers-indices-note = One standard deviation higher on the index; inhabitants of both countries and the period are in every model. Alone: no other index. Jointly: with rule of law and freedom of expression of the country of effect; for these two, with each other and the rule of law of the requesting country. Refugees are in every model but the last. Indices are taken as published.
drivers-detection = If free expression in the host stood for detection alone, every kind of row would be more frequent where it is higher, among the hosts of one requesting country as among all. Neither is clearly so, and it does not identify detection.
drivers-detection-title = Host’s freedom of expression, one standard deviation higher
drivers-detection-note = On the right each requesting country has its own constant, so that only differences between its hosts count; requesting countries without a row drop out.
drivers-odds-title = Ratios of the odds of any row
drivers-odds-note = Firth’s logit, which stays finite for rare events. Indices are taken as published. Errors are the plain sandwich, clustered on both sides, without the jackknife of the other tables, so intervals may be too narrow. Odds and rates are nearly the same where events are this rare.
drivers-nb2 = Negative binomial fits, and where there is none
drivers-nb2-universe = dyad-years with refugees or asylum seekers, { $first } to { $last }
drivers-nb2-none = The negative binomial is fitted on dyads with refugees, which this frame does not hold.
drivers-nb2-note = A fit counts as converged only if its errors are finite and one more step would gain nothing. Poisson needs no assumption on the spread and is the main model. Indices are taken as published.
drivers-without = The ratio of the requesting country’s index, rows that count, without one requesting country
drivers-without-note = The three smallest and the three largest; the data hold all. Indices are taken as published.
drivers-coverage = How often the intervals hold the truth in simulated registers
drivers-coverage-note = Registers of the frame’s size are drawn from the model as fitted to the rows that count, and from one in which states differ far more than it says; the interval should hold the truth in ninety-five of a hundred. Indices are taken as known in both.
drivers-method-within = Poisson quasi-likelihood with a constant for each requesting country; errors clustered by requesting country and by host, jackknife
drivers-firth = Firth’s penalised logit; plain sandwich errors clustered by requesting country and by host, no jackknife
drivers-frame-published = Published by Cordell and Medhi (2024)
drivers-frame-united = Members of INTERPOL that are members of the United Nations, refugees or asylum seekers listed
drivers-frame-members = All members of INTERPOL: also the Holy See, Palestine, Aruba, Curaçao and Sint Maarten
drivers-frame-refugees = Members of the United Nations, refugees alone, asylum seekers left out
drivers-frame-vdem = Members of the United Nations that V-Dem covers

## Columns of the report on drivers
simulated-data = simulated data
value-with-ends = { $value } ({ $low } to { $high })
column-question = Question
column-answer = Answer
coverage-column-held = Held the truth
drivers-column-register = Register rows
drivers-column-frame = Frame of 2014 to 2020
drivers-column-dyads = Dyad-years
drivers-column-published = Of the published
drivers-column-difference = Difference
drivers-column-differ = Dyads that differ in
drivers-column-ratio = Ratio (interval)
drivers-column-plain-ratio = Ratio
drivers-column-index = Index
drivers-column-model = Model
drivers-model-alone = alone
drivers-model-joint = jointly
drivers-model-post_soviet = jointly, with a constant of former Soviet republics
drivers-model-without_refugees = jointly, without refugees
drivers-column-rows = Rows
drivers-column-all = Among all dyads
drivers-column-within = Among hosts of one requesting country
drivers-column-nb2 = Negative binomial
drivers-column-poisson = Poisson on the same dyads
drivers-column-without = Without
drivers-column-interval = Interval
drivers-not-converged = not converged

## Charts of models, and of how far the numbers hold
chart-percent = %
chart-log-unit = { $unit }, on a logarithmic scale
chart-ratios-title = { $outside ->
    [0] None of { $all } intervals leaves out 1, at which nothing goes together
    [one] One of { $all } intervals leaves out 1, at which nothing goes together
   *[other] { $outside } of { $all } intervals leave out 1, at which nothing goes together
  }
chart-ratios-alt = Dots with intervals on a logarithmic axis. { $told }
chart-ratios-group = { $group }: { $told }.
chart-ranges-alt = What is possible, row by row: { $told }.
chart-ranges-title = { $apart ->
    [0] Whatever is hidden, no two ranges of { $pairs } pairs are apart
    [one] Whatever is hidden, one of { $pairs } pairs of ranges is apart
   *[other] Whatever is hidden, { $apart } of { $pairs } pairs of ranges are apart
  }
chart-ranges-within-title = { $apart ->
    [0] Whatever is hidden, no two ranges are apart; with hidden odds within the factor, { $within } of { $pairs } pairs are
   *[other] Whatever is hidden, { $apart } of { $pairs } pairs of ranges are apart; with hidden odds within the factor, { $within }
  }
chart-ranges-any = whatever the hidden notices are
chart-ranges-within = odds of hidden ones within the factor
chart-orders-unit = Pairs of states whose order holds
chart-orders-title = With { $visible } public and odds within { $factor } times, { $kept } of { $pairs } orders hold
chart-orders-alt = With { $visible } public: { $kept } of { $pairs } orders hold at a factor of { $factor }, { $last } at { $last_factor }.
chart-orders-axis = odds of hidden ones within this factor of public ones
chart-orders-certain = { $visible } public, certain
chart-orders-if-one = { $visible } public, if each untold count is one
chart-again-title = { $within ->
    [0] Another reader would change the count of every country shown
   *[other] Another reader might well leave the counts of { $within } of { $count } countries as they are
  }
chart-again-alt = Dots with lines, and in brackets the cross beside them: { $told }.
chart-again-range = range of coding error
chart-again-middle = middle, if another reader coded every case
chart-again-now = in the register
chart-curve-title = { $claim }: in { $agree } of { $all } analyses
chart-curve-alt = Effects of { $count } specifications in order, from { $least } to { $most }; { $above } above { $null }.
chart-curve-published = Published: { $effect }.
chart-curve-axis = analyses, in order of the effect
chart-held-title = { $count ->
    [one] { $holds } of one estimator holds the truth as often as it should where its assumptions hold
   *[other] { $holds } of { $count } estimators hold the truth as often as they should where their assumptions hold
  }
chart-held-title-hostile = { $count ->
    [one] { $holds } of one estimator holds the truth as often as it should where an assumption is broken
   *[other] { $holds } of { $count } estimators hold the truth as often as they should where an assumption is broken
}
chart-held-told = { $estimator } ({ $world }) { $share }
chart-held-alt = How often intervals held the truth: { $told }.
chart-held-unit = Intervals that held the truth, in per cent; they should in ninety-five of a hundred
chart-held-fair = of the reports, in a world as assumed
chart-held-hostile = of the reports, in a hostile world
chart-held-naive = naive method
validation-chart-note = A row is a world, a mark an estimator in it, which the table names. A world is an assumption; a hostile one breaks an assumption of the estimator. Worst-case bounds hold always, by design.

## How far the numbers hold: where a reader of the methods finds it
methods-hold = How far the numbers hold
methods-hold-lead = Each report asks one question of the numbers above, with its own figures, data and notebook.
visibility-asked = which statements survive that most notices are secret.
coding-asked = what changes if every case were coded once more.
robustness-asked = whether a conclusion stays under other grades, years, models and indices.
validation-asked = bias, error and coverage where the truth is known.
drivers-asked = which features of requesting and host country go together with documented cases, and what that does not show.
visibility-orders-note = Full lines are certain whatever the small counts are that are not told; dashed ones if each of these is one. No chance is meant.
