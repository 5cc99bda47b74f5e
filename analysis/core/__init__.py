"""What every room stands on: errors, files, countries, dates, human judgement, what protects people."""
