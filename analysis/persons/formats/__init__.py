"""One reader a published format, and the yml of the same name that says what the format is."""
