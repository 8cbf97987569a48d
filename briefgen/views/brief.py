"""Brief to BriefView: everything a template needs, in finished strings."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from briefgen import inline
from briefgen.checks.tally import NOTHING, Tally
from briefgen.escaping import Writer
from briefgen.language import Language
from briefgen.loader import Document
from briefgen.schema import Brief
from briefgen.schema.sources import Sourced
from briefgen.values import frozen, replace
from briefgen.views import body, control, evidence, sources
from briefgen.views.charts import chart_view
from briefgen.views.direction import isolating
from briefgen.views.drawing import drawing
from briefgen.views.model import BriefView, Evidence, Pair
from briefgen.views.people import Cast
from briefgen.views.strip import strip


@frozen
class Edition:
    """What the brief does not say itself.

    `today` lets an overdue review show; `picture` is the address of its map in this output;
    `tally` counts what was compared with the sources; `unverified` marks a brief with errors.
    """

    organisation: str = ""
    today: date | None = None
    picture: str = ""
    tally: Tally = NOTHING
    unverified: bool = False


def view(
    brief: Brief,
    document: Document,
    labels: Mapping[str, Any],
    writer: Writer,
    edition: Edition,
) -> BriefView:
    """Return the view of a brief in its language."""
    language = Language(brief.language, labels)
    if writer.isolates:
        prose_apart = isolating(writer.prose, _names(brief), language.direction)
        writer = replace(writer, prose=prose_apart)
    cast = Cast(brief, language, writer)
    plain, prose = writer.plain, writer.prose
    loose, argued = body.pull_quotes(cast)
    watches = evidence.open_watches(cast)
    created, modified = _dates(brief)
    return BriefView(
        name=document.path.stem if document.path else "brief",
        language=brief.language,
        direction=language.direction,
        labels=labels,
        organisation=plain(edition.organisation or language.label("brief")),
        title=plain(brief.title),
        heading=writer.heading(brief.title),
        title_words=brief.title,
        reference=brief.id or "",
        status=brief.status,
        subtitle=plain(brief.subtitle or ""),
        purpose=plain(language.label(f"purpose.{brief.purpose}")),
        marking=plain(control.marking(brief)),
        scheme=f"{brief.handling.scheme} {brief.handling.marking}" if brief.handling else "",
        running=plain(_running(cast)),
        draft=plain(language.label("status.draft")) if brief.status == "draft" else "",
        unverified=plain(language.label("bands.unverified")) if edition.unverified else "",
        stamp=plain(control.stamp(cast, document.sha256)),
        authors=tuple(person.name for person in brief.author),
        keywords=brief.tags,
        tags=tuple(plain(tag) for tag in brief.tags),
        description=inline.plain(brief.bottom_line),
        created=created,
        modified=modified,
        meta=control.meta(cast),
        bands=control.bands(cast, edition.today),
        bottom_line=prose(brief.bottom_line),
        key_points=tuple(prose(t) for t in brief.key_points),
        context=tuple(prose(t) for t in brief.context),
        figures=tuple(evidence.figure_view(f, cast) for f in brief.figures),
        details=tuple(body.detail_view(d, cast) for d in brief.details),
        detail_quotes=loose,
        counterpoints=tuple(body.counterpoint_view(c, cast) for c in brief.counterpoints),
        counterpoint_quotes=argued,
        counterpoints_note=_counterpoints_note(cast),
        stakes=tuple(body.stake_view(s, cast) for s in brief.stakes),
        groups=tuple(evidence.group_view(g, cast) for g in brief.groups),
        outside_groups=plain(evidence.outside_groups(cast)) if brief.groups else "",
        actors=tuple(evidence.actor_view(a, cast) for a in brief.actors if a.role or a.position),
        positions=evidence.matrix(cast),
        measures=tuple(evidence.measure_view(m, cast) for m in brief.measures),
        timeline=(
            *(evidence.event_view(e, cast) for e in brief.timeline),
            *(evidence.watch_view(w, cast) for w in watches),
        ),
        timeline_heading=writer.heading(language.label(timeline_label(cast))),
        drawing=drawing(brief.timeline, cast),
        has_watch=bool(watches),
        strip=strip(brief.timeline, cast),
        charts=tuple(chart_view(c, cast) for c in brief.charts),
        places=tuple(_place(p.name, p.code, p.note, cast) for p in brief.places),
        map=evidence.map_view(brief.map, edition.picture, cast)
        if brief.map and edition.picture
        else None,
        quotes=body.said(cast),
        loose_quotes=body.loose_quotes(cast),
        gaps=tuple(prose(g) for g in brief.gaps),
        glossary=tuple(evidence.term_view(t, cast) for t in brief.glossary),
        related=control.related(cast),
        clearance=control.clearance(cast),
        changes=tuple(
            (plain(c.version), plain(language.day(c.date)), prose(c.note)) for c in brief.changes
        ),
        sources=tuple(sources.source_view(s, n, cast) for n, s in enumerate(brief.sources, 1)),
        source_note=sources.source_note(cast, edition.tally),
        tally=str(edition.tally),
        compared=plain(sources.compared(cast, edition.tally)),
        handling_note=prose(brief.handling.note or "") if brief.handling else "",
        contact=plain(control.contact(cast)),
        has_editor=_has_editor(brief),
        notes=_notes(brief, cast),
        url=brief.url or "",
        digest=document.sha256,
    )


def timeline_label(cast: Cast) -> str:
    """Return the path of the label that heads the timeline."""
    watched = "_and_watch" if evidence.open_watches(cast) else ""
    return f"sections.timeline{watched}"


def _notes(brief: Brief, cast: Cast) -> tuple[Evidence, ...]:
    """Return each place in the sources that the page refers to, once, in the order of the page."""
    found = {e.label: e for e in map(cast.evidence, _referring(brief, cast)) if e.refs}
    return tuple(found.values())


def _referring(brief: Brief, cast: Cast) -> Iterator[Sourced]:
    yield from brief.figures
    for detail in brief.details:
        yield detail
        yield from (q for q in brief.quotes if q.highlight and q.id in detail.quotes)
    for point in brief.counterpoints:
        yield point
        if point.response:
            yield point.response
    yield from (*brief.stakes, *brief.groups)
    yield from (a for a in brief.actors if a.role or a.position)
    yield from (*brief.measures, *brief.timeline, *evidence.open_watches(cast), *brief.charts)
    if brief.map:
        yield brief.map
    yield from (*brief.quotes, *brief.glossary)


def _counterpoints_note(cast: Cast) -> str:
    brief = cast.brief
    if brief.counterpoints_note:
        return cast.writer.prose(brief.counterpoints_note)
    return "" if brief.counterpoints else cast.writer.plain(cast.language.label("no_counterpoints"))


def _names(brief: Brief) -> set[str]:
    """Return every name of the brief that its texts may hold."""
    members = {member for group in brief.groups for member in group.members}
    acting = {actor.name for actor in brief.actors} | {group.name for group in brief.groups}
    return acting | members | {place.name for place in brief.places}


def _running(cast: Cast) -> str:
    """Return what stands before the section's name at the head of a page."""
    draft = cast.language.label("status.draft") if cast.brief.status == "draft" else ""
    parts = [p for p in (cast.brief.id, draft) if p]
    return "".join(f"{cast.apart(part)} · " for part in parts)


def _place(name: str, code: str | None, note: str | None, cast: Cast) -> Pair:
    shown = f"{cast.apart(name)} ({code})" if code else name
    return Pair(cast.writer.plain(shown), cast.writer.prose(note) if note else "")


def _has_editor(brief: Brief) -> bool:
    lists = (brief.details, brief.stakes, brief.figures, brief.groups, brief.actors, brief.glossary)
    more = (
        brief.counterpoints,
        brief.measures,
        brief.timeline,
        brief.charts,
        brief.watch,
        brief.quotes,
    )
    return any(item.origin == "editor" for items in (*lists, *more) for item in items)


def _dates(brief: Brief) -> tuple[str, str]:
    """Return when the document was made and changed; SOURCE_DATE_EPOCH wins, never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    # Eleven digits reach the year 5138.
    if re.fullmatch(r"[0-9]{1,11}", epoch):
        stamp = datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return stamp, stamp
    first = brief.changes[0].date if brief.changes else brief.date
    last = max([brief.date, *(c.date for c in brief.changes)])
    return f"{first}T00:00:00Z", f"{last}T00:00:00Z"
