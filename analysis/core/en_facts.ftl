

# What facts say: sentences, universes, nouns and names of figures. A line break within a message is a space. A number
# chooses the plural form; where no form needs it, it is written by the project's own rule.

## Places and choices
world = World
unit-states = states
choices-cases = { $statuses }, grade { $grades }{ $years }
years-until = , to { $last }
years-since = , since { $first }
years-range = , { $first } to { $last }
choices-inputs = , cases that count: { $chosen }
choices-cases-told = cases that count are { $chosen }
choices-inhabitants-told = cases are held against inhabitants first
choices-peers-told = the peers are { $peers }
choices-snapshot-told = public notices are those of { $day }

## Cases
cases-noun = documented cases
cases-counted = { $count ->
    [one] { $count } documented case
   *[other] { $count } documented cases
}
cases-universe = register of documented cases, { $chosen }, with an INTERPOL instrument
rows-universe = all cases in the register
rows-unit = cases
cases-unit = cases
rows-none-requested = { $rows ->
    [one] { $rows } documented case requested by { $place }{ $years }; it is not supported
   *[other] { $rows } documented cases requested by { $place }{ $years }; none is supported
}
rows-all-requested = { $rows ->
    [one] { $rows } documented case requested by { $place }{ $years }; it is supported
   *[other] { $rows } documented cases requested by { $place }{ $years }; { $supported } are supported
}
rows-requested = { $supported ->
    [one] { $rows } documented cases requested by { $place }{ $years }; { $supported } is supported
   *[other] { $rows } documented cases requested by { $place }{ $years }; { $supported } are supported
}
held-whose = { $role ->
    [host] { " " }in { $place }{ $years }
   *[requesting] { " " }requested by { $place }{ $years }
}
held-universe = cases of any status{ $whose } in which people were held through INTERPOL
held-days-universe = the { $count } of these cases{ $whose } whose sources state how long
held-unit = cases
held-days-unit = days
held-median = median of the cases that state it
people-held = { $count ->
    [0] { held-none }
    [one] In one case{ $whose }, people were arrested or held on a request through INTERPOL; { $supported ->
        [0] it is not supported.
       *[other] it is supported.
    }
   *[other] In { $count } cases{ $whose }, people were arrested or held on a request through INTERPOL; { $supported ->
        [0] none is supported.
        [one] one of them is supported.
       *[other] { $supported } of them are supported.
    }
}
held-unknown = This is a minimum: { $count } of { $total } { $total ->
    [one] case
   *[other] cases
} { $count ->
    [one] does
   *[other] do
} not say whether anyone was arrested.
held-of = { $total ->
    [one] this case.
   *[other] { $count } of the { $total } cases.
}
held-unlinked = No source states the link to INTERPOL in { held-of }
held-and-refused = { $total ->
    [0] { held-none }
   *[other] In { $count } of { $total } { $total ->
        [one] case
       *[other] cases
    }{ $whose } in which people were held, extradition was refused{ $count ->
        [0] .
       *[other] ; { $supported ->
            [0] none is supported.
            [one] one of them is supported.
           *[other] { $supported } of them are supported.
        }
    }
}
held-order = The data do not say which came first.
held-extradition-unknown = No source says what became of extradition in { held-of }
held-returned = { $total ->
    [0] { held-none }
   *[other] In { $count } of { $total } { $total ->
        [one] case
       *[other] cases
    }{ $whose } in which people were held, the person was handed over to the requesting country.
}
held-none = No case{ $whose } is known in which people were held on a request through INTERPOL.
held-return-unknown = No source says whether this happened in { held-of }
held-days = In { $count } of { $total } { $total ->
        [one] case
       *[other] cases
    }{ $whose } in which people were held, sources state how long. The median is { $days ->
    [one] one day
   *[other] { $days } days
} in prison or under house arrest.
counting-none = { $rows ->
    [one] it does not count ({ $chosen }, with an INTERPOL instrument)
   *[other] none of them counts ({ $chosen }, with an INTERPOL instrument)
}
counting-one = it counts ({ $chosen }, with an INTERPOL instrument)
counting-some = { $count ->
    [one] { $count } of them counts ({ $chosen }, with an INTERPOL instrument)
   *[other] { $count } of them count ({ $chosen }, with an INTERPOL instrument)
}
chosen-otherwise = This report is not the published one: { $choices }. { $count } count by this, { $published } as published.
chosen-otherwise-same-cases = This report is not the published one: { $choices }. The cases that count are those of the published report.
readers-agree = { $agreeing } of { $readers ->
    [one] 1 reader
   *[other] { $readers } readers
}: { $status ->
    [contested] disputed
    [unsupported] not supported
   *[supported] supported
}
person-years-refugees = person-years of refugees and asylum seekers
person-years-population = person-years of inhabitants
exposed-refugees = refugees and asylum seekers
exposed-population = inhabitants
exposed-years = { $place }: { $count } { $label }. Counted: { $years }.
cases-within-years = { $universe }, { $first } to { $last }
cases-ranked = by the ratio of { $noun } to expectation
top-ten-may = { $count ->
    [0] No state
    [one] { $count } state
   *[other] { $count } states
} could stand among the first ten by the { $level } interval of the rank of documented cases beside what { $exposed } lead to expect.
top-ten-not-told = { $count ->
    [0] No state surely does, so a top ten is not estimable.
    [one] { $count } state surely does, so a top ten is not estimable.
   *[other] { $count } states surely do, so a top ten is not estimable.
}
top-ten-told = { $count ->
    [0] No state surely does, so the first ten can be told.
    [one] { $count } state surely does, so the first ten can be told.
   *[other] { $count } states surely do, so the first ten can be told.
}
register-holds = The register holds { $cases } documented cases from { $states } requesting countries: { $supported } supported; { $counting }.
register-holds-rows = The register holds { $rows }; { $counting }.
register-holds-none = The register holds no documented case requested by { $place }{ $years }, { text-none }.
peers-by-choice = the reader of this report chose them
peers-as-chosen = as chosen
peers-of-region = states of { $region }
case-kind = case
group-share-noun = of register rows: { $group }
case-within-years = Of these, in the years of the exposure
case-ratio-rank = Rank of the ratio, { $whom }
case-person-years = Person-years of { $whom }
case-expected = Expected from { $whom }
case-ratio = Ratio to expectation, { $whom }
cases-outside-years = { $count } documented cases lie outside the years of the { $label } and are left out.

day = { $month ->
    [1] { $day } January { $year }
    [2] { $day } February { $year }
    [3] { $day } March { $year }
    [4] { $day } April { $year }
    [5] { $day } May { $year }
    [6] { $day } June { $year }
    [7] { $day } July { $year }
    [8] { $day } August { $year }
    [9] { $day } September { $year }
    [10] { $day } October { $year }
    [11] { $day } November { $year }
   *[12] { $day } December { $year }
}

## Evidence
all-states = members of INTERPOL and other territories that the data name
all-states-unit = countries and territories
evidence-complaint-lists = the Commission's lists of complaints
evidence-inputs = inputs of the evidence rule
evidence-cases-noun = cases ({ $chosen })
evidence-cases-input = cases that count ({ $chosen })
evidence-cases-that-count = cases that count
evidence-cases-counted = { $count ->
    [one] { $count } case that counts
   *[other] { $count } cases that count
}
evidence-families-input = families of sources that name the state
evidence-complaints-input = among the ten states whose complaints were summed (yes or no)
evidence-rows-again = cases of the register, each coded again{ $inputs }
evidence-word-without = { $word } without { $sources }
evidence-any-one-of = any one of { $sources }
evidence-would-be = { $place }: the rating would be { $words }.
evidence-stays = { $place }: the rating does not depend on any single source.
evidence-single-sources = single sources of what was read, each taken away in turn{ $inputs }
evidence-sources-unit = sources
evidence-stands-for = “{ $word }” stands for { $count }, { $meaning }
evidence-documented = We found well-documented cases, or credible accusations, for { $count } of { $states } countries and territories; { $apart }.
evidence-none-found = For { $count } nothing was found, { text-none }.
evidence-complaints-only = For { $count } nothing but complaints was found, which is no finding of misuse: { $names }.
evidence-level-for = The evidence level is { $word } for { $count }: { $names }.
evidence-level-for-many = The evidence level is { $word } for { $count }.
evidence-thresholds = Other thresholds: share of sets in which the rating does not change
evidence-coding = Coding error: probability that the rating does not change
evidence-recounted = Coding error: { $noun }, coded again
evidence-decisive = Single sources without which the rating would differ
evidence-uncounted = Sources found but not counted
evidence-uncounted-universe = sources that were found and do not count as naming the country, each with its reason
evidence-if-counted = { $place }: the rating would be { $word } if this source were counted: { $sources }.
families-naming-none = No source that was read says that { $place } misuses INTERPOL. This does not mean that it does not.
families-naming = { $count ->
    [one] Sources from one of four families of sources ({ $families }) say that { $place } misuses INTERPOL.
   *[other] Sources from { $count } of four families of sources ({ $families }) say that { $place } misuses INTERPOL.
}
families-universe = four families of sources, each counted once
families-unit = families of sources
sources-universe = lists of governments, parliaments, organisations and the press that were read
sources-unit = lists
sources-naming = { $place } is named as misusing INTERPOL in { $count } of the sources read; they belong to { $families } of four families of sources.

## The Commission
outcome-deleted = not compliant, data deleted
outcome-legal = data deleted on legal grounds
outcome-no-answer = data deleted, as a national bureau did not answer
complaints-deleted = { $legal } of { $whole } admissible complaints of { $year } led to deletion on legal grounds ({ $share }). Another { $no_answer } did so because a bureau did not answer. In all, { $deleted } ({ $every }) led to deletion.
outcome-deleted-otherwise = data deleted, reason not stated
outcome-updated = compliant after an update
outcome-compliant = compliant
outcome-not-stated = outcome not stated
commission-years = { $first } and { $last }
admissible-noun = admissible requests to the CCF
admissible-growth = The CCF found { $count } requests admissible in { $last }, { $ratio } times as many as in { $first } ({ $before }); complete counts.
complaints-finalised = complaints to the CCF about data in INTERPOL's files, finalised in { $year }; a complete count
deleted-of-admissible = of admissible complaints led to deletion, for any reason
deleted-of-stated = of complaints with a stated outcome led to deletion, for any reason
answers-access = Access requests
answers-complaints = Complaints
answers-late = { $kind }, { $year }: { $late } answered after the deadline as published, { $mirror } if late and in time were exchanged.
answers-late-method = as published, and its mirror image
answers-late-universe = { $kind } to the CCF, { $year }
late-access = access requests
late-complaints = complaints
late-took = In { $year } late answers to { $kind } took { $low } to { $high } months, says { $source }.
late-method = as published: a range
late-universe = { $kind } to the CCF answered after the deadline, { $year }
late-unit = months
excerpts-universe = excerpts of decisions that the CCF chose to publish and that were read; no sample of its decisions
excerpts-unit = excerpts
excerpts-outcome = { $count } { $outcome }
excerpts-read = { $count } published excerpts were read: { $outcomes }.
excerpts-missing = Their numbers imply at least { $count } more that were not read.
excerpts-missing-unit = excerpts not read

## Public notices
public-universe = notices public on { $day }, requesting country inferred
public-universe-other = notices public on { $day } and already on { $reference }, requesting country inferred
public-universe-nationality = { $universe }, first nationality
public-universe-nationals = notices public on { $day }, { $basis }
public-universe-followed = notices public on { $first }, followed to { $last }, requesting country inferred
public-universe-charges = notices public on { $last } and already on { $first }, requesting country inferred
public-noun = public Red Notices
public-counted = { $count ->
    [one] { $count } public Red Notice
   *[other] { $count } public Red Notices
}
public-requests-noun = public notices
public-requests-counted = { $count ->
    [one] { $count } public notice
   *[other] { $count } public notices
}
nationals-noun = public Red Notices that name its nationals
nationals-counted = { $count ->
    [one] { $count } public Red Notice that names a national
   *[other] { $count } public Red Notices that name its nationals
}
million-inhabitants = million inhabitants
public-ranked = in { $noun } per { $label }
few-not-told = small counts are not published
public-not-asked = { $place } is not asked for as a requester of its own, so no notice is counted as its own.
public-basis = requester inferred
public-basis-other = of those of { $reference }, requester inferred
public-found = { $count ->
    [0] No public Red Notice requested by { $place } was found on { $day } ({ $basis }).
    [one] { $count } public Red Notice requested by { $place } was found on { $day } ({ $basis }).
   *[other] { $count } public Red Notices requested by { $place } were found on { $day } ({ $basis }).
}
with-detail = { $first }; { $second }
public-nationals = Public notices that name nationals
public-requested = Public notices requested
public-per-million = Per million inhabitants
public-shrunken = The same after shrinkage
public-rank = Rank of the shrunken rate
public-world = World, per million inhabitants
public-own = Against own nationals
public-left = Left the list by the second date
public-left-shrunken = Left the list, after shrinkage
left-noun = of public Red Notices left the public list
own-noun = of public Red Notices of known nationality are against own nationals
weak-inference = { $count ->
    [one] The one notice assigned to { $place } rests on weak inference alone.
   *[other] All { $count } notices assigned to { $place } rest on weak inference alone.
}
sensitive-noun-strict = of public Red Notices state only charges of speech, state security or public order
sensitive-noun-broad = of public Red Notices state only charges of speech, state security, public order, terrorism or armed formations
sensitive-heading-strict = Article 3-sensitive, strict
sensitive-heading-broad = Article 3-sensitive, broad
designated-noun = of persons with security charges are also designated by the UN, the EU, the UK or the US
designated-heading = Security charges confirmed by designation
over-states = { $which ->
    [median] Median of { $states } states, { $kind }
    [lowest] Lowest of { $states } states, { $kind }
   *[highest] Highest of { $states } states, { $kind }
}
over-states-claim = { $which ->
    [median] median over states, { $share } { $noun }
    [lowest] lowest over states, { $share } { $noun }
   *[highest] highest over states, { $share } { $noun }
}
over-states-method = { $which ->
    [median] median of the shares of states
    [lowest] lowest of the shares of states
   *[highest] highest of the shares of states
}
over-states-universe = { $universe }; { $states } requesting countries with { $least } or more notices, each counted once
small-not-told = small counts are not published
kind-strict = strict
kind-broad = broad
all-without = All without { $states }
all-without-kind = All without { $states }, { $kind }
public-in-short = { $members } members requested { $count } of the Red Notices that were public on { $day }: the sum of the medians of the inference. { $none } members have a median of none.
public-medians = sum of the medians of the inference
requesters-three = Share of the three largest requesters
requesters-effective = Effective number of requesters

## Oversight
figure-over = over
figure-at-least = at least
figure-at-most = at most
figure-about = about
figure-almost = almost
oversight-chosen = This report is not the published one: figures, decisions and events are those { $years }. { $count } of { $figures } published figures are of these years.
oversight-universe = published figures on oversight that were read
oversight-unit = published figures
figure-universe = { $meaning }, { $period }
figure-and = { $first } and { $second }
figure-qualified = { $qualifier } { $figure }
published-as = as published: { $qualifier }
red-notices = Red Notices
notices-and-diffusions-wanted = Red Notices and wanted-person diffusions
notices-and-diffusions-refused = Red Notices and wanted-person diffusions refused or cancelled
notices-and-diffusions = notices and diffusions
admissible-requests = admissible requests
requests-received = requests received
cases-finalised = cases finalised
universe-issued = notices and diffusions issued in a year, worldwide; requests refused are not in it
universe-in-force = alerts valid on a day, worldwide
universe-refused = requests refused before, or alerts cancelled after, publication by INTERPOL’s task force
universe-complaints = requests of persons to the CCF; only people who know of a notice and complain are in it
universe-of-year = { $universe }, { $year }
universe-of-years = { $universe }, { $first } and { $last }
beside-alerts-issued = beside alerts issued
refused-noun = of requests were refused or cancelled
refused-mean-noun = of requests were refused or cancelled, mean of the years
refused-universe = Red Notices and wanted-person diffusions refused or cancelled, and issued, { $period }
refused-latest = In { $year }, the last year of which refused and issued were both read, { $low } to { $high } of requests were refused or cancelled, depending on how many of them had been published first.
refused-two-years = INTERPOL’s task force refused or cancelled { $after } Red Notices and wanted-person diffusions in { $last }, and { $before } in { $first }. No source says whether both years were counted alike, so this shows no trend.
refused-growth-method = ratio of complete counts, less one
refused-other = { $share } of those of { $year } ({ $part } of { $whole }) rest on neither Article 2 (human rights) nor Article 3 (political, military, religious or racial character).
refused-articles-noun = alerts refused or cancelled under Article 2 or Article 3
refused-articles-reason = the first is the sum of the published parts; unresolved
complaints-noun = requests to the CCF
complaints-universe = requests in the yearly top-ten lists of the CCF from 2010 to 2017, as summed by Heritage
refused-heading = Red Notices and diffusions refused or cancelled
issued-heading = Red Notices and diffusions issued
refused-share-heading = Refused or cancelled, beside issued and refused
refused-articles-heading = Refused on Article 2 or 3

## The founding article
founding-universe = factual claims of the founding article, each judged on the sources read
founding-verdict = { $verdict }: { $count }
founding-by-verdict = Of the article's { $claims } factual claims, by verdict: { $verdicts }.
founding-unit = claims

## Headlines
register-universe = all cases in the register but corrections, in which INTERPOL had no part
headline-complaints-alone = For { $count } states nothing but complaints was found, { $meaning }.
headline-strong = The evidence level is extensive or substantial for { $count } of { $states } states and territories.
headline-requests = Admissible requests to the Commission: { $before } in { $first }, { $now } in { $last }.
headline-refusals-universe = refused; published totals that were read
headline-refusals = { $count ->
    [0] None
   *[other] { $count }
} of the { $figures } published figures on what INTERPOL’s task force refused or cancelled { $count ->
    [0] names
   *[other] name
} the requesting country.
headline-conflicts-universe = published figures of every universe that were read
headline-conflicts-unit = groups of figures
headline-conflicts = In { $count } groups of published figures, sources disagree on the same figure.
headline-refugees-held = In { $count } of { $total } cases in which people were held, the person was a refugee or asylum seeker.
headline-unknown-noun = of cases state no decision of INTERPOL

## Host states
host-universe = cases{ $years } that took effect in { $place }, corrections excluded
host-taken-effect = { $place }: { $rows ->
    [0] no case is known to have taken effect there
    [one] one case took effect there, on a request by one country
   *[other] { $rows } cases took effect there, on requests by { $states ->
        [one] one country
       *[other] { $states } countries
    }
}.

## Indices
index-value = { $place }: { $value } in { $year }, above { $below } % of { $countries } countries.
index-universe-better = { $title } in { $year }, of { $countries } countries; above { $below } % of them (higher is better)
index-universe-worse = { $title } in { $year }, of { $countries } countries; above { $below } % of them (higher is worse)
index-method = published index
index-method-error = published index and standard error

## Reliability
register-name = Register
field-requesting-country = requesting country
field-host-country = host country
field-year = year
field-instrument = instrument
field-grade = grade
field-claim-status = claim status
field-effect = effect
field-outcome = outcome
field-noun = the { $field }
round-random = cases of rounds 1 and 4 of the second coding, drawn at random
round-chosen = cases of rounds 2 and 3 of the second coding, chosen and not drawn at random
round-one = 40 cases drawn at random from release 1 (round 1 of the second coding)
round-two = 50 cases of round 2 of the second coding, chosen so that at least 20 are strongly supported
round-three = 64 candidates for release 3 (round 3 of the second coding), chosen; the two readers used different rules for the status
round-four = 19 cases drawn at random from the whole register and read blind (round 4 of the second coding)
coverage-narrow = too narrow
coverage-wide = wider than it says
coverage-holds = holds
coverage-none = no interval
coverage-held = In simulated data ({ $world }), intervals of the { $estimator } that should hold the truth nineteen times in twenty held it in { $share }.
coverage-held-smallest = In simulated data ({ $world }), intervals of the { $estimator } of states of the smallest fifth by exposure that should hold the truth nineteen times in twenty held it in { $share }.
coverage-held-some = In simulated data ({ $world }), intervals of the { $estimator } of states with a case or notice that should hold the truth nineteen times in twenty held it in { $share }.
coverage-universe = simulated data: { $world }
coverage-method = simulation

## Sanctions
sanctions-universe = persons, entities, vessels and aircraft on the lists of the sender under a programme on the country
sanctions-states = States with evidence level { $word }
sanctions-target-noun = are the target of a sanctions programme of the UN, the EU, the UK or the US
sanctions-cases-universe = register of documented cases of every grade and status, dated, corrections left out
sanctions-rounds-universe = rounds of designations on Belarus as announced, or as the list copies show where no release was read
sanctions-place-years = { $place }, { $first } to { $last }
sanctions-universe-years = { $universe }, { $first } to { $last }
sanctions-in-years = { $counted } in { $years } years of the register
sanctions-before = Before the first round, { $first } to { $last }
sanctions-since = Since the first round, { $first } to { $last }
sanctions-programmes-universe = programmes of the UN, the EU, the UK and the US on a country
sanctions-countries-unit = countries
sanctions-named = Programmes of the UN, the EU, the UK and the US name { $count } countries.

## All states
worldwide-hosts = countries where a case took effect
worldwide-stopped = cases in which INTERPOL refused, deleted or blocked the request
worldwide-held-supported = supported cases in which someone was arrested or held
worldwide-refused-supported = supported cases in which someone was arrested and extradition was refused
worldwide-held-unknown = cases that do not say whether anyone was arrested
worldwide-of-rows = { $what }: { $count }, in { $rows } cases of the register.
counted-kind = { $kind }: { $count }
worldwide-chosen = This report is not the published one: the cases held against an expectation are { $chosen }. { $count } of { $rows } count by this, { $published } as published. Evidence levels keep the published rule.
worldwide-chosen-years = This report is not the published one: the cases held against an expectation are { $chosen }. { $count } of { $rows } count by this, { $published } as published. Evidence levels keep the published rule; figures over time are those of these years alone.

## A state's page
supported-universe = supported cases of every grade
supported-universe-since = { supported-universe }, since { $since }
rows-counted = { $place }, { $unit }: { $count }.
register-noun = cases
supported-noun = supported cases
held-supported-noun = supported cases with people arrested
over-noun = handed over to the requesting country
recent-noun = supported cases of the last years
contested-noun = disputed cases
unsupported-noun = cases that are not supported
held-hosts-noun = countries of arrest
host-counted = { $host } { $count }
hosts-elsewhere = elsewhere { $count }
rejected-noun = cases refused, deleted or blocked by INTERPOL
unknown-noun = cases without a known decision of INTERPOL
pending-noun = cases with a decision pending
events-universe = measures, rulings and reactions that were read
events-noun = measures, rulings and reactions
senders-noun = senders
designated-in-all = { $place }: { $count } senders with designations under programmes on it.
index-rule-of-law = rule of law (V-Dem)
naming-universe = lists of governments, parliaments, organisations and the press that were read
complained-universe = states in the yearly lists of the Commission for the Control of INTERPOL's Files, as summed
snapshots-universe = notices public on the days of { $count } snapshots from { $first } to { $last }, by nationality as each tells it
snapshots-noun = public notices that name a national
nearest-universe = members of INTERPOL nearest to the state, by borders and distance
part-universe = members of INTERPOL in the same part of the world (United Nations subregion)

## Timeline
timeline-universe = timeline of oversight
timeline-unit = events
timeline-shown = { $shown } of { $events } events read are shown; the others are decisions in single cases.
needed-universe = items judged to be needed by this project
needed-unit = items
needed-count = { $count } items are not published and would be needed.
years-read-many = Read for { $count } years from { $first } to { $last }.
years-read = Read for { $years }.

## Units and methods of the reports on how far the numbers hold
unit-pairs = pairs of states
coding-universe = cases of the register, each coded again with the error rates of the random rounds
coding-method = coding error: countries drawn together with the error rates of the random rounds, Beta-binomial
coding-method-transitions = second codes against first codes of the random rounds, Beta-binomial
coding-method-present = second codes against present codes of the random rounds, Beta-binomial
coding-method-latent = latent-class model (Dawid and Skene 1979), bootstrap over cases
coding-unit-elasticity = per cent per per cent
visibility-universe-state = all notices of the state, of which { $visible } are held public; seen: { $seen }
visibility-universe-each = all notices, of which { $visible } are held public for each state; seen: { $seen }
visibility-method-bounds = worst-case bounds (Manski 1989)
visibility-method-odds = bounded odds between hidden and public notices
visibility-method-needed = the visible share at which bounds part
visibility-unit-odds = times the odds
validation-unit = estimators in worlds
