"""The source list and the note that says what the brief rests on."""

from __future__ import annotations

from decimal import Decimal

from briefgen.checks.tally import Tally
from briefgen.schema.sources import Source
from briefgen.views.model import SourceView
from briefgen.views.people import Cast

_ASKED = ("title", "author", "publisher", "date")


def source_view(source: Source, number: int, cast: Cast) -> SourceView:
    """Return one source in a line, with what is missing said."""
    out, label = cast.writer, cast.label
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
    notes.append(_digest(source, cast))
    return SourceView(
        number=str(number),
        text=out.plain(_line(source, cast)),
        href=source.url or "",
        note=out.plain(cast.series(notes, "semicolon")),
    )


def _digest(source: Source, cast: Cast) -> str:
    """Return the first digits of a file's digest, which stay together with what they are."""
    digest = (source.sha256 or "")[:12]
    return cast.apart(cast.language.label("digest", digest=f"{digest}…")) if digest else ""


def _line(source: Source, cast: Cast) -> str:
    kind = source.type or cast.language.label("document")
    title = cast.language.quote(cast.apart(source.title)) if source.title else ""
    author = cast.names(source.author or ())
    date = cast.language.when(source.date) if source.date else ""
    parts = cast.series((author, title, source.publisher, date))
    head = kind[:1].upper() + kind[1:]
    line = f"{head}{cast.language.label('colon')}{parts}" if parts else head
    return cast.language.label("semicolon").join(p for p in (line, _missing(source, cast)) if p)


def _missing(source: Source, cast: Cast) -> str:
    """Name what is not known of a source that was read."""
    if not source.seen or source.url:
        return ""
    fields = [cast.language.label(f"fields.{f}") for f in _ASKED if not getattr(source, f)]
    return cast.language.label("not_supplied", fields=cast.language.join(fields)) if fields else ""


def source_note(cast: Cast, tally: Tally) -> tuple[str, ...]:
    """Return the sentences of the note at the foot of the last page."""
    label, out, brief = cast.label, cast.writer.plain, cast.brief
    stop = cast.language.label("stop").rstrip(" ")
    seen = [s for s in brief.sources if s.seen]
    several = len(seen) > 1
    note = []
    for source in seen:
        number = f"{cast.number(source.id)} " if several else ""
        note.append(f"{number}{_line(source, cast)}{stop}")
    unseen = [_short(s, cast) for s in brief.sources if not s.seen]
    if unseen:
        note.append(label("cited_unseen", sources=cast.language.label("semicolon").join(unseen)))
    note.append(label("sources_paragraphs" if len(seen) > 1 else "source_paragraphs"))
    for source in seen:
        parts = [label("file", name=source.file)] if source.file else []
        parts += [source.url] if source.url else []
        parts.append(_digest(source, cast))
        line = cast.series(parts)
        if line:
            first = line[:1] if line.startswith("http") else line[:1].upper()
            note.append(f"{first}{line[1:]}{stop}")
    said = compared(cast, tally)
    note += [said] if said else []
    if brief.handling and brief.handling.note:
        note.append(f"{brief.handling.note.removesuffix(stop)}{stop}")
    return tuple(out(sentence) for sentence in note)


def compared(cast: Cast, tally: Tally) -> str:
    """Say what was compared with the sources; nothing when nothing was."""
    if not tally.quotations + tally.figures:
        return ""
    counts = {
        "verbatim": tally.verbatim,
        "quotations": tally.quotations,
        "found": tally.found,
        "figures": tally.figures,
    }
    number = cast.language.number
    return cast.label("compared", **{key: number(Decimal(n)) for key, n in counts.items()})


def _short(source: Source, cast: Cast) -> str:
    author = cast.names(source.author or ())
    named = cast.series((author, source.title, source.publisher))
    kind = source.type or cast.language.label("document")
    return f"{named} ({kind})" if named else kind
