"""Compiled templates of the package, kept beside them as Python keeps compiled modules."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError

from jinja2 import compiler
from jinja2.bccache import Bucket, BytecodeCache

from briefgen import __version__
from briefgen.roots import BUILT_IN

_HERE = Path(__file__).parent


class Beside(BytecodeCache):
    """Keeps what `writer`, an output's name, compiles.

    Templates of a project are compiled anew: whatever lies in its folders is not to be run.
    """

    def __init__(self, writer: str) -> None:
        self._writer = writer

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return where a template's code lies; "" for one that is not of the package."""
        root = str(BUILT_IN) + os.sep
        if filename is None or not filename.startswith(root):
            return ""
        stem = "-".join((name.replace("/", "."), self._writer, _stamp()))
        return cache_from_source(f"{root}{stem}.py")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code if that lies there; the bucket compares the source."""
        place = Path(bucket.key or os.devnull)
        with suppress(OSError, EOFError, ValueError, UnpicklingError), place.open("rb") as stream:
            bucket.load_bytecode(stream)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template where the folder may be written to."""
        if sys.dont_write_bytecode or not bucket.key:
            return
        place = Path(bucket.key)
        with suppress(OSError):
            place.parent.mkdir(exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as stream:
                part = Path(stream.name)
                try:
                    bucket.write_bytecode(stream)
                    stream.flush()
                    part.replace(place)
                except OSError:
                    part.unlink()


@cache
def _stamp() -> str:
    """Return what changes with the code that compiles templates and fills in constants.

    By times and sizes, as Python knows its compiled modules.
    """
    files = [compiler.__file__, *_HERE.glob("*.py"), *_HERE.glob("escaping/*.py")]
    about = [(path.name, path.stat()) for path in map(Path, sorted(map(str, files)))]
    seen = [(name, stat.st_size, stat.st_mtime_ns) for name, stat in about]
    return hashlib.sha256(repr((__version__, seen)).encode()).hexdigest()[:12]
