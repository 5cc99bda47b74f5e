# Standing texts of the reports, and the words for codes of the data. A line break within a message is a space.

## Standing texts: no number stands here, for a number comes from an estimate; a list is numbered
text-limits-1 =
    A count of documented cases is a count of documentation. It follows fame, language and search effort, and says
    nothing about how often INTERPOL is misused, nor how states rank.
text-limits-2 =
    Only what became public is counted. Most notices are not public, most requests are never known, and ordinary
    refugees, women and people from states that publish nothing are nearly absent.
text-limits-3 =
    A refusal or a deletion by INTERPOL is a decision on a request, not a verdict on the person or the state. A notice
    is an allegation; the people named in it are presumed innocent.
text-limits-4 =
    The five universes (issued, in force, public, refused, complaints) count different things. No ratio between two of
    them is shown as a rate.
text-limits-5 =
    The requesting country of a public notice is inferred where the table says so, and INTERPOL has not confirmed it.
text-limits-6 = Most outcomes in the register are unknown, because only the beginning of many pages could be read.
text-detection =
    A count of documented cases is a count of documentation, not of what happened; detection differs between states.
text-public =
    States choose which of their notices are public, and more than half of the members had none in this collection; few
    public notices do not mean few notices.
text-counted =
    The list was counted whole, so a count or share of it has no interval of chance. An interval, where one stands, says
    which error it means.
text-few = A share of few rows is told in counts and not as a percentage.
text-exposure =
    Cases do not grow in proportion to people at risk, so nothing is divided by them. A line fitted over all states says
    how many documented cases a state's person-years lead to expect, in the years that the register and the table of the
    exposure share; cases of other years are left out. Person-years add up the people counted at the end of each year.
    The ratio is drawn towards one as far as a state's own cases say little, and its interval holds what is unsure about
    the line and about the spread between states. Targets need not be refugees, so inhabitants stand beside them as a
    second choice.
text-coverage =
    Intervals are tried on simulated data whose truth is known: data as the models assume them, fitted to what is
    shipped, and data as they do not, with another spread between states or a wrong exposure. An interval is called too
    narrow or wider than it says where it holds the truth less or more often than it says by two points in a hundred or
    more. Groups are told apart because an interval that holds over all states can fail for some of them; for a group
    that is chosen by its own outcome, such as states with a case, no interval can promise more.
text-no-exposure =
    UNHCR counts no refugee or asylum seeker from { $place } in the years of the register, so there is no ratio to an
    expectation.
text-elasticity =
    The elasticity says by how many per cent documented cases grow where the exposure grows by one per cent. Cases in
    proportion to the exposure would have an elasticity of one, and only then could cases be divided by it.
text-funnel =
    The area shows the outer limits: chance and the usual spread between states. A place above them publishes unusually
    many for its size, which is no sign of misuse. Where the area begins at nothing, no number could lie below it, so
    whether a place publishes unusually few cannot be told.
text-inferred =
    Who requested a notice is inferred from the order in which the site answered. The interval draws every row for its
    requester with the probability that the inference gives it; the rest of the probability goes to no state.
text-left = Leaving the public list is not deletion from INTERPOL's files.
text-complaint-bounds =
    The bounds follow from the ranks alone. Some states are in every list, so no last place is above what they have in
    that year, and the last places of all lists together are at most the smallest sum of these states. In a year whose
    list leaves a state out it has at most the last place. A state without a published sum has no larger sum over the
    lists than the smallest published one.
text-complaints =
    Complaints reach the Commission only from people who know of a notice and have the means to complain; states with
    many notices and good access to lawyers draw complaints too.
text-refused =
    INTERPOL publishes refusals for the world only, never by country, and never tells refusals before publication from
    cancellations after it.
text-mentions = Lists copy one another; a family of sources counts once however often it speaks.
text-governance =
    Governance indices are expert judgement. Some of their items judge courts and police, so a relation with misuse of
    police channels is in part one of definition.
text-introduction =
    One report for every member of INTERPOL and every other territory that the data name, each as a web page and as a
    PDF, with the data behind every table and chart in its folder “data”. The evidence level follows a stated rule that
    each report prints in full; “none found” does not mean that there is none.
text-grades =
    Grade A: a decision or statement of INTERPOL, a court or a state authority; B: two independent reputable sources; C:
    one source; D: unverified; X: contradicted. The grade rates the evidence on INTERPOL's part, not the truth of the
    charge. Supported: sources agree on INTERPOL's part and on a rights concern, such as a refugee status, a court's
    refusal or a finding of the Commission; it is not a finding that the state abused INTERPOL, and refused requests are
    among the cases. Contested: the charge is credible, sources conflict, or INTERPOL's part is unsettled. Unsupported:
    no part of INTERPOL is shown, or it is denied.
text-grades-in-short =
    Grade A: INTERPOL, a court or a state authority speaks of INTERPOL's part; B: two independent sources do; C: one.
    Supported: the sources agree on that part and on a rights concern, which is no finding that the state misused
    INTERPOL.
text-families =
    The four families of sources are governments; parliaments and intergovernmental bodies; non-governmental
    organisations; and the investigative press.
text-firmness =
    Thresholds are moved independently of one another and never below one case or one family. Coding error is that of
    the register only: two readers of a case often disagree on grade and status. Each case is drawn again by how cases
    of its grade and status were coded the second time in the random rounds; known second codes are kept. A source is a site with all that was read there, or a
    speaker with every edition; a case of grade B that loses one of its two sources counts as grade C.
text-levels-table =
    The rule stands in each country's report. “Complaints only” is no finding of misuse. “Stays” is the share of
    threshold sets, and the probability under coding error, in which the word stays; “hangs on” names single sources
    without which it would be another.
text-map =
    Borders are those of Natural Earth, except that Crimea is drawn as part of Ukraine (United Nations General Assembly,
    resolution 68/262). No opinion is implied on the status of any territory or on any border.
text-coded-twice =
    A second reader coded some cases again from their sources. Rounds one and four were drawn at random; rounds two and
    three were chosen, so the two kinds are never pooled. Agreement says how far another reader would have made the same register
    from the same pages. It says nothing about what no page shows.
text-kappa =
    Cohen's kappa is agreement beyond chance: one is full agreement, zero is no more than chance. The interval in brackets
    comes from resampling cases; there is none where the readers agree on every case. Figures of chosen rounds do not
    hold for the register. In round three the two readers used different rules for the status. A blank second code is no
    disagreement and is excluded. First codes are those before later corrections.
text-corrections =
    Corrections (interstate list, no instrument found) stay in “all rows”; their effect is not an effect of INTERPOL.
text-founding =
    The article that this project began from says that the state issued Red Notices for two named journalists. The
    evidence does not support it. Absence of public evidence is not proof that no notice existed.
text-fall =
    What stands on the public list is chosen by the requesting state. The fall is a finding about what is shown; it is
    no evidence of fewer notices, since most are not public. Figures by nationality and by requesting state count
    differently.
text-denominators =
    The lower end holds if every one was refused before publication (the base is issued plus refused), the upper if
    every one was cancelled after it (the base is issued). Others publish the upper end, rounded otherwise.
text-universes-apart =
    Issued, refused and complaints are three universes. They stand side by side here and are never divided by one
    another, except refused beside issued, where both figures count the same kinds of alert in the same year.
text-both-denominators =
    A request refused before publication is not among the alerts issued; an alert cancelled after publication is. The
    published figure puts both together. If all were refused before, the base is issued plus refused; if all were
    cancelled after, it is issued alone. The truth lies between, so the share is stated as a range and both ends are
    shown. It has no sampling interval, because nothing was sampled. Years of which only one of the two figures was read
    have no share.
text-complete =
    The figures are complete counts of one year, so no interval belongs to them; they say nothing about notices that
    nobody complained about.
text-mirror =
    Two weblogs give the shares answered late and in time. For access requests, those of the two years mirror one
    another, so one weblog may have exchanged late for in time. Both readings are shown; neither year is called better.
text-selection =
    The Commission chooses the excerpts for teaching and removes the states. Counts are shown by ground and outcome and
    nothing is divided: no success rate follows from them, and none is shown.
text-needed =
    The table names what only INTERPOL, its Commission or its members hold. Each entry says which question it would
    answer and what can be read today; it may be taken as it stands into a letter or a resolution.
text-charges =
    A charge is what the requesting state writes, in its own words; it is neither proof nor the whole case. Offence
    groups are read from the text by a lexicon.
text-two-groups = A notice that states two groups counts for each.
text-offences =
    A notice that states two groups counts for each, so shares add up to more than the whole. The mark is the median
    over requesting countries with enough notices for a percentage, each counted once. Counts below three are not
    published and enter it as two, so it is the most that the median can be.
text-sensitive =
    Article 3 forbids INTERPOL any activity of a political, military, religious or racial character. The share counts
    the text of charges, not their merit; a terrorism charge can be well founded. A count of fewer than three notices is
    not published.
text-never-pooled =
    Russia and El Salvador request most notices, so a share over all notices is theirs. The table
    gives the median over states, the ends, and the share without each of the two.
text-corroboration =
    Sanctions lists differ in purpose and reach, and absence from them says nothing. Persons were matched by name and
    birth date; only counts are kept, and a count below three is not shown.
text-sanctions =
    A sanctions list is not a verdict. Senders list the same persons, so their counts are never added. American dates
    before the archive begins are unknown and stand in no year.
text-together =
    That two lists name the same states shows that the same states draw criticism for several things. It does not show
    that misuse of INTERPOL is a ground of the sanctions, nor that sanctions change it.
text-rounds =
    Counts are those of the release where one was read, else the entries of that day on a copy of the list, which misses
    later removals. The British carry-over of European listings is no new round. Partial relief is not a designation.
text-lead-and-lag =
    No ratio of the two periods is stated, for the data cannot answer whether sanctions changed anything: the first
    round falls into the year of the protests, after which more cases were looked for and reported; a row stands in the
    year of its main known effect, not of the request; and the counts are too small and too bunched for an interval that
    holds what it says. Corrections are never counted, and years beyond the register are not among the years.
text-overlap-shows =
    A person sought for terrorism or an armed formation who is also designated by others is confirmed as a concern of
    more than the requesting state. The opposite cannot be read: most persons of ordinary armed groups stand on no list.
text-motto = Undetected is not absent, documented is not frequent, accused is not guilty.
text-none = which does not mean that there is none
text-verdicts =
    Supported: sources bear the claim out. Contested: sources bear out a part, or disagree. Not supported: no source
    bears it out. Not assessed: no evidence either way was gathered. A verdict is about the evidence, not about what
    INTERPOL's files hold.
text-study =
    A case study gathers what is documented about one requesting country. It is not a measure of how often the country
    misuses INTERPOL. Every row is an allegation or a decision on one, according to the source beside it; nobody in it
    is held guilty or innocent of anything here.
text-one-row = One row shows no pattern, so no share is stated.
text-few-rows = So few rows show no pattern, so no share is stated; the rows are told one by one.
text-no-rows = There is too little for a case study.
text-timeline =
    A row of the register stands in the year of its main known effect, and so does INTERPOL's decision on it, for the
    day is mostly not known. Rounds of sanctions are coded for Belarus only. A dated measure is in its own words in the
    table.
text-hosts =
    A detention or refusal in a row that is a correction (interstate list, no instrument found) is not an effect of
    INTERPOL; these rows are counted apart.
text-decided =
    Most outcomes are unknown because only the beginning of many pages could be read; unknown does not mean that
    INTERPOL did nothing.
text-peers =
    Each state stands beside what its own exposure leads to expect, in alphabetical order. The comparison is of
    documentation, not of misuse; detection differs between states even where they are neighbours. Where intervals
    overlap, the data do not tell the states apart.
text-bilateral =
    A request from state to state, outside INTERPOL, is counted where the note of a row says so; it may stand beside
    another instrument.
text-read-number =
    A range says how far published figures differ, or what is possible. It does not cover what was never found. The
    words after “Counted” say what a number counts; numbers that count different things are never divided by one
    another.
text-brief-lead =
    INTERPOL's Red Notices help police to find people wanted for crimes. Some states are documented to use them against
    critics, refugees and rivals. This page says what is known, how sure it is, and what each actor can do.
text-beginning = Of many sources we could read only the beginning.
text-sure-complete = complete, of what was read
text-sure-stated = of the cases that state it
text-sure-published = as published, no second source
text-sure-bounds = between bounds, from published counts
text-sure-range = published figures conflict
text-sure-sample = count with an interval
text-judgement = A recommendation is a judgement; the statistic beside it is its support, not its proof.
text-strong = Groups without a row are in the data.

## Words for codes of the data; other codes are shown with spaces for underscores
label-red_notice = Red Notice
label-diffusion = diffusion
label-unspecified_interpol = INTERPOL channel, not specified
label-request_refused = request refused by INTERPOL
label-slTD_passport = stolen-passport entry
label-interstate_wanted_list = interstate (CIS) wanted list, not INTERPOL
label-none_found = no INTERPOL instrument found
label-none_known = none known
label-travel_blocked = travel blocked
label-asylum_affected = asylum affected
label-extradition_refused = extradition refused
label-extradited_or_rendered = extradited or rendered
label-refused_by_ndtf = refused by INTERPOL
label-deleted_by_ccf = deleted (CCF)
label-deleted_by_general_secretariat = deleted (General Secretariat)
label-blocked_provisionally = access blocked until a decision
label-withdrawn_by_requesting_state = withdrawn by the state that asked
label-opposition_politician = opposition politician
label-former_official = former official
label-human_rights_defender = human rights defender
label-refugee_or_asylum_seeker = refugee or asylum seeker
label-religious_or_ethnic_minority = religious or ethnic minority
label-treason_state_security = treason or state security
label-mass_unrest = mass unrest
label-defamation_speech = defamation or speech
label-fraud_economic = fraud or other economic charge
label-violent_crime = violent crime
label-art2 = Article 2
label-art3 = Article 3
label-both = Articles 2 and 3
label-governments = governments
label-parliaments = parliaments and intergovernmental bodies
label-ngos = non-governmental organisations
label-press = investigative press
label-named_abuser = names the state
label-case_mentioned = mentions a case
label-none-found = none found
label-Art-2 = Article 2 (human rights)
label-Art-2-by-topic = Article 2 by topic: due process
label-Art-3 = Article 3 (political and the like)
label-RPD-other = Rules on data, and other grounds
label-CCF-Statute = Procedure under the CCF’s Statute
label-not_compliant = not compliant
label-compliant_with_update = compliant with update
label-compliant = compliant
label-armed_formation = illegal armed formation
label-extremism_speech = extremism, speech or religion
label-state_security = state security
label-public_order = public order
label-organised_crime = organised crime
label-human_trafficking = human trafficking
label-property = property
label-tax_customs = tax or customs
label-international_crimes = international crimes
label-justice = evading or obstructing justice
label-unspecified = not specified
label-regime_0 = closed autocracy
label-regime_1 = electoral autocracy
label-regime_2 = electoral democracy
label-regime_3 = liberal democracy
label-lane_cases = Documented cases (number in the table below; colour tells how well each is shown)
label-lane_interpol = INTERPOL's decisions and statements
label-lane_own = The state itself
label-lane_others = Responses of other states, courts, parliaments and civil society
label-lane_EU = Rounds of sanctions: European Union
label-lane_UK = Rounds of sanctions: United Kingdom
label-lane_US = Rounds of sanctions: United States
label-cases-as-fitted = cases as fitted
label-cases-with-log-normal-spread = cases with log-normal spread
label-cases-with-wrong-exposure = cases with wrong exposure
label-notices-as-fitted-not-in-proportion-to-inhabitants = notices as fitted, not in proportion to inhabitants
label-shares-that-left-the-list-as-fitted = shares that left the list as fitted
label-shares-that-left-with-normal-logits = shares that left with normal logits
label-ratio-to-expectation = ratio to expectation
label-rank-of-the-ratio = rank of the ratio
label-expected-cases = expected cases
label-elasticity = elasticity
label-shrunken-rate = shrunken rate
label-rank-of-the-shrunken-rate = rank of the shrunken rate
label-shrunken-share = shrunken share
label-first-nationality-stated = first nationality stated
label-every-nationality-stated = every nationality stated
# These are shown as they are coded.
label-contested = disputed
label-supported = supported
label-unsupported = not supported
label-academic = academic
label-activist = activist
label-artist = artist
label-businessperson = businessperson
label-journalist = journalist
label-lawyer = lawyer
label-other = other
label-corruption = corruption
label-drugs = drugs
label-extremism = extremism
label-incitement = incitement
label-tax = tax
label-terrorism = terrorism
label-unknown = not known
label-detained = detained
label-pending = pending
label-upheld = upheld
label-yes = yes
label-no = no
label-refused = refused
label-granted = granted
label-not_sought = not requested
label-homicide = homicide
label-violence = violence
label-kidnapping = kidnapping
label-sexual = sexual
label-weapons = weapons
label-cybercrime = cybercrime
label-traffic = traffic
label-family = family
label-environment = environment
label-not_assessed = not assessed
label-court_refusal = court refusal
label-press_report = press report
label-cooperation_suspended = cooperation suspended
label-detention_on_request = detention on request
label-ncb_corrective_measure = ncb corrective measure
label-notice_deleted = notice deleted
label-parliamentary_question = parliamentary question
label-release = release
label-notice_modified = notice modified
label-internal_reform = internal reform
label-parliamentary_inquiry = parliamentary inquiry
label-transparency = transparency
label-parliamentary_report = parliamentary report
label-parliamentary_resolution = parliamentary resolution
label-parliamentary_debate = parliamentary debate
label-parliamentary_answer = parliamentary answer
label-parliamentary_study = parliamentary study
label-court_ruling = court ruling
label-denial = denial
label-national_law = national law
label-court_opinion = court opinion
label-ncb_supervision_measure = ncb supervision measure
label-request_upheld = request upheld
label-ncb_measure_lifted = ncb measure lifted
label-diplomatic_demarche = diplomatic demarche
label-ncb_access_suspended = ncb access suspended
label-cooperation_review = cooperation review
label-civil_society_appeal = civil society appeal
label-warning = warning
label-request_declined = request declined
label-membership_review = membership review
label-national_policy = national policy
label-draft_resolution = draft resolution
label-resources = resources
label-ncb_measure_relaxed = ncb measure relaxed
label-regional_office = regional office
label-leaked_document = leaked document
label-investigation = investigation

## Words of the rules and of names
either = { $first } or { $last }
called-with-article = the { $name }
rule-cases = { $statuses }, grade { $grades }
rule-noun = { $count ->
    [one] { $statuses } case of grade { $grades }
   *[other] { $statuses } cases of grade { $grades }
}
rule-complaints = among the ten states whose complaints were summed
rule-cases-least = cases at least { $least }
rule-families-least = families at least { $least }
rule-and = { $first } and { $second }
rule-or = , or { $condition }
rule-otherwise = otherwise
counts-in-force = Red Notices in force on a day
counts-issued = Red Notices issued in a year
counts-public = Red Notices public on a day
counts-refused = notices and diffusions refused or cancelled in a year
counts-complaints = requests to the CCF found admissible in a year

## Codes of the reports on how far the numbers hold: models, worlds, options
label-dyads_as_fitted = rows by dyad, as fitted
label-dyads_states_differ = rows by dyad, states differ besides
label-in_frame = in the frame
label-correction = no INTERPOL notice was found
label-in_frame_without_refugees = in the frame, where UNHCR lists nobody
label-no_host = no host stated
label-no_year = no year stated
label-other_years = outside the years
label-same_state = host is the requesting country
label-ratio_of_requester_index = ratio of the requesting country’s index
label-ratio_of_host_rule_of_law = ratio of the host’s rule of law
label-ratio_of_host_expression = ratio of the host’s freedom of expression
label-ratio_of_any_refugees = ratio of any refugees
label-ratio_of_refugees = ratio of twice as many refugees
label-hidden_within_three = hidden odds within three times
label-hidden_within_ten = hidden odds within ten times, three assumed
label-rows_alike_supported = rows alike, coded as supported A
label-rows_alike_contested = rows alike, coded as contested B
label-rows_unlike = rows unlike those coded twice
label-ratio_of_rates = ratio of rates
label-worst_case_bounds = worst-case bounds
label-bounded_odds_bounds = bounds under limited odds
label-share_of_public_notices = share among public notices
label-recount = recount under coding error
label-count_as_it_stands = count as it stands
label-A-or-B = A or B
label-A-B-or-C = A, B or C
label-supported-or-contested = supported or contested
label-not-supported = not supported
label-any-of-INTERPOL = any of INTERPOL
label-without-refused-requests = without refused requests
label-notices-and-diffusions = notices and diffusions
label-all-years = all years
label-since-2014 = since 2014
label-to-2016 = to 2016
label-V-Dem-rule-of-law = V-Dem rule of law
label-V-Dem-freedom-of-expression = V-Dem freedom of expression
label-V-Dem-liberal-democracy = V-Dem liberal democracy
label-WGI-rule-of-law = WGI rule of law
label-Political-Terror-Scale = Political Terror Scale
label-negative-binomial-shrunken = negative binomial, shrunken
label-negative-binomial = negative binomial
label-in-proportion = in proportion
label-shrunken_share = shrunken share
label-share_as_counted = share as counted, Wilson’s interval
label-kappa = kappa
label-elasticity_by_poisson = elasticity by Poisson
label-ratio_shrunken_once = ratio to expectation, shrunken by the most likely dispersion
label-ratio_not_shrunken = ratio to expectation, not shrunken
label-ratio_by_poisson = ratio to expectation by Poisson
label-agreement_of_codings = share that agrees
label-published_value = value with its published error
label-published_error_right = published error as stated
label-published_error_half = published error half the true one
label-recount_of_all = recount of all states together
label-recounts_added_up = recounts added up as if apart
label-states_alike = rows of all states like those coded twice
label-states_unlike = rows of all states unlike those coded twice
label-inferred_share = inferred share
label-share_of_rows_assigned = share of the rows assigned
label-part_as_inferred = both parts as inferred
label-part_odds_doubled = true odds of one part twice the inferred
label-shrunken_rate = shrunken rate, against rates as counted
label-rank_of_rate = rank of the shrunken rate, median
label-rate_as_counted = rate as counted, exact interval
label-rates_in_proportion = notices in proportion to inhabitants
label-rates_not_in_proportion = notices as fitted, not in proportion
label-funnel_limits = limits of the funnel
label-spread_between_states = spread between states
label-no_false_discovery = no discovery where there is none to make
label-limits_of_chance = limits of chance alone
label-usual_states = states of which none is an outlier
label-usual_states_skew = the same, their rates gamma distributed
label-complaint_bounds = bounds of complaints
label-published_sum = published sum of complaints
label-lists_of_most = lists of the ten with most
label-lists_of_others = lists that miss some of the ten with most
label-poisson_two_way = ratio of dyads, clustered on both sides
label-poisson_within_senders = ratio of dyads among the hosts of one requesting country
label-difference_of_ratios = difference of two ratios of dyads
label-poisson_model_errors = ratio of dyads, errors of the model
label-poisson_one_way = ratio of dyads, clustered by requesting country alone
label-small_frame = a small frame of dyads
label-small_frame_states_differ = a small frame, states differ besides
label-firth_two_way = ratio of odds by Firth’s logit
label-logit_of_most_likelihood = ratio of odds by the plain logit
label-rare_events = rare events of dyads
label-rare_events_states_differ = rare events, states differ besides
label-nb2_slope = slope by NB2
label-nb2_dispersion = dispersion of NB2
label-nb2_converged = NB2 converged
label-poisson_slope = slope by Poisson
label-nb2_as_assumed = many rows, negative binomial
label-nb2_with_absent = many rows, half of them where nothing can happen
label-share_agreed = share that agrees, read as kappa
label-inferred_count = inferred count
label-rows_assigned = rows assigned
label-index_errors_drawn = slope on an index, errors drawn
label-index_as_published = slope on an index, as published
label-left_as_fitted = shares that left, as fitted
label-left_with_normal_logits = shares that left, normal logits
label-rows_coded_twice = rows coded twice, each its own
label-rows_in_threes = rows coded twice, three alike
label-requester_as_inferred = requesters as inferred
label-requester_odds_doubled = true odds twice the inferred
label-truth_around_index = truth around the published index
label-index_around_truth = published index around the truth
label-Poisson = Poisson
