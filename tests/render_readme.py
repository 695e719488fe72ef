"""README -> the same README with the outputs its commands and examples give now.

`python -m tests.render_readme`, in the folder of the README, writes them into it. In a block fenced as `console` the
lines after `$ ` are commands and the others what they print, 80 columns wide; a line `...` stands for lines that are
left out. Blocks fenced as `python` are doctests that share their names.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"

INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q . && "
TEST = "python3 -m venv .venv && .venv/bin/pip install -q '.[test]' && .venv/bin/pytest"
CUT = "..."
_FENCED = re.compile(r"^```(console|python)\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Step:
    """A command and the lines the README shows of what it prints."""

    command: str
    shown: tuple[str, ...]


def blocks(readme: str, kind: str) -> list[str]:
    """Return the content of all blocks fenced as `kind`."""
    return [content for found, content in _FENCED.findall(readme) if found == kind]


def steps(block: str) -> Iterator[Step]:
    """Yield the commands of a console block."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, *shown = part.splitlines()
        yield Step(command, tuple(shown))


class Shell:
    """Runs commands in a folder of its own that shows the tests' corpus, where `dedup` is the one being tested."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "tests").symlink_to(ROOT / "tests", target_is_directory=True)
        scripts = folder / ".venv" / "bin"
        scripts.mkdir(parents=True)
        program = scripts / "dedup"
        start = "from dedup.cli import main; main(prog_name='dedup')"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{start}" "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        self._environment = {**os.environ, "COLUMNS": "80", "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}

    def run(self, command: str) -> list[str]:
        """Return the lines that `command` prints, standard error left out; `RuntimeError` where it fails."""
        done = subprocess.run(
            command, shell=True, cwd=self._folder, env=self._environment, capture_output=True, encoding="utf-8"
        )
        if done.returncode:
            raise RuntimeError(f"`{command}` ends with {done.returncode}:\n{done.stderr}")
        return [line.rstrip() for line in done.stdout.splitlines()]

    def rendered(self, block: str) -> str:
        """Return a console block with what its commands print now; the tests themselves are not run."""
        lines = []
        for step in steps(block):
            lines.append(f"$ {step.command}")
            if step.command != TEST:
                lines += cut(self.run(step.command.removeprefix(INSTALL)), list(step.shown))
        return "\n".join(lines) + "\n"


def cut(printed: list[str], shown: list[str]) -> list[str]:
    """Return the part of `printed` that `shown` shows: between cuts, as many lines from one with the same first word.

    >>> cut(["Articles 9", "Stories 4", "Largest 2", "one", "two"], ["Articles 8", "...", "Largest 1", "one"])
    ['Articles 9', '...', 'Largest 2', 'one']
    """
    if CUT not in shown:
        return printed
    result: list[str] = []
    position = 0
    for part in "\n".join(shown).split(f"\n{CUT}"):
        wanted = part.strip("\n").splitlines()
        if result:
            result.append(CUT)
        if wanted:
            first_word = wanted[0].split()[0]
            position = next(n for n in range(position, len(printed)) if printed[n].split()[:1] == [first_word])
            result += printed[position : position + len(wanted)]
            position += len(wanted)
    return result


class _Recorder(doctest.DocTestRunner):
    """Runs examples and keeps what each prints."""

    def __init__(self) -> None:
        super().__init__()
        self.printed: list[str] = []

    def report_start(self, *_: Any) -> None:
        """Say nothing."""

    def report_success(self, *reported: Any) -> None:
        """Keep what was printed, the last of `reported`."""
        self.printed.append(reported[-1])

    def report_failure(self, *reported: Any) -> None:
        """Keep it all the same: it is what the README should show."""
        self.printed.append(reported[-1])

    def report_unexpected_exception(self, *reported: Any) -> None:
        """Raise it again: no example of the README fails."""
        raise reported[-1][1]


def examples_rendered(block: str, names: dict[str, Any]) -> str:
    """Return a Python block with what its examples print now; what they assign goes into `names`."""
    test = doctest.DocTestParser().get_doctest(block, {}, "README.md", None, None)
    test.globs = names
    recorder = _Recorder()
    recorder.run(test, clear_globs=False)
    lines = []
    for example, printed in zip(test.examples, recorder.printed, strict=True):
        first, *rest = example.source.splitlines()
        lines += [f">>> {first}", *(f"... {line}" for line in rest), *printed.splitlines()]
    return "\n".join(lines) + "\n"


def rendered(readme: str) -> str:
    """Return the README with all outputs made anew; Python examples read files below the current folder."""
    names: dict[str, Any] = {}
    with TemporaryDirectory() as folder:
        shell = Shell(Path(folder))

        def block(match: re.Match[str]) -> str:
            kind, content = match.groups()
            new = shell.rendered(content) if kind == "console" else examples_rendered(content, names)
            return f"```{kind}\n{new}```"

        return _FENCED.sub(block, readme)


if __name__ == "__main__":
    README.write_text(rendered(README.read_text(encoding="utf-8")), encoding="utf-8")
