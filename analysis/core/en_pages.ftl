# What reports and their tables say, but for the page of a state and the site (`en.ftl`): headings, titles, heads of
# columns, universes and notes. A number chooses the plural form; a year is given as text.
