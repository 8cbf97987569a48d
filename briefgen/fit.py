"""Fits a page to its budget: standard, compact, then optional sections move to the wiki page."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.pdf import Layout, lay_out
from briefgen.templating import Roots, Template, movable, render_html
from briefgen.views.model import BriefView

#: Line height of body text in the compact density, in CSS pixels (12.2 pt).
LINE = 12.2 * 96 / 72


@dataclass(frozen=True)
class Fitted:
    """A layout and how it was made to fit; `over` counts the lines that still do not."""

    layout: Layout
    density: str
    moved: tuple[str, ...] = ()
    over: int = 0


def fit(view: BriefView, template: Template, roots: Roots, *, paper: str, pages: int) -> Fitted:
    """Lay a view out on at most `pages` pages."""

    def attempt(density: str, moved: tuple[str, ...] = ()) -> Fitted:
        html = render_html(view, template, roots, paper=paper, density=density, moved=moved)
        return Fitted(lay_out(html, roots), density, moved)

    best = attempt("standard")
    if best.layout.pages <= pages:
        return best
    best = attempt("compact")
    optional = movable(view, template)
    heights = best.layout.heights()
    while best.layout.pages > pages and len(best.moved) < len(optional):
        best = attempt("compact", optional[: _enough(best, optional, pages)])
    if best.layout.pages <= pages:
        # Page breaks are not foreseen by heights: what went too far may come back.
        for section in reversed(best.moved):
            if heights.get(section, 0) <= best.layout.room():
                kept = attempt("compact", tuple(s for s in best.moved if s != section))
                best = kept if kept.layout.pages <= pages else best
    if best.layout.pages > pages:
        over = max(1, round(best.layout.overflow(pages) / LINE))
        return Fitted(best.layout, best.density, best.moved, over)
    return best


def _enough(fitted: Fitted, optional: tuple[str, ...], pages: int) -> int:
    """Return how many sections to move, as the measured heights say; at least one more."""
    heights = fitted.layout.heights()
    # Breaks leave gaps that go with the section, so a little less than the overflow may do.
    missing = fitted.layout.overflow(pages) * 0.8
    count = len(fitted.moved)
    while count < len(optional) and missing > 0:
        missing -= heights.get(optional[count], 0)
        count += 1
    return max(count, len(fitted.moved) + 1)
