"""`dedup`, and `python -m dedup`."""

from __future__ import annotations

from dedup.machine.interrupts import ended_by_ctrl_c

with ended_by_ctrl_c():  # importing takes long enough to be stopped, and has nothing to clean up
    import os

    from dedup.cli import main
    from dedup.exits import end
    from dedup.machine.memory import tune


def run() -> None:
    """Run the command line of this process, and end it."""
    tune()
    # Else numpy starts a thread for each core, and they look for work at full speed for 0.1 s, though there is little.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        main()
    except SystemExit as how:
        end(how)
        raise


if __name__ == "__main__":
    run()
