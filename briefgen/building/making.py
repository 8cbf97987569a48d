"""Makes artifacts: pages and PDFs by the workers, and meanwhile here what is quick."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias

from briefgen.building.artifacts import Wanted
from briefgen.building.store import Spool
from briefgen.errors import BriefgenError
from briefgen.pool import Workers
from briefgen.printing.task import Pdf, PdfTask, run
from briefgen.values import frozen

#: How many pages of briefs a worker is handed at once; fewer are made here in less time.
AT_ONCE = 16

Outcome: TypeAlias = bytes | Pdf | BriefgenError
_Outcomes: TypeAlias = Iterator[tuple[Wanted, Outcome]]


@frozen
class Pages:
    """Pages of briefs to be rendered in one go: each a pickled view, and what turns it to bytes."""

    name: str
    pages: tuple[tuple[bytes, Callable[[bytes], bytes]], ...]


def make(task: Pages | PdfTask) -> list[bytes | BriefgenError] | Pdf:
    """Make some pages or a PDF, in whatever process; raise RenderError for no PDF."""
    return [_made(one, view) for view, one in task.pages] if isinstance(task, Pages) else run(task)


def _made(function: Callable[[Any], bytes], part: Any) -> bytes | BriefgenError:
    try:
        return function(part)
    except BriefgenError as error:
        return error


class Making:
    """What is missing of a build, and who makes it; the parts of the briefs wait in a spool.

    The PDF of a brief that turns out to be in `bad` is not made.
    """

    def __init__(
        self, missing: list[Wanted], sheets: Spool, workers: Workers, bad: Collection[object]
    ) -> None:
        self._sheets, self._workers, self._bad = sheets, workers, bad
        self._printed = [w for w in missing if w.kind == "pdf"]
        pages = [w for w in missing if w.kind == "md"]
        self._pages = pages if len(pages) > AT_ONCE else []
        away = {id(w) for w in (*self._printed, *self._pages)}
        self._here = [w for w in missing if id(w) not in away]

    def outcomes(self) -> _Outcomes:
        """Yield each artifact with its bytes, its PDF, or why there is none."""
        here = self._own()
        for some, outcomes in self._others():
            yield from zip(some, outcomes, strict=True)
            # The workers have enough to do until this process has made one of its own.
            yield from islice(here, 1)
        yield from here

    def _own(self) -> _Outcomes:
        for wanted in self._here:
            if wanted.maker:
                part = self._sheets[wanted.sheet] if wanted.record else None
                yield wanted, _made(wanted.maker(), part)

    def _others(self) -> Iterator[tuple[list[Wanted], Sequence[Outcome]]]:
        handed: list[list[Wanted]] = []
        again: list[Wanted] = []
        for number, outcome in self._workers.run(make, self._tasks(handed), name=_name):
            if isinstance(outcome, list):
                yield handed[number], outcome
            elif len(handed[number]) > 1:
                # One of them took its process down, and with it the others.
                again += handed[number]
            else:
                yield handed[number], [outcome]
        alone = (self._together([wanted]) for wanted in again)
        for number, outcome in self._workers.run(make, alone, name=_name):
            yield [again[number]], outcome if isinstance(outcome, list) else [outcome]

    def _tasks(self, handed: list[list[Wanted]]) -> Iterator[Pages | PdfTask]:
        for n in range(0, len(self._pages), AT_ONCE):
            handed.append(self._pages[n : n + AT_ONCE])
            yield self._together(handed[-1])
        for wanted in self._printed:
            if wanted.record and wanted.record.key not in self._bad:
                handed.append([wanted])
                yield self._sheets[wanted.sheet]

    def _together(self, some: list[Wanted]) -> Pages:
        pages = tuple((self._sheets[w.sheet], w.maker()) for w in some if w.maker)
        return Pages(some[0].path, pages)


def _name(task: Pages | PdfTask) -> str:
    return task.name
