"""Figures, groups, actors, positions, measures and dates."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.schema.body import Term, Watch
from briefgen.schema.evidence import Actor, Event, Figure, Group, Map, Measure, Step
from briefgen.views.model import (
    ActorView,
    EventView,
    FigureView,
    GroupView,
    MapView,
    Matrix,
    MeasureView,
    Pair,
    TermView,
)
from briefgen.views.people import Cast

PERCENT = ("percent", "per cent", "%")
HIDDEN = ("not stated",)


def figure_view(figure: Figure, cast: Cast) -> FigureView:
    """Return a number as this language writes it; its unit stands beside it once."""
    language, out = cast.language, cast.writer
    percent = figure.unit in PERCENT
    unit = "" if percent or _said(figure.unit or "", figure.meaning) else figure.unit or ""
    return FigureView(
        value=out.plain((language.percent if percent else language.number)(figure.value)),
        unit=out.plain(unit),
        meaning=out.prose(figure.meaning),
        evidence=cast.evidence(figure),
    )


def _said(unit: str, meaning: str) -> bool:
    return bool(re.search(rf"\b{re.escape(unit)}\b", meaning, re.IGNORECASE)) if unit else True


def group_view(group: Group, cast: Cast) -> GroupView:
    """Return a named set with its members."""
    return GroupView(
        name=cast.writer.plain(group.name),
        count=cast.language.number(Decimal(len(group.members))),
        members=cast.writer.plain(cast.series(cast.name(m) for m in group.members)),
        evidence=cast.evidence(group),
    )


def outside_groups(cast: Cast) -> str:
    """Return the states that act in the brief and are in no group, if its groups hold states."""
    members = {cast.name(m) for g in cast.brief.groups for m in g.members}
    states = [a.name for a in cast.brief.actors if a.kind == "state" and a.position]
    grouped = any(name in members for name in states)
    return cast.series(name for name in states if grouped and name not in members)


def actor_view(actor: Actor, cast: Cast) -> ActorView:
    """Return an actor with role, affiliation and position."""
    affiliation = cast.name(actor.affiliation) if actor.affiliation else ""
    said = affiliation and actor.role and affiliation in actor.role
    role = cast.series((actor.role, "" if said else affiliation, actor.why_unnamed))
    return ActorView(
        name=cast.writer.plain(actor.name),
        role=cast.writer.plain(role),
        position=cast.writer.prose(cast.language.value(actor.position or "")),
        evidence=cast.evidence(actor),
    )


def matrix(cast: Cast) -> Matrix | None:
    """Return the stance matrix: issues down, actors across in the order they appear."""
    positions = cast.brief.positions
    if not positions:
        return None
    actors = list(dict.fromkeys(name for p in positions for name in p.stances))
    rows = tuple(
        (
            cast.writer.plain(p.issue),
            tuple(
                cast.writer.plain(cast.language.value(p.stances.get(name, "–"))) for name in actors
            ),
        )
        for p in positions
    )
    return Matrix(tuple(cast.writer.plain(cast.name(name)) for name in actors), rows)


def measure_view(measure: Measure, cast: Cast) -> MeasureView:
    """Return a measure with its terms; what the source does not state is said."""
    language, out = cast.language, cast.writer
    status = language.label(f"measure_status.{measure.status}") if measure.status else ""
    when = cast.dated(measure.when, measure.as_written) if measure.when else ""
    steps = cast.series((_step(step, cast) for step in measure.steps), "semicolon")
    terms = {
        "targets": cast.names(measure.targets) if measure.targets != measure.by else "",
        "to": measure.to,
        "size": measure.size,
        "steps": steps,
        "when": when,
        "condition": measure.condition,
        "until": measure.until,
        "scope": measure.scope,
        "legal_basis": measure.legal_basis,
    }
    return MeasureView(
        name=out.plain(measure.name or measure.type[:1].upper() + measure.type[1:]),
        by=out.plain(cast.names(measure.by)),
        status=out.plain(status),
        terms=tuple(
            Pair(out.plain(language.label(f"measure.{key}")), out.prose(language.value(value)))
            for key, value in terms.items()
            if value
        ),
        evidence=cast.evidence(measure),
    )


def _step(step: Step, cast: Cast) -> str:
    language = cast.language
    amount = ""
    if step.rate is not None and step.unit in PERCENT:
        amount = language.percent(step.rate)
    elif step.rate is not None:
        amount = f"{language.number(step.rate)} {step.unit or ''}".strip()
    when = cast.dated(step.when, step.as_written) if step.when else ""
    return " ".join(part for part in (cast.apart(amount), step.text, when) if part)


def event_view(event: Event, cast: Cast) -> EventView:
    """Return a row of the timeline; the marker's shape repeats the status word."""
    status = cast.language.label(f"event_status.{event.status}") if event.status else ""
    return EventView(
        marker=event.status or "none",
        when=cast.writer.plain(cast.dated(event.when, event.as_written)),
        event=cast.writer.prose(event.event),
        status=cast.writer.plain(status),
        evidence=cast.evidence(event),
    )


def watch_view(watch: Watch, cast: Cast) -> EventView:
    """Return something to look out for as a row of the timeline."""
    what = watch.what
    if watch.threshold:
        what = f"{what} ({cast.label('threshold', threshold=watch.threshold)})"
    return EventView(
        marker="watch",
        when=cast.writer.plain(cast.language.when(watch.when) if watch.when else ""),
        event=cast.writer.prose(what),
        status=cast.writer.plain(cast.language.label("event_status.watch")),
        evidence=cast.evidence(watch),
    )


def open_watches(cast: Cast) -> list[Watch]:
    """Return what is to be watched and no event of the timeline already covers."""
    coming = [e for e in cast.brief.timeline if e.status not in ("occurred", "cancelled")]
    bare = cast.language.bare
    dates = {bare(e.as_written or e.when) for e in coming} | {bare(e.when) for e in coming}
    return [w for w in cast.brief.watch if not w.when or w.threshold or bare(w.when) not in dates]


def term_view(term: Term, cast: Cast) -> TermView:
    """Return a term with its long form and meaning."""
    return TermView(
        term=cast.writer.plain(term.term),
        expansion=cast.writer.plain(term.expansion or ""),
        meaning=cast.writer.prose(term.meaning) if term.meaning else "",
        evidence=cast.evidence(term),
    )


def map_view(picture: Map, source: str, cast: Cast) -> MapView:
    """Return a picture with its words."""
    return MapView(
        source=source,
        alt=cast.writer.plain(picture.alt),
        caption=cast.writer.prose(picture.caption) if picture.caption else "",
        evidence=cast.evidence(picture),
    )
