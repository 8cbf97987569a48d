"""The source list and the note that says what the brief rests on."""

from __future__ import annotations

from briefgen.schema.sources import Source
from briefgen.views.model import SourceView
from briefgen.views.people import Cast

_ASKED = ("title", "author", "publisher", "date")


def source_view(source: Source, number: int, cast: Cast) -> SourceView:
    """Return one source in a line, with what is missing said."""
    out, label = cast.writer, cast.language.label
    notes = []
    if not source.seen:
        place = f" {cast.place(source.at)}" if source.at else ""
        notes.append(label("not_seen", source=f"{cast.number(source.cited_in)}{place}"))
    if source.accessed:
        notes.append(label("accessed", date=cast.language.day(source.accessed)))
    if source.reliability:
        notes.append(source.reliability)
    if source.file:
        notes.append(label("file", name=source.file))
    if source.sha256:
        notes.append(label("digest", digest=source.sha256[:12] + "…"))
    return SourceView(
        number=str(number),
        text=out.plain(_line(source, cast)),
        href=source.url or "",
        note=out.plain("; ".join(notes)),
    )


def _line(source: Source, cast: Cast) -> str:
    kind = source.type or cast.language.label("document")
    title = cast.language.quote(source.title) if source.title else ""
    author = cast.names(source.author or ())
    date = cast.language.when(source.date) if source.date else ""
    parts = [p for p in (author, title, source.publisher, date) if p]
    head = kind[:1].upper() + kind[1:]
    line = f"{head}: {', '.join(parts)}" if parts else head
    missing = _missing(source, cast)
    return f"{line}; {missing}" if missing else line


def _missing(source: Source, cast: Cast) -> str:
    """Name what is not known of a source that was read."""
    if not source.seen or source.url:
        return ""
    fields = [cast.language.label(f"fields.{f}") for f in _ASKED if not getattr(source, f)]
    return cast.language.label("not_supplied", fields=cast.language.join(fields)) if fields else ""


def source_note(cast: Cast) -> tuple[str, ...]:
    """Return the sentences of the note at the foot of the last page."""
    label, out, brief = cast.language.label, cast.writer.plain, cast.brief
    seen = [s for s in brief.sources if s.seen]
    several = len(seen) > 1
    note = []
    for source in seen:
        number = f"{cast.number(source.id)} " if several else ""
        note.append(f"{number}{_line(source, cast)}.")
    unseen = [_short(s, cast) for s in brief.sources if not s.seen]
    if unseen:
        note.append(label("cited_unseen", sources="; ".join(unseen)))
    note.append(label("sources_paragraphs" if len(seen) > 1 else "source_paragraphs"))
    for source in seen:
        parts = [label("file", name=source.file)] if source.file else []
        parts += [source.url] if source.url else []
        parts += [label("digest", digest=source.sha256[:12] + "…")] if source.sha256 else []
        if parts:
            note.append(f"{', '.join(parts)[:1].upper()}{', '.join(parts)[1:]}.")
    if brief.handling and brief.handling.note:
        note.append(f"{brief.handling.note.rstrip('.')}.")
    return tuple(out(sentence) for sentence in note)


def _short(source: Source, cast: Cast) -> str:
    author = cast.names(source.author or ())
    named = ", ".join(p for p in (author, source.title, source.publisher) if p)
    kind = source.type or cast.language.label("document")
    return f"{named} ({kind})" if named else kind
