"""Processes that run parcels one after another, within the limits of `pool`."""

from __future__ import annotations

import os
import pickle
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from briefgen.cluster import parcels
from briefgen.cluster.parcels import Common, Home, Parcel, Unshippable
from briefgen.errors import BriefgenError
from briefgen.pool import limit
from briefgen.printing import pdf

#: How an answer begins: with a result, an error of the task, or why the task did not run here.
RESULT, ERROR, UNSHIPPABLE, DIED, DIFFERS = b"r", b"e", b"u", b"d", b"v"
#: After so many seconds without a task a process ends; the build may have gone without a word.
IDLE = 300
_CODE = (
    "import sys; from briefgen.cluster.children import serve; serve(int(sys.argv[1]), sys.argv[2])"
)


class Child:
    """A process with a folder of its own; it starts with the first task, and again when it died.

    `shared` is what `greeting` returns, or None for one that runs tasks where their files lie.
    """

    def __init__(self, shared: bytes | None, place: str | None = None) -> None:
        self._shared = shared
        # Its name has to tell it from any other text.
        self._folder = Path(tempfile.mkdtemp(prefix="briefgen-", dir=place))
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None

    def run(self, parcel: bytes) -> bytes:
        """Return the answer to a pickled Parcel, or to a pickled call without files."""
        if self._process is None or self._process.poll() is not None:
            self._start()
        try:
            if self._line is None:
                return DIED
            self._line.send_bytes(parcel)
            return self._line.recv_bytes()
        except (EOFError, OSError):
            self._stop()
            return DIED

    def kill(self) -> None:
        """End the process; the task that it runs has died."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the process, and remove its folder."""
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        self._stop()
        for left in self._folder.iterdir():
            shutil.rmtree(left, ignore_errors=True)
        ours, theirs = socket.socketpair()
        with theirs:
            # Without -P, what lies in the current folder would go before the installed packages.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _CODE, str(theirs.fileno()), self._folder],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self._line = Connection(ours.detach())
        with suppress(OSError):
            self._line.send_bytes(self._shared or b"")

    def _stop(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._line = self._process = None


def greeting(shared: Common) -> bytes:
    """Return what every process needs; its versions can be read by any other version."""
    return pickle.dumps((shared.versions, pickle.dumps(shared, pickle.HIGHEST_PROTOCOL)))


def serve(descriptor: int, folder: str) -> None:
    """Answer tasks until nobody asks any more."""
    limit()
    with Connection(descriptor) as line, suppress(EOFError, ConnectionError):
        answer = _answers(line.recv_bytes(), Path(folder))
        while line.poll(IDLE):
            line.send_bytes(answer.to(line.recv_bytes()))


class _Answers:
    """Runs calls where their files lie."""

    def to(self, sent: bytes) -> bytes:
        """Return the answer to what was sent."""
        try:
            return RESULT + self.result(sent)
        except BriefgenError as error:
            return ERROR + pickle.dumps(error)
        except Unshippable:
            return UNSHIPPABLE
        except MemoryError:
            return DIED

    def result(self, sent: bytes) -> bytes:
        """Return the pickled result of a call."""
        function, arguments = pickle.loads(sent)  # noqa: S301 - sent by the process that started us
        return pickle.dumps(function(*arguments), pickle.HIGHEST_PROTOCOL)


class _Away(_Answers):
    """Runs parcels in a home of their own."""

    def __init__(self, home: Home, built_in: str) -> None:
        self._home, self._built_in = home, built_in

    def result(self, sent: bytes) -> bytes:
        parcel: Parcel = pickle.loads(sent)  # noqa: S301 - whoever reaches the cluster may run code
        return parcels.run(parcel, self._home, self._built_in)


class _Differs(_Answers):
    """Runs nothing: it would give other bytes."""

    def __init__(self, reasons: list[str]) -> None:
        self._reasons = reasons

    def to(self, sent: bytes) -> bytes:
        del sent
        return DIFFERS + "; ".join(self._reasons).encode()


def _answers(sent: bytes, folder: Path) -> _Answers:
    if not sent:
        return _Answers()
    versions, packed = pickle.loads(sent)  # noqa: S301 - whoever reaches the cluster may run code
    if any(name.startswith("library ") for name in versions):
        with suppress(BriefgenError):
            pdf.preload()
    reasons = list(parcels.differences(versions, parcels.versions()))
    if reasons:
        return _Differs(reasons)
    shared: Common = pickle.loads(packed)  # noqa: S301
    os.chdir(folder)
    return _Away(parcels.settle(shared, folder), shared.built_in)
