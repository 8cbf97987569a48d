"""Pictures that a brief names: PNG and JPEG files of a size that a page can bear."""

from __future__ import annotations

import base64
import struct

from briefgen.errors import BriefgenError
from briefgen.loader import read_bytes
from briefgen.project import Project
from briefgen.values import frozen

MAX_BYTES = 8 << 20
MAX_PIXELS = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Start-of-frame markers of JPEG (ITU-T T.81, table B.1): C4, C8 and CC are no frames.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@frozen
class Image:
    """A picture: its bytes, and the end of its file name."""

    data: bytes
    suffix: str

    @property
    def address(self) -> str:
        """The picture as a data address."""
        kind = "jpeg" if self.suffix == ".jpg" else "png"
        return f"data:image/{kind};base64,{base64.b64encode(self.data).decode()}"


def load_image(project: Project, name: str) -> Image | str:
    """Return a picture of the project, or in words why it cannot be used."""
    path = project.resolve(name)
    if path is None:
        return "is not a file of the project"
    try:
        data = read_bytes(path, limit=MAX_BYTES)
    except BriefgenError as error:
        project.note(path, None)
        return error.diagnostics[0].message
    project.note(path, data)
    suffix = ".png" if data.startswith(_PNG) else ".jpg" if data.startswith(_JPEG) else ""
    size = _png_size(data) if suffix == ".png" else _jpeg_size(data) if suffix else None
    if size is None or 0 in size:
        return "is neither a PNG nor a JPEG picture"
    if size[0] * size[1] > MAX_PIXELS:
        return f"has {size[0]} × {size[1]} pixels, more than {MAX_PIXELS // 1_000_000} million"
    return Image(data, suffix)


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Read the first chunk (PNG specification, 11.2.1)."""
    return struct.unpack(">II", data[16:24]) if data[12:16] == b"IHDR" and len(data) > 24 else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
