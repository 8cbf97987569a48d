"""Meta block, bands, stamp, and the lists at the end of the page."""

from __future__ import annotations

from datetime import date

from briefgen.schema import Brief
from briefgen.views.model import Band, LinkView, Pair
from briefgen.views.people import Cast


def meta(cast: Cast) -> tuple[Pair, ...]:
    """Return the control data, in the order of the block; what is not given is left out."""
    brief, language, label = cast.brief, cast.language, cast.language.label
    as_of = language.day(brief.as_of) if isinstance(brief.as_of, date) else brief.as_of
    status = label(f"status.{brief.status}")
    if brief.version:
        status += label("comma") + cast.label("version", version=brief.version)
    asked = brief.contact.name if brief.contact else ""
    authors = [cast.series((p.name, p.role, p.org)) for p in brief.author if p.name != asked]
    rows = {
        "date": language.day(brief.date),
        "as_of": language.value(as_of) if as_of else None,
        "reference": brief.id,
        "status": status,
        "review_by": language.day(brief.review_by) if brief.review_by else None,
        "contact": contact(cast),
        "author": cast.series(authors, "semicolon"),
        "audience": cast.series(brief.audience),
        "caveats": cast.series(brief.handling.caveats, "semicolon")
        if brief.handling and brief.handling.scheme
        else None,
    }
    return tuple(
        Pair(cast.writer.plain(label(f"meta.{key}")), cast.writer.plain(str(value)), key)
        for key, value in rows.items()
        if value
    )


def contact(cast: Cast) -> str:
    """Return the contact in a line."""
    who = cast.brief.contact
    return cast.series((who.name, who.role, who.email, who.phone)) if who else ""


def bands(cast: Cast, today: date | None) -> tuple[Band, ...]:
    """Return the conditions that the reader must not miss; `today` None leaves the clock out."""
    brief, language, label, out = cast.brief, cast.language, cast.language.label, cast.writer.plain
    found = []
    if brief.status == "superseded" or brief.superseded_by:
        text = cast.label("bands.superseded_by", id=brief.superseded_by or "–")
        texts = (text,) if brief.superseded_by else ()
        found.append(("red", "superseded", texts))
    if brief.status == "withdrawn":
        found.append(("red", "withdrawn", (label("bands.withdrawn_text"),)))
    if today and brief.review_by and brief.review_by < today:
        found.append(
            ("amber", "review", (label("bands.review_text", date=language.day(brief.review_by)),))
        )
    result = [
        Band(kind, out(label(f"bands.{name}")), tuple(out(t) for t in texts))
        for kind, name, texts in found
    ]
    if brief.deadline:
        text = language.day(brief.deadline.date) + label("stop") + brief.deadline.reason
        result.append(Band("red", out(label("bands.deadline")), (cast.writer.prose(text),)))
    news = [cast.writer.prose(text) for text in brief.whats_new]
    if brief.supersedes:
        news.insert(0, out(cast.label("bands.supersedes", id=brief.supersedes)))
    if news:
        before = brief.changes[-2].version if len(brief.changes) > 1 else ""
        head = cast.label("bands.new_since", version=before) if before else label("bands.new")
        result.append(Band("new", out(head), tuple(news)))
    return tuple(result)


def stamp(cast: Cast, digest: str) -> str:
    """Return reference, version, date and the first digits of the YAML's digest."""
    brief = cast.brief
    version = f"v{brief.version} " if brief.version else ""
    status = cast.language.label(f"status.{brief.status}")
    state = f"{version}({status})"
    parts = (brief.id, state, brief.date.isoformat(), digest[:8])
    return " · ".join(cast.apart(part) for part in parts if part)


def related(cast: Cast) -> tuple[LinkView, ...]:
    """Return links to other briefs and pages."""
    out = cast.writer.plain
    return tuple(
        LinkView(
            text=cast.writer.linked(cast.series((r.id, r.title or (r.url if not r.id else "")))),
            relation=out(r.relation or ""),
            href=r.url or "",
        )
        for r in cast.brief.related
    )


def clearance(cast: Cast) -> tuple[str, ...]:
    """Return who cleared the brief, and when."""
    return tuple(
        cast.writer.plain(cast.series((c.name, c.role, cast.language.day(c.date))))
        for c in cast.brief.clearance
    )


def marking(brief: Brief) -> str:
    """Return the marking exactly as typed, with its caveats; a label of a scheme stands alone."""
    handling = brief.handling
    if handling is None:
        return ""
    return (
        handling.marking if handling.scheme else " · ".join((handling.marking, *handling.caveats))
    )
