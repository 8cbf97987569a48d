"""Pages that the workers make, many at once."""

from __future__ import annotations

import os
import signal
from functools import partial

from briefgen.building.artifacts import Wanted
from briefgen.building.making import AT_ONCE, Making
from briefgen.building.records import Record
from briefgen.building.store import Spool
from briefgen.checks.tally import NOTHING
from briefgen.errors import BriefgenError, Location, RenderError, file_error
from briefgen.pool import Workers

COUNT = 2 * AT_ONCE + 3
FATAL, REFUSED = 5, AT_ONCE + 1


def page(number: int, view: bytes) -> bytes:
    """Return a page; one is refused, and one ends its process."""
    if number == FATAL and os.getpid() != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == REFUSED:
        raise RenderError(file_error("template-error", "no such filter", "page.j2"))
    return view.upper()


def record(name: str) -> Record:
    places = Location(name), Location(name)
    return Record(name, f"{name}.yaml", name, "", True, places, (), (), NOTHING)


PARENT = os.getpid()


def test_each_page_is_made_or_has_its_own_error() -> None:
    wanted = [
        Wanted(
            f"wiki/{n}.md", "md", record(f"b{n}"), str(n), lambda n=n: partial(page, n), "markdown"
        )
        for n in range(COUNT)
    ]
    between = Wanted("wiki/index.md", "wiki", None, "index", lambda: lambda _: b"all of them")
    with Workers(2) as workers, Spool() as sheets:
        for n, one in enumerate(wanted):
            sheets[one.sheet] = f"view {n}".encode()
        making = Making([*wanted, between], sheets, workers, ())
        found = {one.path: outcome for one, outcome in making.outcomes()}
    errors = {
        path: outcome.diagnostics[0].code
        for path, outcome in found.items()
        if isinstance(outcome, BriefgenError)
    }
    assert errors == {
        f"wiki/{FATAL}.md": "render-died",
        f"wiki/{REFUSED}.md": "template-error",
    }
    pages = {path: outcome for path, outcome in found.items() if path not in errors}
    assert pages == {
        "wiki/index.md": b"all of them",
        **{f"wiki/{n}.md": b"VIEW %d" % n for n in range(COUNT) if n not in (FATAL, REFUSED)},
    }
