"""`dedup`, and `python -m dedup`."""

from __future__ import annotations

from dedup.cli import main
from dedup.exits import end


def run() -> None:
    """Run the command line of this process, and end it."""
    try:
        main()
    except SystemExit as how:
        end(how)
        raise


if __name__ == "__main__":
    run()
