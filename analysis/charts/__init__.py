"""Charts: one function each, giving the figure, its data and its alternative text."""
