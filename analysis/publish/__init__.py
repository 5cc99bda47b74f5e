"""What is built, when and in which process; how a notebook becomes a page, a PDF and data files."""
