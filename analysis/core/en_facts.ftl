

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
rows-universe = register of documented cases, every grade and status
rows-unit = register rows
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
person-years-refugees = person-years of refugees and asylum seekers
person-years-population = person-years of inhabitants
exposed-refugees = refugees and asylum seekers
exposed-population = inhabitants
exposed-years = { $place }: { $count } { $label }. Counted: { $years }.
cases-within-years = { $universe }, { $first } to { $last }
cases-ranked = by the ratio of { $noun } to expectation
top-ten-may = { $count ->
    [0] No state could stand among the first ten by the interval of the rank.
    [one] { $count } state could stand among the first ten by the interval of the rank.
   *[other] { $count } states could stand among the first ten by the interval of the rank.
}
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
register-holds = The register holds { $cases } documented cases from { $states } requesting countries: { $supported } supported, { $contested } contested, { $unsupported } unsupported; { $counting }.
register-holds-rows = The register holds { $rows }; { $counting }.
register-holds-none = The register holds no documented case requested by { $place }{ $years }, { text-none }.
peers-by-choice = the reader of this report chose them
peers-as-chosen = as chosen
peers-of-region = states of { $region }
correction-kind = correction, no effect of INTERPOL
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
evidence-rows-again = rows of the register, each coded once more{ $inputs }
evidence-word-without = { $word } without { $sources }
evidence-any-one-of = any one of { $sources }
evidence-would-be = { $place }: the word would be { $words }.
evidence-stays = { $place }: the word stays whichever single source is taken away.
evidence-single-sources = single sources of what was read, each taken away in turn{ $inputs }
evidence-sources-unit = sources
evidence-stands-for = “{ $word }” stands for { $count }, { $meaning }
evidence-documented = Some misuse is documented for { $count } of { $states } countries and territories; { $apart }.
evidence-none-found = For { $count } nothing was found, { text-none }.
evidence-complaints-only = For { $count } nothing but complaints was found, which is no finding of misuse: { $names }.
evidence-level-for = The evidence level is { $word } for { $count }: { $names }.
evidence-level-for-many = The evidence level is { $word } for { $count }.
evidence-thresholds = Other thresholds: share of sets in which the word stays
evidence-coding = Coding error: probability that the word stays
evidence-recounted = Coding error: { $noun }, coded once more
evidence-decisive = Single sources without which the word would be another
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
outcome-updated = compliant after an update
outcome-compliant = compliant
outcome-not-stated = outcome not stated
commission-years = { $first } and { $last }
admissible-noun = admissible requests to the CCF
admissible-growth = The CCF found { $count } requests admissible in { $last }, { $ratio } times as many as in { $first } ({ $before }); complete counts.
complaints-finalised = complaints to the CCF about data in INTERPOL's files, finalised in { $year }; a complete count
deleted-of-admissible = of admissible complaints led to deletion for breach of the rules
deleted-of-stated = of complaints with a stated outcome led to deletion for breach of the rules
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
few-not-told = fewer than three persons, not told exactly
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
sensitive-noun-strict = of public Red Notices with a stated charge state only charges of speech, state security or public order
sensitive-noun-broad = of public Red Notices with a stated charge state only charges of speech, state security, public order, terrorism or armed formations
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
over-states-universe = { $universe }; { $states } requesting countries with { $least } or more notices with a stated charge, each counted once
small-not-told = small counts are not told exactly
kind-strict = strict
kind-broad = broad
all-without = All without { $states }
all-without-kind = All without { $states }, { $kind }
public-in-short = { $count } public Red Notices of { $members } members were found on { $day } (requesters inferred); { $none } members had none in that collection.
requesters-three = Share of the three largest requesters
requesters-effective = Effective number of requesters
