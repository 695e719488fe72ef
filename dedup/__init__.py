"""Find near-duplicates and same-story articles in a folder of news.

>>> from dedup import NearDuplicates
>>> text = "The town council voted nine to two on Monday to close the old bridge for repairs."
>>> NearDuplicates().fit_predict([text, "Rain is expected in the north all week.", text.upper()]).tolist()
[0, 1, 0]
"""

import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dedup.article import Article
    from dedup.estimators import NearDuplicates, Stories
    from dedup.pipeline import compare, scan
    from dedup.settings import Settings

__all__ = ["Article", "NearDuplicates", "Settings", "Stories", "compare", "scan"]

_MODULES = {
    "Article": "article",
    "NearDuplicates": "estimators",
    "Settings": "settings",
    "Stories": "estimators",
    "compare": "pipeline",
    "scan": "pipeline",
}
_COMPILED = ("estimators", "pipeline")


def __getattr__(name: str) -> Any:
    """Import names when they are first used: `dedup --help` should not wait for numba."""
    if name not in _MODULES:
        raise AttributeError(f"module 'dedup' has no attribute {name!r}")
    if _MODULES[name] in _COMPILED:
        from dedup.machine.compiled import keep_compiled_code

        keep_compiled_code(lambda notice: warnings.warn(notice, RuntimeWarning, stacklevel=3))
    return getattr(import_module(f"dedup.{_MODULES[name]}"), name)
