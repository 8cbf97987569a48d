"""Imports that another library makes at once, put off until it uses them."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class Later:
    """Stands for what a module has, until it is called or looked into."""

    def __init__(self, module: str, name: str, user: str) -> None:
        self._place = (module, name, user)

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Call what this stands for."""
        return self._settle()(*args, **options)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._settle(), name)

    def _settle(self) -> Any:
        """Put the real things in the place of all that stand for them, and return this one's."""
        for module in _modules(self._place[2]):
            for key, value in [*vars(module).items()]:
                if isinstance(value, Later):
                    setattr(module, key, value.load())
        return self.load()

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        raise ImportError("a class is made of what was put off")

    def load(self) -> Any:
        """Return the real thing."""
        module, name, _ = self._place
        real = importlib.import_module(module)
        return (
            getattr(real, name)
            if hasattr(real, name)
            else importlib.import_module(f"{module}.{name}")
        )


class _Stub(ModuleType):
    """A module of nothing but what stands for something."""

    made: list[Later]
    user: str

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        later = Later(self.__name__, name, self.user)
        self.made.append(later)
        setattr(self, name, later)
        return later


class _Finder(MetaPathFinder, Loader):
    def __init__(self, libraries: tuple[str, ...], user: str) -> None:
        self.libraries = libraries
        self.user = user
        self.made: list[Later] = []

    def covers(self, name: str) -> bool:
        return any(name == known or name.startswith(f"{known}.") for known in self.libraries)

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if self.covers(fullname) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        stub = _Stub(spec.name)
        stub.made, stub.user = self.made, self.user
        return stub

    def exec_module(self, module: ModuleType) -> None:
        """Have nothing to run."""


@contextmanager
def deferred(user: str, libraries: Iterable[str]) -> Iterator[None]:
    """Put off what a package imports from libraries while it is itself imported.

    Raises ImportError, with nothing of the package left imported, where it cannot be put off.
    """
    finder = _Finder(tuple(libraries), user)
    if any(finder.covers(name) for name in sys.modules):
        yield
        return
    sys.meta_path.insert(0, finder)
    try:
        yield
        _check(finder.made, user)
    except BaseException:
        for module in _modules(user):
            del sys.modules[module.__name__]
        raise
    finally:
        sys.meta_path.remove(finder)
        for name, module in [*sys.modules.items()]:
            if isinstance(module, _Stub):
                del sys.modules[name]
                parent, _, child = name.rpartition(".")
                vars(sys.modules.get(parent, module)).pop(child, None)


def _check(made: list[Later], user: str) -> None:
    """Raise ImportError when something else than a name of a module stands for a real thing."""
    known = {id(value) for module in _modules(user) for value in vars(module).values()}
    if any(id(later) not in known for later in made):
        raise ImportError("what was put off has gone where it cannot be found again")


def _modules(package: str) -> list[ModuleType]:
    return [
        module
        for name, module in [*sys.modules.items()]
        if name == package or name.startswith(f"{package}.")
    ]
