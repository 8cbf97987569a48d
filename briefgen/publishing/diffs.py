"""How a page differs from what somebody made of it, in so many lines and safe to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, islice

from briefgen.characters import FORBIDDEN
from briefgen.publishing.files import lf

#: How many lines a difference has, how many characters a line, and how many lines are compared.
MAX_LINES, MAX_WIDTH, MAX_COMPARED = 200, 500, 1000
_CONTEXT = 3


def diff(path: str, theirs: bytes, ours: bytes) -> str:
    """Return a unified difference of at most 200 lines, from theirs to ours."""
    if b"\0" in theirs or b"\0" in ours:
        return f"{path} is not text: {len(theirs)} bytes there, {len(ours)} of ours\n"
    shown = _diff(path, _lines(theirs), _lines(ours))
    parts = chain.from_iterable(line.split("\n") for line in shown)
    lines = list(islice(parts, MAX_LINES + 1))
    if len(lines) > MAX_LINES:
        lines[MAX_LINES - 1 :] = ["… and more"]
    return "".join(f"{_clean(line)}\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    """Return the lines, the last one with a note when nothing ends it."""
    *lines, last = lf(data).decode("utf-8", "replace").split("\n")
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def _clean(line: str) -> str:
    shown = line if len(line) <= MAX_WIDTH else f"{line[:MAX_WIDTH]}…"
    return FORBIDDEN.sub("\ufffd", shown).replace("\r", "\ufffd")


def _diff(path: str, theirs: list[str], ours: list[str]) -> Iterator[str]:
    yield f"--- theirs/{path}"
    yield f"+++ ours/{path}"
    start = max(_common(theirs, ours) - _CONTEXT, 0)
    end = _common(theirs[start:][::-1], ours[start:][::-1])
    end = max(min(end, len(theirs) - start, len(ours) - start) - _CONTEXT, 0)
    left, right = theirs[start : len(theirs) - end], ours[start : len(ours) - end]
    longer = max(len(left), len(right)) > MAX_COMPARED
    left, right = left[:MAX_COMPARED], right[:MAX_COMPARED]
    for group in SequenceMatcher(None, left, right).get_grouped_opcodes(_CONTEXT):
        yield from _hunk(group, left, right, start)
    if longer:
        yield "… and more"


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _hunk(
    group: Sequence[tuple[str, int, int, int, int]],
    left: list[str],
    right: list[str],
    start: int,
) -> Iterator[str]:
    (_, a, _, c, _), (_, _, b, _, d) = group[0], group[-1]
    yield f"@@ -{_range(start + a, b - a)} +{_range(start + c, d - c)} @@"
    for kind, i, j, k, m in group:
        if kind == "equal":
            yield from (f" {line}" for line in left[i:j])
        else:
            yield from (f"-{line}" for line in left[i:j])
            yield from (f"+{line}" for line in right[k:m])


def _range(before: int, count: int) -> str:
    """Return where lines stand: an empty run is named by the line before it."""
    return f"{before + 1 if count else before},{count}"
