"""What a notebook shows and how it is laid out: one file a report."""
