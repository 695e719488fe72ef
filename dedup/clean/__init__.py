"""Articles -> the parts of their texts that are compared."""

from dedup.clean.set_aside import clean
from dedup.clean.stubs import stubs
from dedup.clean.too_short import too_short

__all__ = ["clean", "stubs", "too_short"]
