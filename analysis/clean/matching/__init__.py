"""The parts of name comparison: folding, words of judgement, agreement of tokens, alignment."""
