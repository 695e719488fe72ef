"""`python -m tests.quality.update_floors`: pin the floors to what is measured now."""

from __future__ import annotations

import click

from .floors import (
    FLOORS,
    fallen,
    measure_invented,
    measure_left_out,
    measure_shared,
    read_floors,
    repinned,
    write_floors,
)
from .sets import is_present


@click.command()
@click.option("--allow-regression", is_flag=True, help="Lower floors, too: say in the change log why.")
@click.option("--left-out", is_flag=True, help="Train without each set in turn as well, which takes minutes.")
def main(allow_regression: bool, left_out: bool) -> None:
    """Raise every floor to what is measured, less a margin; those of what is not measured stay."""
    measured = dict(measure_invented())
    if is_present():
        measured |= dict(measure_shared())
        measured |= dict(measure_left_out()) if left_out else {}
    else:
        click.echo("the labelled sets are not there: only the floor of the invented articles is pinned", err=True)
    floors = read_floors() if FLOORS.exists() else {}
    low = [line for line in fallen(floors, measured) if not line.endswith("has no floor")]
    if low and not allow_regression:
        raise click.ClickException("\n".join([*low, "no floor was changed; --allow-regression lowers them"]))
    pinned = repinned(floors, measured, allow_regression=allow_regression)
    for name in sorted(measured):
        click.echo(f"{name:<36} measured {measured[name]:.3f}  floor {pinned[name]:.3f}")
    write_floors(pinned)


if __name__ == "__main__":
    main()
