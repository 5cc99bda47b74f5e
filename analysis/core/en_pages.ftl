# What reports and their tables say, but for the page of a state and the site (`en.ftl`): headings, titles, heads of
# columns, universes and notes. A number chooses the plural form; a year is given as text.

## Shared by reports
range-of = { $low } to { $high }
head-statistic = Statistic
head-value = Value
head-interval = Interval or range
page-foot = { $title }, data release { $release } of { $day }. Undetected is not absent, documented is not frequent, accused is not guilty. Corrections: { $address }.
head-origin = Origin
sources-title = Tables behind this report
sources-source = the sidecar file beside each table
state-heading = { $place }: INTERPOL notices and what is documented of their misuse
range-published = published values
range-bounds = bounds
range-credible = { $level } credible
more-names = { $names } and { $count } more

## Parts of several reports
register-universe-of = register of documented cases of alleged or confirmed misuse, every grade and status
outcome-none = none known
map-title = Evidence level by state, by a stated rule; complaints only is no finding of misuse
map-alt-levels = World map of the evidence level. { $levels }.
map-many = { $count } states and territories
public-per-million-of = Public Red Notices per million inhabitants
public-unit = public notices per million
refusals-title = Refused or cancelled worldwide, in the year of the fullest figures
head-number = No.
head-claim = Claim
head-sources-show = What sources show
head-would-change = What would change it
head-rows-and-sources = Rows and sources
claims-title = The founding article, claim by claim
head-when = When
head-what-counted = What was counted
head-persons = Persons or notices
head-note = Note
public-list-universe = persons or Red Notices on INTERPOL's public list on a day
public-list-title = { $state } on INTERPOL's public list
map-pale = Pale means that nothing was found, not that there is nothing.

## The founding article
claims-heading = The founding article, claim by claim: what holds and what does not

## Shared by reports (more)
tables-universe = shipped tables

## Blocks
figure-bare = A figure
caption = Universe: { $universe }. Source: { $source }.

## The brief of the world
brief-heading = Misuse of INTERPOL's Red Notices: what is known, and what can be done
brief-universe-in-rows = in each row
brief-universe-in-sentences = named in each sentence
head-who-can-do-what = Who can do what
head-number-behind = The number behind it
brief-recommendations = Recommendations

## Names of the reports
report-world = The world
report-oversight = INTERPOL's safeguards
report-sanctions = Sanctions and notices
report-brief = For policymakers, on two pages

## Case studies
study-heading = { $place } and INTERPOL: a case study of what is documented
head-charge-reported = Charge, as reported
head-according = According to the sources
head-outcome = Outcome
study-outcome = { $outcome }; grade { $grade }, { $status }
study-cases-title = The documented cases of { $place }, one by one
head-targeted = Who was targeted
head-charge-alleged = Charge alleged
study-bilateral-none = No row of { $place } tells of one.
study-bilateral = The rows of { $place } that tell of one: { $cases }.
head-share = Share
head-strong = Strong
head-which = Which
study-strong = Strong: { $chosen }, with an INTERPOL instrument.
column-host-short = Host
not-known = not known
head-happened = What happened there
head-kind-of-row = Kind of row
study-hosts-title = Where requests of { $place } took effect, and what hosts decided
head-decided = INTERPOL decided
head-article = On which article
study-interpol-title = What INTERPOL decided on requests of { $place }
host-not-known = host not known
study-events = register rows, dated measures and rounds of sanctions that were read; none is a verdict on a person
study-events-years = { $events }; of register rows, those { $years }
study-nothing = Nothing dated was read that concerns { $place } and INTERPOL.
head-lane = Lane
study-key-title = The numbered marks of the timeline: { $place }
head-cases = Cases
head-expected = Expected
head-ratio = Ratio to expectation
head-interval-alone = Interval
study-peers-title = { $place } and its peers, each beside what its exposure leads to expect
study-peers = Peers: { $peers }. Why: { $reason }.
expected-title = Documented cases beside what the exposure leads to expect: { $place } and its peers
expected-unit = times the cases that the exposure leads to expect
study-profile = [The profile of { $place }]({ $page }) holds its other statistics.
study-founding = [The founding article, claim by claim]({ $page }) tells what of it holds.
study-cases-note = A charge is what the requesting state alleged, as reported; a note gives what a source says.
study-shares = Shares are of all { $rows } register rows, counted completely.
study-decision = { $decided }: the request of the register row
study-decision-on = { $decided }, on { $ground }: the request of the register row
study-added-persons = { $count } persons
study-added-entities = { $count } entities
study-round = { $round }: { $added } added
study-key-note = A number without a date stands in the table only.
study-no-peer = No peer of { $place } has { $exposed }.
study-no-peer-abroad = No peer of { $place } has { $exposed } abroad.
study-beside-chosen = { $universe }; beside { $exposure }, as chosen
study-peers-chosen = { $universe }; peers as chosen
register-as-host = { $register }{ $years }, as host state
