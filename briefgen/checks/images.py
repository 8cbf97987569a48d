"""Pictures: they lie in the project and can be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.images import Image, load_image


def image_unusable(checked: Checked) -> Iterator[Finding]:
    """Yield a map whose picture cannot be printed."""
    where = checked.brief.map
    if where is None:
        return
    found = load_image(checked.project, where.image)
    if not isinstance(found, Image):
        yield Finding(
            ("map", "image"),
            f'the picture "{where.image}" {found}',
            "give a PNG or JPEG file as a path from the project's folder",
        )


RULES = (Rule("image-unusable", "error", "A page with a hole is no page.", image_unusable),)
