"""Words that run against their page: isolated, so that they do not move what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from unicodedata import bidirectional

from markupsafe import Markup, escape

LEFT, RIGHT, END = "\u2066", "\u2067", "\u2069"
_ARABIC_HEBREW = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LETTERS = {"ltr": f"[{_ARABIC_HEBREW}]", "rtl": rf"[^\W_{_ARABIC_HEBREW}]"}
# Numbers whose parts change places after Arabic letters: 2026-11-20, +45 20, 12%.
_LOOSE = re.compile(r"[0-9][-/%]|[-+−][0-9]")


def isolated(text: str, direction: str) -> str:
    """Return text in an isolate if some of it runs against a page of this direction.

    Text of both directions keeps the page's; what holds an isolate already is left as it is.
    """
    if END in text or (direction == "ltr" and text.isascii()):
        return text
    kinds = {bidirectional(c) for c in text}
    right = not kinds.isdisjoint({"R", "AL"})
    left = "L" in kinds
    if direction == "ltr":
        return f"{LEFT if left else RIGHT}{text}{END}" if right else text
    return f"{RIGHT if right else LEFT}{text}{END}" if left or _LOOSE.search(text) else text


def isolating(
    prose: Callable[[str], str], names: Iterable[str], direction: str
) -> Callable[[str], str]:
    """Return an HTML writer of prose that isolates these names where they run against the page.

    A name inside longer words of its own direction is a part of them and is left alone.
    """
    opener = RIGHT if direction == "ltr" else LEFT
    against = {name for name in names if isolated(name, direction).startswith(opener)}
    if not against:
        return prose
    longest = sorted(against, key=lambda name: (-len(name), name))
    letters = _LETTERS[direction]
    words = "|".join(re.escape(str(escape(name))) for name in longest)
    pattern = re.compile(rf"<[^>]*>|(?<!{letters})(?<!{letters} )(?P<name>{words})(?! ?{letters})")

    def written(text: str) -> str:
        html = str(prose(text))
        return Markup(  # noqa: S704 - what was safe before, with isolates
            pattern.sub(lambda m: f"{opener}{m[0]}{END}" if m["name"] else m[0], html)
        )

    return written
