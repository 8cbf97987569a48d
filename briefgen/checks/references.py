"""Ids: each names one thing, and each that is used exists."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.schema import Brief
from briefgen.schema.base import ID_PATTERN
from briefgen.schema.model import Model
from briefgen.schema.sources import Sourced
from briefgen.yamltext import shorten
from briefgen.yamltree import KeyPath

MAX_COMPARED = 200


def duplicate_id(checked: Checked) -> Iterator[Finding]:
    """Yield every id that an earlier item of the same kind already has."""
    brief = checked.brief
    lists: dict[str, Iterable[str | None]] = {
        "quotes": (q.id for q in brief.quotes),
        "figures": (f.id for f in brief.figures),
        "measures": (m.id for m in brief.measures),
        "sources": (s.id for s in brief.sources),
    }
    for name, ids in lists.items():
        yield from _repeated(((name, n, "id"), i) for n, i in enumerate(ids))
    # Actors and groups share their names: both can be a speaker.
    both: list[tuple[KeyPath, str | None]] = [
        *((("actors", n, "id"), actor.id) for n, actor in enumerate(brief.actors)),
        *((("groups", n, "id"), group.id) for n, group in enumerate(brief.groups)),
    ]
    yield from _repeated(both)


def _repeated(ids: Iterable[tuple[KeyPath, str | None]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, name in ids:
        if name is not None and name in seen:
            yield Finding(path, f'the id "{name}" is already taken', "choose another")
        seen.add(name or "")


def unknown_reference(checked: Checked) -> Iterator[Finding]:
    """Yield every id that is used and does not exist."""
    brief = checked.brief
    known = {
        "quote": [q.id for q in brief.quotes],
        "figure": [f.id for f in brief.figures if f.id],
        "group": [g.id for g in brief.groups],
        "measure": [m.id for m in brief.measures],
        "source": [s.id for s in brief.sources],
        "actor": [*(a.id for a in brief.actors), *(g.id for g in brief.groups)],
    }
    names = {a.name for a in brief.actors} | {g.name for g in brief.groups}
    sets = {kind: set(ids) for kind, ids in known.items()}
    for kind, path, name in _used(brief):
        if name in sets[kind] or (kind == "actor" and (name in names or not _is_id(name, path))):
            continue
        what = "actor or group" if kind == "actor" else kind
        stance = "stances" in path
        hint = _hint(kind, name, known[kind], name_will_do=kind == "actor" and not stance)
        yield Finding(path, f'no {what} has the id "{name}"', hint, key=stance)


def _hint(kind: str, name: str, known: list[str], *, name_will_do: bool) -> str:
    close = difflib.get_close_matches(name, known[:MAX_COMPARED], n=1)
    if close:
        hint = f'did you mean "{close[0]}"?'
    elif known:
        hint = f"ids: {shorten(', '.join(known), 120)}"
    else:
        hint = f"add it to {kind}s, with this id"
    return f"{hint}; or write the name as it is to be printed" if name_will_do else hint


def _is_id(name: str, path: KeyPath) -> bool:
    """Tell an id from a name that makes an actor of its own; stances take ids alone."""
    return "stances" in path or bool(re.match(ID_PATTERN, name))


# Which keys of an item hold ids, and of what.
_IDS: dict[str, dict[str, str]] = {
    "details": {
        "quotes": "quote",
        "figures": "figure",
        "groups": "group",
        "measures": "measure",
        "by": "actor",
    },
    "counterpoints": {"by": "actor", "quote": "quote", "measure": "measure"},
    "stakes": {"quote": "quote", "groups": "group"},
    "positions": {"stances": "actor"},
    "quotes": {"speaker": "actor"},
    "measures": {"by": "actor", "targets": "actor"},
    "sources": {"cited_in": "source"},
    "source_opinion": {"ref": "source"},
}
_RESPONSE = {"by": "actor", "quote": "quote"}


def _used(brief: Brief) -> Iterator[tuple[str, KeyPath, str]]:
    for key, kinds in _IDS.items():
        for n, item in enumerate(getattr(brief, key)):
            yield from _in_item(item, (key, n), kinds)
    for n, point in enumerate(brief.counterpoints):
        if point.response:
            yield from _in_item(point.response, ("counterpoints", n, "response"), _RESPONSE)
    yield from _source_references(brief)


def _in_item(
    item: Model, here: KeyPath, kinds: dict[str, str]
) -> Iterator[tuple[str, KeyPath, str]]:
    for key, kind in kinds.items():
        value = getattr(item, key)
        if isinstance(value, str):
            yield kind, (*here, key), value
        elif isinstance(value, dict):
            yield from ((kind, (*here, key, name), name) for name in value)
        elif value:
            yield from ((kind, (*here, key, n), name) for n, name in enumerate(value))


_SOURCED = (
    "details counterpoints stakes actors groups positions quotes figures measures timeline places"
    " charts watch glossary"
).split()


def sourced(brief: Brief) -> Iterator[tuple[KeyPath, Sourced]]:
    """Yield everything in a brief that may say where it stands, with its path."""
    for key in _SOURCED:
        for n, item in enumerate(getattr(brief, key)):
            yield (key, n), item
            if key == "counterpoints" and item.response:
                yield (key, n, "response"), item.response
    if brief.map:
        yield ("map",), brief.map


def _source_references(brief: Brief) -> Iterator[tuple[str, KeyPath, str]]:
    for here, item in sourced(brief):
        for i, reference in enumerate(item.source):
            if reference.ref:
                yield "source", (*here, "source", i, "ref"), reference.ref


RULES = (
    Rule("duplicate-id", "error", "An id has to name one thing.", duplicate_id),
    Rule(
        "unknown-reference", "error", "An id that names nothing prints nothing.", unknown_reference
    ),
)
