"""What functions of texts returned, kept while one brief is looked at: many rules ask alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

#: How many results of one function are kept.
MOST = 4096

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")
_FORGET: list[Callable[[], None]] = []


def kept(function: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Keep what a function returns, which nobody may change, until `forget`."""
    keeping = lru_cache(MOST)(function)
    _FORGET.append(keeping.cache_clear)
    return cast("Callable[_Given, _Result]", keeping)


def forget() -> None:
    """Let go of everything that was kept, so that memory does not grow with the briefs."""
    for one in _FORGET:
        one()
