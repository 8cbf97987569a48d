"""Pages as pdftoppm draws them to small framed PNGs."""

import sys
from pathlib import Path

from PIL import Image, ImageOps

PICTURES = {
    "greenland-1": ("greenland-1",),
    "greenland-both": ("greenland-1", "greenland-2"),
    "veldra-compact-2": ("veldra-compact-2",),
}
# Pages are black, one blue and a few tints on white: a palette loses nothing that is seen.
COLORS = 256
FRAME, GAP = "#B9C2CB", 24
SMALLER = 0.72


def picture(pages: list[Image.Image]) -> Image.Image:
    """Return one page, or several side by side and smaller."""
    if len(pages) > 1:
        pages = [ImageOps.scale(page, SMALLER, Image.Resampling.LANCZOS) for page in pages]
    framed = [ImageOps.expand(page, border=1, fill=FRAME) for page in pages]
    width = sum(page.width for page in framed) + GAP * (len(framed) - 1)
    sheet = Image.new("RGB", (width, max(page.height for page in framed)), "white")
    left = 0
    for page in framed:
        sheet.paste(page, (left, 0))
        left += page.width + GAP
    return sheet.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def main(drawn: Path, target: Path) -> None:
    """Write every picture."""
    target.mkdir(parents=True, exist_ok=True)
    for name, pages in PICTURES.items():
        images = [Image.open(drawn / f"{page}.ppm") for page in pages]
        picture(images).save(target / f"{name}.png", optimize=True)


main(Path(sys.argv[1]), Path(sys.argv[2]))
