"""`dedup`, and `python -m dedup`."""

from __future__ import annotations

from dedup.machine.interrupts import ended_by_ctrl_c

with ended_by_ctrl_c():  # importing takes long enough to be stopped, and has nothing to clean up
    from dedup.cli import main
    from dedup.exits import end
    from dedup.machine.memory import tune


def run() -> None:
    """Run the command line of this process, and end it."""
    tune()
    try:
        main()
    except SystemExit as how:
        end(how)
        raise


if __name__ == "__main__":
    run()
