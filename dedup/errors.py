"""What can go wrong that a user can put right."""

from __future__ import annotations


class DedupError(Exception):
    """The base of every error this package raises on purpose: the message says what is wrong and what to do."""


class SettingsError(DedupError, ValueError):
    """A setting is outside its range."""


class InputError(DedupError):
    """A folder or file that was named cannot be used at all.

    Files found below a folder never raise: one that cannot be read becomes a `Skipped`.
    """


class ModelError(DedupError):
    """A story model cannot be read, or does not fit this version's features."""


class MissingExtraError(DedupError):
    """An optional library is not installed; the message names the command that installs it."""
