"""Names of actors and groups, and the places of their statements, as one brief prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from briefgen.escaping import Writer
from briefgen.language import Language
from briefgen.schema import Brief
from briefgen.schema.evidence import Actor, Group, Quote
from briefgen.schema.sources import Reference, Sourced
from briefgen.values import frozen
from briefgen.views.direction import isolated
from briefgen.views.model import Evidence, Ref


@frozen
class Cast:
    """Everyone that a brief names, and its numbered sources."""

    brief: Brief
    language: Language
    writer: Writer

    def find(self, name: str | None) -> Actor | Group | None:
        """Return the actor or group with this id or name."""
        everyone: tuple[Actor | Group, ...] = (*self.brief.actors, *self.brief.groups)
        for match in ("id", "name"):
            for one in everyone:
                if getattr(one, match) == name:
                    return one
        return None

    def apart(self, text: str) -> str:
        """Return text that keeps to itself beside others, whichever way it runs.

        A word for an open value, as "not stated", is the language's.
        """
        shown = self.language.value(text)
        return isolated(shown, self.language.direction) if self.writer.isolates else shown

    def series(self, parts: Iterable[str | None], sign: str = "comma") -> str:
        """Return what there is of the parts, apart from each other, with a sign between them."""
        return self.language.label(sign).join(self.apart(part) for part in parts if part)

    def label(self, path: str, **values: str) -> str:
        """Return the words at a dotted path, with their places filled by text kept apart."""
        return self.language.label(path, **{k: self.apart(v) for k, v in values.items()})

    def name(self, name: str | None) -> str:
        """Return the printed name for an id; a name that is no id stands for itself."""
        one = self.find(name)
        return one.name if one else name or ""

    def names(self, names: Iterable[str]) -> str:
        """Return the printed names as a list in words."""
        return self.language.join([self.apart(self.name(n)) for n in names])

    def named_in(self, name: str | None, text: str) -> bool:
        """Tell whether a text already says whose it is: by name, or as one of a group."""
        one = self.find(name)
        if isinstance(one, Group):
            return True
        words = re.findall(r"\w+", self.name(name))
        return bool(words) and words[-1] in re.findall(r"\w+", text)

    def evidence(self, item: Sourced) -> Evidence:
        """Return where an item stands in the sources."""
        refs = tuple(self._ref(r) for r in item.source)
        label = _label([(self.number(r.ref), *r.at) for r in item.source])
        known = tuple(r for r in refs if r.number or r.place)
        return Evidence(known, item.origin == "editor", label if known else "")

    def number(self, ref: str | None) -> str:
        """Return the number that a source is printed with."""
        for n, source in enumerate(self.brief.sources, 1):
            if source.id == ref or ref is None:
                return str(n)
        return ""

    def place(self, at: Iterable[str]) -> str:
        """Return a locator as printed: `¶3`, `¶2, 11`, `¶5–6`, or its words."""
        out: list[str] = []
        for part in at:
            match = re.fullmatch(r"p(\d+)(?:-p?(\d+))?", part, re.ASCII)
            if not match:
                out.append(part)
                continue
            shown = match[1] + (f"–{match[2]}" if match[2] else "")
            out.append(shown if out and out[-1][:1] in "¶0123456789" else f"¶{shown}")
        return ",\u00a0".join(out)

    def _ref(self, reference: Reference) -> Ref:
        number = self.number(reference.ref) if reference.ref or reference.at else ""
        return Ref(number, self.writer.plain(self.place(reference.at)))

    def attribution(self, quote: Quote) -> str:
        """Return "name, role; occasion, place, date" of a quotation."""
        speaker = self.find(quote.speaker)
        role = quote.role or (speaker.role if isinstance(speaker, Actor) else "") or ""
        who = self.series((self.name(quote.speaker), role))
        where = self.series((quote.occasion, quote.place, self.when(quote)))
        line = self.series((who, where), "semicolon")
        note = self._translation(quote)
        return f"{line} ({note})" if note else line

    def when(self, item: Quote) -> str:
        """Return the date of a quotation: as written, with the resolved day when they differ."""
        if item.when in (None, "not stated", "unknown"):
            return ""
        return self.dated(str(item.when), item.as_written)

    def dated(self, when: str, as_written: str | None) -> str:
        """Return the source's words for a date, and the day they mean if they do not name it."""
        shown = self.language.when(when)
        if not as_written or as_written == shown:
            return shown
        covered = shown in as_written or "XXXX" in when
        return as_written if covered else f"{self.apart(as_written)} ({shown})"

    def _translation(self, quote: Quote) -> str:
        if not quote.translated_from:
            return ""
        name = self.language.language_name(quote.translated_from)
        by = self.label("translated_by", name=quote.translator) if quote.translator else ""
        return self.series(
            (
                self.language.label("translated_from", language=name),
                by or self.language.label("our_translation"),
            )
        )


def _label(places: list[tuple[str, ...]]) -> str:
    """Return a footnote's name for places in the sources: `1-p3`, `1-p2-p11`, `1-p3_2-p1`."""
    written = "_".join("-".join(part for part in place if part) for place in places)
    if re.fullmatch(r"[0-9a-z_-]+", written):
        return written
    return sha256(written.encode()).hexdigest()[:8]
