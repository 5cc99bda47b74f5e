# How statistics are said. A line break within a message is a space.

## Numbers
number-tiny = less than 0.001
number-below-nought = just below 0
percent = { $number } %
listed = { $first } and { $last }

count-noun = { $count } { $noun }
part-of-whole = { $part } of { $whole }
range = { $low } to { $high }

## What a number is about
claim-with-details = { $claim } ({ $details })
claim-of-place = { $place }: { $claim }. Counted: { $universe }.
sentence-with-source = { $sentence } Source: { $source }.
complete-count = complete count
complete-count-over-exposure = complete count over exposure
ratio-of-counts = ratio of complete counts
as-published = as published

## Intervals
interval = { $level } % { $word } { $low } to { $high }
interval-word = interval
credible-interval = credible interval
profile-interval = profile interval

## Two codings
codings-agree = two readers agree on { $noun } in { $share } of { $rows } cases
codings-kappa = Cohen's kappa of two readers of { $noun } is { $value }, over { $rows } cases
kappa-every-row = the readers agree on every case
kappa-bootstrap = bootstrap over cases (BCa)

## Counts, and shares of them
share-noun = { $share } { $noun }
# What a noun begins with that follows a percentage, and that does not follow a count of a whole.
share-noun-begins = { "of " }
share-counted = share of a complete count
count-hidden = bounds of a hidden count
at-most = at most { $high }
at-least = at least { $low }
published-elsewhere = published elsewhere as { $values }
preferred-of-conflicting = preferred of conflicting published values
bounds-by-denominator = bounds by denominator: issued plus refused, and issued
part-beside-whole = { $part } beside { $whole }
all-refused-before = { $part } of { $whole } if all were refused before publication
all-cancelled-after = { $part } of { $whole } if all were cancelled after it
from-published-percent = from the published { $percent } % of alerts issued
complaints-in-every-list = { $counted } (in every list, so the published sum is complete)
complaints-in-some-lists = { $low } to { $counted } (the published sum, and what years outside the lists may add)
complaints-no-sum = no sum is published, so at most { $counted }, in the lists and outside
complaints-in-no-list = at most { $counted } if it was in none of the lists
complaints-bounds = published sum of top-ten lists, and the bound of their last places
share-of-largest = { $states ->
    [one] of { $noun } fall on the state with most
   *[other] of { $noun } fall on the { $states } states with most
}
effective-number = { $noun } are as concentrated as if { $states } states shared them equally
inverse-herfindahl = inverse of the Herfindahl index of a complete count

## The evidence level, and how firmly it stands
level-said = { $place }: evidence level { $word } ({ $counted }).
level-said-meaning = { $place }: evidence level { $word }, { $meaning } ({ $counted }).
level-counted-summed = { $cases } { $noun }, named by { $families } of four families of sources, among the ten states whose complaints were summed
level-counted = { $cases } { $noun }, named by { $families } of four families of sources, not among the ten states whose complaints were summed
level-thresholds = { $place }: the word stays in { $share } of the { $sets } sets of thresholds in which each bound on cases and families is moved by one or left.
level-thresholds-method = enumeration of threshold sets
level-coding = { $place }: with probability { $chance }, the rating does not change if another reader codes every case as the second reader did in the random rounds.
level-coding-method = coding error: second codes against present codes of the random rounds, Beta-binomial
level-recounted = { $place }: { $counted } would count if another reader coded every case ({ $interval } of coding error; in the register: { $stands }).
level-recounted-method = coding error: median, second codes against present codes of the random rounds
chance-high = above 99.9 %
chance-low = below 0.1 %

## Beside an expectation
expectation-model = negative binomial regression on the logarithm of the exposure
expected-number = its { $exposed } lead to expect { $number } { $noun }
expected-ratio = { $ratio } times the { $noun } that its { $exposed } lead to expect, after shrinkage
expected-seen = { $counted }, { $expected } expected
expected-ratio-method = posterior of the ratio to expectation, { $model }
expected-ratio-unit = times the expected
elasticity-claim = with 1 % more { $exposed }, { $elasticity } % more { $noun } are expected
elasticity-method = { $model }, profile likelihood
elasticity-unit = per cent per per cent

## The funnel
funnel-above = It lies above the outer limits of the funnel, which 1 in 500 would leave.
funnel-high = It lies above the inner limits of the funnel, which 1 in 20 would leave.
funnel-inside = It lies inside the inner limits of the funnel, which 1 in 20 would leave.
funnel-low = It lies below the inner limits of the funnel, which 1 in 20 would leave.
funnel-below = It lies below the outer limits of the funnel, which 1 in 500 would leave.
funnel-not-told = It is not above the funnel; whether it lies low cannot be told, for the lower limit is 0.
rate-claim = { $number } { $noun } per { $label }
rate-unit = { $noun } per { $label }
spread-chance = units differ by { $number } on the scale of the square root of { $noun } per { $label }, no more than chance
spread-more = units differ by { $number } on the scale of the square root of { $noun } per { $label }, added to what chance does to each
spread-method = additive over-dispersion by the method of moments, 10 % winsorised at each end
spread-unit = standard deviation of square roots

## An inferred requester
assigned-rows = of { $assigned } assigned
interval-of-inference = { $interval } of the inference

## What others estimated
published-error = published error
among = among { $number }

## After shrinkage
rates-method = Gamma-Poisson empirical Bayes
shares-method = Beta-Binomial empirical Bayes
rate-shrunken = { $number } { $noun } per { $label } after shrinkage
rate-before = { $counted }, { $number } per { $label } before it
share-shrunken = { $share } { $noun } after shrinkage
share-before = { $part } of { $whole }, { $share } before it
rank-claim = rank { $rank } of { $units } { $noun }
rank-method = median rank by posterior simulation
exposure-unit = unit of exposure

## Analyses by choice
specifications-agree = { $claim }: in { $agree } of { $all } { $noun } ({ $share }); from { $least } to { $most }, half of them below { $middle }.
specifications-method = share of specifications
