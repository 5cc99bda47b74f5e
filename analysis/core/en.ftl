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

## What cannot be seen
visibility-title = What can be said of notices that cannot be seen
visibility-lead = Most Red Notices are secret, and each state chooses which of its notices are shown. This report asks which statements about all notices survive that, and how different the hidden ones would have to be for a statement to fail.
visibility-estimand = What is meant: the share of a state’s notices, public and hidden together, whose stated charges are of speech, state security, public order, terrorism or armed formations. The charge is a text, not its merit. The exposure is all notices of the state with a stated charge; how many of them are public is not published, and the part that is assumed stands beside each number. A conclusion would change if hidden notices differed from public ones by more than the factor that stands beside it, or if states hide different parts of their notices.
visibility-evalues = An E-value says how strongly something that was not measured would have to go together with both sides of a ratio to account for it. For ratios of documented cases, a difference in detection alone accounts for a ratio as soon as it is as large as the ratio itself, so these E-values do not protect against detection.
visibility-at-most = at most { $high }
visibility-bounds = { $place }: { $public } of { $charged } public notices with a stated charge are Article 3-sensitive in the broad sense; of all its notices, with { $visible } of them public, the share is between { $low } and { $high } whatever the hidden ones are.
visibility-bounds-within = { $place }: { $public } of { $charged } public notices with a stated charge are Article 3-sensitive in the broad sense; of all its notices, with { $visible } of them public, the share is between { $low } and { $high } if the odds among the hidden ones are within { $factor } times those among the public ones.
visibility-state = Of all Red Notices that { $place } requested, public or not, between { $low } and { $high } rest on charges of speech, state security, public order, terrorism or armed formations, if { $visible } are public: of the { $charged } public ones with a stated charge it is { $public }, and nothing that is public narrows the rest.
visibility-assume-nothing = nothing assumed
visibility-assume-factor = odds of hidden ones within { $factor } times
visibility-assume-same = hidden ones as the public ones
visibility-universe-pairs = pairs of { $states } states with { $enough } or more notices with a stated charge, { $visible } of all notices held public; seen: { $seen }
visibility-ordered = With { $visible } of notices public and odds among hidden ones within { $factor } times those among public ones, the order of { $least } of { $pairs } pairs of { $states } states holds whatever the small counts are that are not told, and of { $middle } if each of these is one.
visibility-ordered-nothing = With { $visible } of notices public and nothing assumed of the hidden ones, the order of { $least } of { $pairs } pairs of { $states } states is certain.
visibility-reversal = { $place }: { $own } of public notices with a stated charge are Article 3-sensitive in the broad sense, of the rest of the world { $rest }; with { $visible } of notices public, this order among all notices could reverse only if hidden odds differ from public ones by more than { $factor } times, in both, each against the order.
visibility-needed = { $place }: more than { $needed } of all notices would have to be public before the share of { $place } were above that of the rest whatever the hidden ones are.
visibility-needed-within = { $place }: with odds among hidden notices within { $factor } times, more than { $needed } of all notices would have to be public before the share of { $place } were surely above that of the rest.
visibility-row-bounds = { $place }: share among all notices, nothing assumed
visibility-row-nothing = Pairs of states in certain order, nothing assumed
visibility-row-factor = Pairs of states in certain order, odds within { $factor } times
visibility-row-reversal = { $place } against the rest: factor that could reverse the order
visibility-row-needed = { $place } against the rest: part of notices that would have to be public, nothing assumed
visibility-row-needed-within = { $place } against the rest: part of notices that would have to be public, odds within { $factor } times
visibility-evalue = { $of }: a ratio of { $ratio }. Something unmeasured would need ratios of { $e_value } with both sides to account for it, and of { $end } to move the interval to no difference; being in the register would have to depend on both sides by four ratios of { $selection_e_value } each.
visibility-evalue-share = { $of }: a ratio of { $ratio }. Something unmeasured would need ratios of { $e_value } with both sides to account for it; being public would have to depend on both sides by four ratios of { $selection_e_value } each.
visibility-chart-state = What the share may be: { $place }
visibility-chart-orders = How many pairs of states keep their order
visibility-chart-bounds = What the share among all notices may be, state by state
visibility-chart-unit = share of all notices with a stated charge, %
visibility-chart-note = Lines are what is possible, not an interval of chance. { $visible } of notices are held public, the same for each state.
visibility-table-pairs = Pairs of states: how different hidden notices would have to be
visibility-table-numbers = What holds of all notices, by what is assumed
visibility-table-evalues = How strong something unmeasured would have to be
column-larger = Larger share
column-smaller = Smaller share
column-factor = Reverses beyond
column-visible-needed = Part that would have to be public
visibility-all-others = all other states together
visibility-ratio-share = { $place }’s Article 3-sensitive share of public notices over that of all others
visibility-ratio-cases = { $place }: documented cases over expected
visibility-table-rest = One state and the rest: the share among public notices, and what it may be among all
visibility-rest-universe = all notices; seen: { $seen }
column-factor-if-one = Beyond, if each untold count is one
column-group = Whose notices
column-charged = Public, with a stated charge
column-share = Share among public
column-least = At least, of all
column-most = At most, of all
column-ratio-of = Ratio
column-ratio = Value
column-low = Interval from
column-high = to
column-e-value = E-value
column-e-value-of-end = E-value of the nearer end
column-selection-e-value = Selection E-value
visibility-chart-within = Thick: if the odds among hidden notices are within the stated factor of those among public ones.
visibility-chart-ranges = Lines are what is possible, not an interval of chance.

## Coding error
coding-title = What coding error does to the numbers
coding-lead = Two readers of one row of the register often disagree on its grade or on whether the claim is supported. This report codes the whole register once more, many times over, as the second reader coded the rows that were read twice, and shows what of the counts, of the words and of the comparisons is left.
coding-estimand = What is meant: the number of rows that would count by the evidence rule if another reader, who errs as the second one did, coded each row. The universe is the register, no sample of cases; the exposure and the search for cases are held, so error of detection is no part of this. Half of the rows that were coded twice were chosen so that many are strongly supported. A conclusion would change if the second reader were more often right than the first, or if rows of one code were unlike those of it that were coded twice.
coding-total = { $value } cases would count if each row of the register were coded once more ({ $interval } of coding error; as the register stands: { $now }).
coding-level = The evidence level “{ $level }” would stand for { $value } states and territories if each row were coded once more ({ $interval } of coding error; as the register stands: { $now }).
coding-compared = Of { $pairs } pairs of states with { $least } or more cases that count and different counts, { $firm } keep their order in { $sure } of the draws or more.
coding-stays = Of { $states } states with a row in the register, { $firm } keep the word of their evidence level in { $sure } of the draws or more.
coding-elasticity = The elasticity of documented cases would be { $value } if each row were coded once more ({ $interval } of coding error alone; as the register stands: { $now }).
coding-worth = { $rows } of { $all } rows of the register, in { $states } states, could change the word of their state if a further reader decided otherwise on that row alone.
coding-row-now = Cases that count, as the register stands
coding-row-total = Cases that count, coded once more
coding-row-level = States with the level “{ $level }”
coding-row-stays = States whose word is firm
coding-row-compared = Pairs of states whose order is firm
coding-row-elasticity = Elasticity of documented cases
coding-table-numbers = Counts, levels and comparisons under coding error
coding-table-status = Claim status: first code, and how the rows were coded the second time
coding-table-grade = Grade: first code, and how the rows were coded the second time
coding-table-recounts = Cases that count, state by state, and how firm the word is
coding-table-pairs = Who has more cases that count, and how firmly
coding-table-worth = Rows worth coding a third time
coding-chart = Cases that count: as the register stands, and coded once more
coding-chart-note = Lines are intervals of coding error, crosses what the register holds. Documented is not frequent; states stand by name.
coding-chart-unit = documented cases
coding-yes = yes
coding-no = no
column-first = First code
column-rows-coded = Rows
column-iso3 = State
column-word = Evidence level
column-counted = As it stands
column-median = Coded once more
column-stays = Stays
column-other = Else most likely
column-more = More
column-fewer = Fewer
column-cases-more = Cases of the first
column-cases-fewer = Cases of the second
column-case-id = Case
column-counts = Counts now
column-coded = Times coded
column-chance = Chance that a further coding differs
column-word-then = Level if it did
column-steps = Expected change, in levels

## Choices
robustness-title = Which conclusions hang on choices
robustness-lead = Each number of the reports rests on choices that others could make otherwise: which rows count, over which years, against which exposure, by which model. This report makes every choice in turn, computes each headline comparison under each set of them, and says in which share of the analyses the conclusion holds.
robustness-estimand = What is meant: a comparison of counts of documented cases, or of public notices, by one set of choices; never a frequency of misuse, for detection is the same in all of them. The universe is the register (supported, grade A or B, in the reports) and the public list; the exposure is refugees and asylum seekers, or inhabitants. The sets of choices are no sample, so a share of them is no probability. A conclusion would change if the choices under which it fails were the better ones; which they are stands option by option.
robustness-claim-elasticity = Documented cases grow less than in proportion to the exposure
robustness-claim-ratio = { $place } has more documented cases than its exposure leads to expect
robustness-claim-index = States with a better index have fewer documented cases at the same exposure
robustness-claim-public = { $place }’s Article 3-sensitive share of public notices is above that of all other states
robustness-specifications = specifications
robustness-universe = register of documented cases, by every set of choices
robustness-universe-public = public notices with a stated charge, strict and broad, each other state left out in turn
robustness-runs = { $total } analyses of { $comparisons } comparisons were run, and all of them are counted here; none was dropped.
robustness-bilateral = rows with a bilateral request
robustness-circular = A better index goes with fewer cases among supported rows, and less so or not at all among the others. Whether a row counts as supported is partly decided by what courts found, so this association sits in part in the coding.
robustness-fixed = How a person whom several states seek is counted cannot be varied: the tables hold counts, and no person.
robustness-table-summary = In which share of analyses each conclusion holds
robustness-table-choices = The choices
robustness-table-options = Option by option: { $claim }
robustness-table-left = Ends of each number when one state, one source or some rows are left out
robustness-table-levels = Evidence levels when one kind of evidence is left out
robustness-chart = Specification curve: { $claim }
robustness-chart-note = Each place is one set of choices, in order of the effect; below it the options that it takes. The broad mark is the published set. A line marks what would mean no difference.
robustness-chart-unit = effect
robustness-choice-grades = Grades
robustness-choice-statuses = Claim status
robustness-choice-instruments = Instruments
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
column-claim = Conclusion
column-analyses = Analyses
column-agree = That agree
column-share-agree = Share
column-least-effect = Least
column-middle = Middle
column-most-effect = Most
column-published = Published
column-choice = Choice
column-published-option = Published
column-others = Others
column-option = Option
column-what = Left out
column-number = Number
column-times = Times
column-lowest = Lowest
column-lowest-without = lowest without
column-highest = Highest
column-highest-without = highest without
column-left-out = Left out
column-states = States with a word
column-keep = Keep it
column-weaker = Of the two strongest words, these lose theirs

## Beside transnational repression
repression-title = The register beside counts of transnational repression
repression-lead = Freedom House counts direct, physical incidents by which states reach people abroad. INTERPOL is one of the ways to them. This report sets its figures beside the register: how far the two put states in the same order, and which states one of them holds and the other does not.
repression-estimand = What is meant: the rank correlation of two counts of documentation over the ten states whose figures were read. Both follow attention, language and search, so that they may agree where attention does. The exposure is that of neither; the ten were chosen for having most incidents, which weakens any correlation among them. Their figures add up to three quarters of all, where Freedom House says nearly four fifths, so that one of them may be wrong or another state’s. A conclusion would change with the figures of the other governments, or if another release adds incidents to earlier years, as each has.
repression-universe = incidents that Freedom House counts, { $first } to { $last }, beside the register of documented cases; ten states with most incidents
repression-place = Incidents and the register
repression-of-cases = incidents beside cases that count of the same years
repression-of-cases-of-all-years = incidents beside cases that count of all years
repression-of-rows = incidents beside register rows of every grade and status
repression-of-first-release = incidents beside cases that count of the first release of the register
repression-only-incidents = { $count ->
    [one] One of the { $states } states with most incidents of transnational repression has no case that counts in the register: { $names }.
   *[other] { $count } of the { $states } states with most incidents of transnational repression have no case that counts in the register: { $names }.
}
repression-only-cases = { $count } states with { $least } or more cases that count are not among the ten with most incidents: { $names }. They may have incidents, whose number was not read.
repression-unread = { $rest } of { $all } incidents belong to { $governments } governments whose own number was not read.
repression-row-only-incidents = Incidents, but no case that counts
repression-row-only-cases = Cases that count, but not among the ten
repression-row-unread = Incidents of other governments
repression-table-numbers = How far the two counts go together
repression-table-beside = State by state
repression-table-releases = What each release added to earlier years
repression-releases-note = Two releases are never subtracted to count the incidents of a year: each adds to years that are past.
column-incidents = Incidents
column-cases = Cases that count, same years
column-cases-of-all-years = Of all years
column-register-rows = Register rows
column-last-year = Release to
column-incidents-of-last-year = Of that year
column-added = Added to earlier years
column-governments = Governments

## Validation
validation-title = How the estimators of the reports do in simulated data
validation-lead = An estimator earns trust where the truth is known. This report gives bias, error and coverage of the estimators in simulated data, in worlds as they assume and in worlds that break an assumption, with naive methods beside them.
validation-estimand = What is meant: bias is the mean of estimate less truth, error the root of its mean square, coverage the share of intervals or bounds that held the truth. The universe is simulated data, fitted to the shipped tables: their exposure, and the dispersion and the confusion of codes that they show; detection is simulated only as a wrong exposure or as hidden notices. A conclusion would change in a world that breaks an assumption more strongly than those that were tried.
validation-universe = simulated data, one row an estimator and a world
validation-as-assumed = In worlds as they assume, the intervals or bounds of the reports hold the truth as often as they should in { $holds } of { $rows } trials.
validation-hostile = In worlds that break an assumption, they do in { $holds } of { $rows } trials.
validation-naive = Naive methods do in { $holds } of { $rows } trials.
validation-table = Bias, error and coverage, world by world
validation-yes = naive
validation-no = of the reports
column-estimator = Estimator
column-world = World
column-naive = Kind
column-truth = Mean truth
column-bias = Bias
column-error = Error
column-coverage = Coverage
column-verdict = Verdict
