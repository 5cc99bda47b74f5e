"""One chart a function: the picture, the data behind it and its alternative text."""
