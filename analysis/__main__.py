"""Run the command line: ``python -m analysis VERB``."""

import sys

from analysis.cli import main

if __name__ == "__main__":
    sys.exit(main())
