"""Fits a page to its budget: standard, compact, then optional sections move to the wiki page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from briefgen.printing.estimate import AREA, COMPACT, estimate
from briefgen.printing.pdf import Layout, lay_out
from briefgen.templating import Roots, Template, movable, render_html
from briefgen.values import frozen
from briefgen.views.model import BriefView

#: Line height of body text in the compact density, in CSS pixels (12.2 pt).
LINE = 12.2 * 96 / 72
#: An estimate beyond the budget by so much is no mistake.
_SURELY = 1.06
#: A section is hardly ever lower than this part of its estimate.
_AT_LEAST = 0.85
_NEARLY = 0.9


@frozen
class Fitted:
    """A layout and how it was made to fit; `over` counts the lines that still do not."""

    layout: Layout
    density: str
    moved: tuple[str, ...] = ()
    over: int = 0


def fit(view: BriefView, template: Template, roots: Roots, *, paper: str, pages: int) -> Fitted:
    """Lay a view out on at most `pages` pages; estimates save layouts, and decide nothing else."""

    def page(density: str, moved: tuple[str, ...] = ()) -> str:
        return render_html(view, template, roots, paper=paper, density=density, moved=moved)

    @cache
    def attempt(density: str, moved: tuple[str, ...] = ()) -> Fitted:
        made = Fitted(lay_out(page(density, moved), roots), density, moved)
        measured.update(made.layout.heights() if density == "compact" else {})
        return made

    def fits(fitted: Fitted) -> bool:
        return fitted.layout.pages <= pages

    guess = estimate(page("standard"))
    area = AREA[paper] * pages
    guessed = {name: height * COMPACT for name, height in guess.sections.items()}
    measured: dict[str, float] = {}
    if guess.total <= _SURELY * area and fits(attempt("standard")):
        return attempt("standard")
    optional = movable(view, template)
    missing = guess.total * COMPACT - area
    hopeless = missing > area * (_SURELY - 1)
    first = _enough((), optional, guessed, missing) if hopeless else ()
    best = attempt("compact", first)
    while not fits(best) and len(best.moved) < len(optional):
        missing = best.layout.overflow(pages)
        best = attempt("compact", _enough(best.moved, optional, guessed | measured, missing))
    if not fits(best):
        over = max(1, round(best.layout.overflow(pages) / LINE))
        return Fitted(best.layout, best.density, best.moved, over)
    # Page breaks are not foreseen by heights: what went too far may come back.
    for section in reversed(best.moved):
        if measured.get(section, guessed.get(section, 0) * _AT_LEAST) <= best.layout.room():
            kept = attempt("compact", tuple(s for s in best.moved if s != section))
            best = kept if fits(kept) else best
    if not best.moved and fits(attempt("standard")):
        return attempt("standard")
    return best


def _enough(
    moved: Iterable[str], optional: tuple[str, ...], heights: Mapping[str, float], missing: float
) -> tuple[str, ...]:
    """Return what to move, beyond `moved`, so that there is `missing` more room; at least one."""
    before, chosen = set(moved), set(moved)
    free = -missing
    for section in optional:
        # Breaks leave gaps that go with a section, so a little less than the overflow may do.
        if section not in chosen and free < missing * (_NEARLY - 1):
            chosen.add(section)
            free += heights.get(section, 0)
    for section in reversed(optional):
        if section in chosen - before and heights.get(section, 0) <= free:
            chosen.remove(section)
            free -= heights.get(section, 0)
    if chosen == before:
        chosen.update([s for s in optional if s not in before][:1])
    return tuple(s for s in optional if s in chosen)
