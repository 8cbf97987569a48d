"""A task for another machine: with the files that it reads, and folders by name instead of path."""

from __future__ import annotations

import io
import os
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from briefgen.building import inputs
from briefgen.building.examine import Examine
from briefgen.building.inputs import Inputs
from briefgen.checks.overlay import ENDING
from briefgen.checks.sources import MAX_FILE
from briefgen.errors import BriefgenError
from briefgen.loader import MAX_BYTES, parse, read_bytes
from briefgen.project import Project
from briefgen.render import Design
from briefgen.roots import BUILT_IN
from briefgen.values import as_dict, field, frozen

#: What the files of one brief may hold together; those of a larger one do not travel.
MAX_PARCEL = 64 << 20
_DIGEST = 64

Call = tuple[Callable[..., Any], tuple[Any, ...]]


class Unshippable(Exception):
    """A task has to run where its files lie; it would give another result elsewhere."""


@frozen
class Away(Project):
    """A project of which only those files are here that came with a task."""

    #: Where each file that a brief names lies below the root, None for one that lies outside.
    places: Mapping[str, str | None] = field(default_factory=dict)
    #: How paths below the root are shown where the project lies.
    names: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, written: str) -> Path | None:
        """Return what the project itself says; raise Unshippable when it was not asked."""
        if written not in self.places:
            raise Unshippable(written)
        place = self.places[written]
        return None if place is None else self.root / place

    def show(self, path: Path) -> str:
        """Return a path as it is shown where the project lies."""
        name = inputs.relative(path, self.root)
        if name not in self.names:
            raise Unshippable(name)
        return self.names[name]


@frozen
class Home:
    """The folders that paths are relative to, and what all tasks of a build have in common."""

    root: Path
    templates: Path | None
    project: Project | None = None
    design: Design | None = None

    @classmethod
    def of(cls, project: Project, design: Design) -> Home:
        """Return the home of a project that lies here."""
        own = [root for root in design.roots if root != BUILT_IN]
        return cls(project.root, own[0] if own else None, project, design)

    @property
    def folders(self) -> Iterator[tuple[str, Path]]:
        """The folders by name; one in another comes before that."""
        yield "built-in", BUILT_IN
        if self.templates:
            yield "templates", self.templates
        yield "project", self.root

    def pack(self, content: Any) -> bytes:
        """Return a pickle of content that can be read in another home; raise Unshippable."""
        stream = io.BytesIO()
        _Packer(stream, self).dump(content)
        return stream.getvalue()

    def unpack(self, data: bytes) -> Any:
        """Return content that was packed in another home."""
        return _Unpacker(io.BytesIO(data), self).load()


class _Packer(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, home: Home) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._home, self._folders = home, tuple(home.folders)

    def persistent_id(self, content: Any) -> tuple[str, ...] | None:
        if isinstance(content, PurePath):
            path = Path(os.path.abspath(content))  # noqa: PTH100 - links stay as they are
            for name, folder in self._folders:
                if path.is_relative_to(folder):
                    return name, str(path.relative_to(folder))
            raise Unshippable(str(path))
        if content is not None and content is self._home.project:
            return ("the project",)
        if content is not None and content is self._home.design:
            return ("the design",)
        return None


class _Unpacker(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, home: Home) -> None:
        super().__init__(stream)
        self._home, self._folders = home, dict(home.folders)

    def persistent_load(self, name: Any) -> Any:
        if name == ("the project",):
            return self._home.project
        if name == ("the design",):
            return self._home.design
        folder, below = name
        return self._folders[folder] / below


@frozen
class Parcel:
    """A call, and the files of the project that it reads, by their paths from its root."""

    call: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)
    places: Mapping[str, str | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    #: What sets the dates of pages.
    epoch: str | None = None


def parcel(call: Call, home: Home) -> Parcel:
    """Return a call with the files that it reads; raise Unshippable."""
    briefs = [given for given in call[1] if isinstance(given, Examine)]
    found = [_files(task.path, task.project) for task in briefs]
    packed = home.pack(call)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not found:
        return Parcel(packed, epoch=epoch)
    return Parcel(packed, *found[0], epoch=epoch)


def _files(
    path: Path, project: Project
) -> tuple[dict[str, bytes], dict[str, str | None], dict[str, str]]:
    """Return what a brief reads, where what it names lies, and how its own paths are shown."""
    root = project.root.resolve()
    overlay = path.with_name(f"{path.stem}{ENDING}")
    data = _own(path, root)
    if data is None:
        raise Unshippable(str(path))
    own = {path: data, overlay: _own(overlay, root)}
    files = {_below(p, root): content for p, content in own.items() if content is not None}
    places: dict[str, str | None] = {}
    for written in _named(data, path):
        real = project.resolve(written)
        places[written] = None if real is None else _below(real, root)
        content = None if real is None else _read(real)
        if real is not None and content is not None:
            files[_below(real, root)] = content
        if sum(map(len, files.values())) > MAX_PARCEL:
            raise Unshippable(str(path))
    return files, places, {_below(p, root): project.show(p) for p in own}


def _own(path: Path, root: Path) -> bytes | None:
    """Return a file that lies in the project itself, None if there is none."""
    if not os.path.lexists(path):
        return None
    if not Path(os.path.realpath(path)).is_relative_to(root):
        raise Unshippable(str(path))
    return _read(path, MAX_BYTES)


def _below(path: Path, root: Path) -> str:
    path = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are
    if not path.is_relative_to(root):
        raise Unshippable(str(path))
    return str(path.relative_to(root))


def _read(path: Path, limit: int = MAX_FILE) -> bytes | None:
    """Return a file, None if there is none; what else goes wrong has to be said at home."""
    try:
        return read_bytes(path, limit=limit)
    except BriefgenError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise Unshippable(str(path)) from error


def _named(data: bytes, path: Path) -> Iterator[str]:
    """Yield the files that a brief names; what is missed makes it Unshippable later."""
    try:
        brief = parse(data, str(path)).data
    except BriefgenError as error:
        raise Unshippable(str(path)) from error
    if not isinstance(brief, dict):
        return
    for key in ("source", "sources"):
        listed = brief.get(key)
        for source in listed if isinstance(listed, list) else [listed]:
            yield from _texts(source.get("file") if isinstance(source, dict) else source)
    picture = brief.get("map")
    yield from _texts(picture.get("image") if isinstance(picture, dict) else picture)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)


@frozen
class Common:
    """What every task of a build needs, and the versions that make the same bytes of it."""

    packed: bytes
    #: The files of the project's folder of templates; None where it has none.
    templates: Mapping[str, bytes] | None
    links: Mapping[str, str]
    versions: Inputs
    built_in: str


def common(project: Project, design: Design) -> Common:
    """Return what every task of a build needs; raise Unshippable."""
    own = Home.of(project, design).templates
    files: dict[str, bytes] = {}
    links: dict[str, str] = {}
    if own:
        _tree(own, files, links)
    packed = Home(project.root, own).pack((project, design))
    return Common(packed, files if own else None, links, versions(), str(BUILT_IN))


def _tree(root: Path, files: dict[str, bytes], links: dict[str, str]) -> None:
    """Add the files of a folder, and its links to what lies in it."""
    real = root.resolve()
    for place, folders, names in os.walk(root):
        for name in (*folders, *names):
            path = Path(place) / name
            below = path.relative_to(root).as_posix()
            if path.is_symlink():
                target = path.resolve()
                # Links out of it are not followed where the project lies either.
                if target.is_relative_to(real):
                    links[below] = os.path.relpath(target, path.parent.resolve())
            elif path.is_file():
                files[below] = path.read_bytes()


def settle(shared: Common, folder: Path) -> Home:
    """Unpack what every task needs into an empty folder; return the home of the tasks."""
    own = None if shared.templates is None else folder / "templates"
    home = Home(folder / "project", own)
    write(folder / "templates", shared.templates or {})
    for below, target in shared.links.items():
        place = folder / "templates" / below
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)
    project, design = home.unpack(shared.packed)
    return Home(home.root, home.templates, project, design)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder of files."""
    folder.mkdir()
    for below, data in files.items():
        place = folder / below
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def run(sent: Parcel, home: Home, built_in: str) -> bytes:
    """Run a call in its home, return its packed result; raise Unshippable and what it raises."""
    if home.project is None:
        raise AssertionError("a home that tasks run in has a project")
    given = as_dict(home.project)
    here = Home(
        home.root,
        home.templates,
        Away(**given, places=sent.places, names=sent.names),
        home.design,
    )
    shutil.rmtree(home.root, ignore_errors=True)
    write(home.root, sent.files)
    _set_epoch(sent.epoch)
    function, arguments = here.unpack(sent.call)
    try:
        packed = here.pack(function(*arguments))
    except BriefgenError as error:
        if names_folder(pickle.dumps(error.diagnostics), home, built_in):
            raise Unshippable("a finding") from error
        raise
    if names_folder(packed, home, built_in):
        raise Unshippable("a result")
    return packed


def _set_epoch(epoch: str | None) -> None:
    if epoch is None:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
    else:
        os.environ["SOURCE_DATE_EPOCH"] = epoch


def names_folder(packed: bytes, home: Home, built_in: str) -> bool:
    """Tell whether a text in a pickle names a folder that only this machine has."""
    mine = [home.root.parent.name]
    if str(BUILT_IN) != built_in:
        mine += [str(BUILT_IN), BUILT_IN.as_uri()]
    return any(os.fsencode(name) in packed for name in mine)


def versions() -> Inputs:
    """Return all that decides, beside a project, which bytes a page has."""
    found = dict(inputs.code())
    for part in inputs.templates((BUILT_IN,)):
        found |= part
    engine = inputs.libraries()
    # Before the engine has started there are others, and not those that pages are made with.
    if any("pango" in path for path in engine):
        found |= _libraries(engine)
    return found


def _libraries(engine: Iterable[str]) -> Inputs:
    """Return C libraries by their names; their folders differ, and decide nothing."""
    files = sorted(Path(name.removeprefix("library ")).name for name in engine)
    return {f"library {name.partition('.so')[0]}": name for name in files}


def differences(here: Inputs, there: Inputs) -> Iterator[str]:
    """Yield in words what another machine has in other versions."""
    for name in sorted(here.keys() | there.keys()):
        ours, theirs = here.get(name, "none"), there.get(name, "none")
        if ours != theirs:
            shown = [
                value if len(value) < _DIGEST else f"{value[:12]}…" for value in (ours, theirs)
            ]
            yield f"{name} is {shown[1]} there and {shown[0]} here"
