"""A Dask scheduler and its workers, which lie in other folders and on networks of their own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_DASK = (sys.executable, "-m", "dask")
_PATIENCE = 60
#: Addresses that are for documents and tests alone (RFC 5737).
_NETWORK = "203.0.113"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Machines:
    """Processes that end with the test that started them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._networks: list[str] = []

    @property
    def address(self) -> str:
        """Where the scheduler listens for this machine."""
        return f"tcp://127.0.0.1:{self.port}"

    def scheduler(
        self, *options: str, host: str = "127.0.0.1", env: dict[str, str] | None = None
    ) -> None:
        """Start the scheduler."""
        where = ("--host", host, "--port", str(self.port), "--no-dashboard")
        self._start("scheduler", "scheduler", *where, *options, env=env)
        until(lambda: _listens(self.port), "the scheduler to listen")

    def worker(
        self,
        name: str,
        *options: str,
        hidden: Path | None = None,
        env: dict[str, str] | None = None,
        scheme: str = "tcp",
    ) -> None:
        """Start a worker; it does not see the folder `hidden`, and is on a network of its own."""
        before: tuple[str, ...] = ()
        host = "127.0.0.1"
        if hidden:
            host = self._network(name)
            hide = f'mount -t tmpfs none "{hidden}" && exec "$@"'
            before = ("ip", "netns", "exec", name, "sh", "-c", hide, "sh")
        address = f"{scheme}://{host}:{self.port}"
        self._start(name, "worker", address, "--no-dashboard", *options, before=before, env=env)

    def kill(self, name: str) -> None:
        """End a machine as if its power failed."""
        process = self._running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def pid(self, name: str) -> int:
        """Return the number of a machine's first process."""
        return self._running[name].pid

    def joined(self, count: int) -> None:
        """Wait until so many workers have come."""
        until(lambda: self.log("scheduler").count("Register worker") >= count, "workers to come")

    def log(self, name: str) -> str:
        """Return what a machine has said."""
        return (self.folder / name / "log").read_text(encoding="utf-8")

    def close(self) -> None:
        """End all machines."""
        for name in list(self._running):
            self.kill(name)
        for name in self._networks:
            subprocess.run(["ip", "netns", "del", name], check=False)

    def _start(
        self,
        name: str,
        *command: str,
        before: tuple[str, ...] = (),
        env: dict[str, str] | None = None,
    ) -> None:
        place = self.folder / name
        place.mkdir()
        kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ}
        with (place / "log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                [*before, *_DASK, *command],
                cwd=place,
                env={**kept, "HOME": str(place), "TMPDIR": str(place), **(env or {})},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _network(self, name: str) -> str:
        """Make a network of two machines, this one and another; return the address of this one."""
        number = len(self._networks)
        ours, theirs = (f"{_NETWORK}.{4 * number + last}" for last in (1, 2))
        self._networks.append(name)
        for command in (
            f"ip netns add {name}",
            f"ip link add {name}-h type veth peer name {name}-w netns {name}",
            f"ip addr add {ours}/30 dev {name}-h",
            f"ip link set {name}-h up",
            f"ip -n {name} addr add {theirs}/30 dev {name}-w",
            f"ip -n {name} link set {name}-w up",
            f"ip -n {name} link set lo up",
        ):
            subprocess.run(command.split(), check=True, capture_output=True)
        return ours


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    """Yield machines that end with the block."""
    made = Machines(folder)
    try:
        yield made
    finally:
        made.close()


def until(true: Callable[[], bool], what: str, seconds: int = _PATIENCE) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)


def can_isolate() -> bool:
    """Tell whether this machine can give processes networks and mounts of their own."""
    name = f"probe{os.getpid()}"
    if not shutil.which("ip"):
        return False
    made = subprocess.run(["ip", "netns", "add", name], check=False, capture_output=True)
    if made.returncode:
        return False
    script = f"ip link add {name[:13]}h type veth peer name {name[:13]}w netns {name} && "
    script += f"ip netns exec {name} mount -t tmpfs none /mnt"
    works = subprocess.run(["sh", "-c", script], check=False, capture_output=True).returncode == 0
    subprocess.run(["ip", "netns", "del", name], check=False)
    return works


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
