"""Run the command line: ``python -m analysis VERB``."""

import sys

if __name__ == "__main__":
    try:
        from analysis.cli import main

        sys.exit(main())
    except KeyboardInterrupt:  # while the first packages were loaded
        print("\ninterrupted: nothing was begun", file=sys.stderr)
        sys.exit(130)
