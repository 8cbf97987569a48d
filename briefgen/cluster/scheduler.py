"""A build's tasks on the machines of a Dask cluster; the only user of `distributed`."""

from __future__ import annotations

import asyncio
import logging
import pickle
import threading
import time
import uuid
import zlib
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from briefgen import pool
from briefgen.cluster import children, parcels
from briefgen.cluster.children import DIFFERS, ERROR, RESULT, UNSHIPPABLE, Child
from briefgen.cluster.parcels import Home, Unshippable
from briefgen.errors import UsageError, file_error
from briefgen.project import Project
from briefgen.render import Design

_MISSING = file_error(
    "no-cluster",
    "the package distributed is not installed",
    "--cluster",
    "run: pip install 'briefgen[cluster]'",
)
try:
    import dask
    from distributed import Client, KilledWorker, Security, WorkerPlugin, get_worker
    from distributed.comm import connect
except ImportError as missing:
    raise UsageError(_MISSING) from missing

#: Seconds to wait for the scheduler, and for a worker where there is none.
CONNECT, ALONE = 10, 20
_HINT = "start it with: dask scheduler; docs/cluster.md says how"
_SAME = "install the same briefgen for the scheduler and for each worker; see docs/cluster.md"
_QUIET = {
    # A picture may be as large as it likes; see images.MAX_BYTES.
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.comm.timeouts.connect": f"{CONNECT}s",
}


class Station(WorkerPlugin):  # type: ignore[misc]
    """What a Dask worker has of a build: the common part, and its warm processes."""

    def __init__(self, name: str, greeting: bytes) -> None:
        self.name = name
        self._greeting = greeting
        self._idle: list[Child] = []
        self._closed = False

    def setup(self, worker: Any) -> None:
        """Note where the worker keeps its files."""
        self._place, self._address = worker.local_directory, worker.address

    def teardown(self, worker: Any) -> None:
        """End the processes of a build that is over."""
        del worker
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def run(self, parcel: bytes) -> tuple[str, bytes]:
        """Return the worker's address and the answer to a parcel; both parcel and answer packed."""
        try:
            child = self._idle.pop()
        except IndexError:
            child = Child(self._greeting, self._place)
        try:
            return self._address, zlib.compress(child.run(zlib.decompress(parcel)), 1)
        finally:
            if self._closed:
                child.close()
            else:
                self._idle.append(child)


def run(station: str, parcel: bytes) -> tuple[str, bytes]:
    """Run a parcel on the Dask worker that this is called on."""
    answer: tuple[str, bytes] = get_worker().plugins[station].run(parcel)
    return answer


class Cluster(pool.Workers):
    """Workers on other machines; they are looked for when the first task comes."""

    def __init__(self, address: str, project: Project, design: Design, jobs: int) -> None:
        super().__init__(1)
        self._address, self._project, self._design = address, project, design
        self._local = jobs

    def start(self) -> Executor:
        """Connect; raise UsageError when there is no scheduler, or it has no workers."""
        client = _client(self._address)
        try:
            client.wait_for_workers(1, timeout=ALONE)
            return _Remote(client, self._project, self._design, self, self._local)
        except TimeoutError as error:
            _close(client)
            text = f"the scheduler at {self._address} has no workers"
            hint = f"start one with: dask worker {self._address}"
            raise pool.Lost(file_error("no-cluster", text, "--cluster", hint)) from error
        except Exception as error:
            # A worker that does not know what it is sent raises what it likes.
            _close(client)
            raise _broken(error) from error


def _client(address: str) -> Any:
    """Return a connection to a scheduler; raise UsageError."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        # What it says of a machine that is lost, the build says in one line.
        if name.startswith("distributed"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    dask.config.set(_QUIET)
    try:
        # A client that finds nobody waits once more before it gives up.
        asyncio.run(_reach(address))
        return Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        reason = str(error).partition("\n")[0][:200]
        text = f"there is no scheduler at {address}: {reason}"
        raise UsageError(file_error("no-cluster", text, "--cluster", _HINT)) from error


async def _reach(address: str) -> None:
    given = Security().get_connection_args("client")
    await (await connect(address, timeout=CONNECT, **given)).close()


class _Remote(Executor):
    """Sends tasks to a cluster, and runs here what cannot be sent."""

    def __init__(
        self, client: Any, project: Project, design: Design, workers: pool.Workers, jobs: int
    ) -> None:
        self._client, self._workers = client, workers
        shared = parcels.common(project, design)
        self._home = Home.of(project, design)
        self._station = f"briefgen-{uuid.uuid4().hex}"
        client.register_plugin(Station(self._station, children.greeting(shared)))
        self._cluster = client.get_executor(pure=False, retries=2)
        self._here = ThreadPoolExecutor(jobs)
        self._children: list[Child] = []
        self._idle: list[Child] = []
        self._open: set[Future[Any]] = set()
        self._over = threading.Event()
        self._count()
        self._watch = threading.Thread(target=self._watching, daemon=True)
        self._watch.start()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a call on the cluster; its future has a result, a BriefgenError, Died or Lost."""
        if kwargs:
            raise TypeError("a call that travels has no keywords")
        future: Future[Any] = Future()
        self._open.add(future)
        try:
            sent = pickle.dumps(parcels.parcel((function, args), self._home))
        except Unshippable:
            self._stay(future, (function, args))
            return future
        away = self._cluster.submit(run, self._station, zlib.compress(sent, 1))
        away.add_done_callback(lambda done: self._back(done, future, (function, args)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster."""
        del wait, cancel_futures
        self._over.set()
        for child in self._children:
            child.kill()
        self._here.shutdown(cancel_futures=True)
        for child in self._children:
            child.close()
        with suppress(Exception):  # the scheduler may be gone
            if self._client.status == "running":
                leave = self._client.scheduler.unregister_worker_plugin
                self._client.sync(leave, name=self._station, callback_timeout=CONNECT)
        _close(self._client)

    def _stay(self, future: Future[Any], call: parcels.Call) -> None:
        """Run a call in a process on this machine."""
        with suppress(RuntimeError):  # the build has ended
            self._here.submit(self._at_home, call, future)

    def _at_home(self, call: parcels.Call, future: Future[Any]) -> None:
        try:
            child = self._idle.pop()
        except IndexError:
            child = Child(None)
            self._children.append(child)
        try:
            answer = child.run(pickle.dumps(call, pickle.HIGHEST_PROTOCOL))
            self._done(future, _outcome(answer, "this machine", pickle.loads))
        except Exception as error:  # noqa: BLE001 - nobody looks at what a thread raises
            self._done(future, _broken(error))
        finally:
            self._idle.append(child)

    def _back(self, done: Future[Any], future: Future[Any], call: parcels.Call) -> None:
        """Take what came back from the cluster; called in the thread of its client."""
        try:
            address, packed = done.result()
            answer = zlib.decompress(packed)
            if answer[:1] == UNSHIPPABLE:
                self._stay(future, call)
            else:
                self._done(future, _outcome(answer, address, self._home.unpack))
        except CancelledError:
            self._done(future, _lost("the scheduler is gone"))
        except KilledWorker:
            self._done(future, pool.Died())
        except Exception as error:  # noqa: BLE001 - whatever goes wrong between the machines
            self._done(future, _broken(error))

    def _done(self, future: Future[Any], outcome: Any) -> None:
        """Give a future its outcome, unless it has one."""
        try:
            self._open.remove(future)
        except KeyError:
            return
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)

    def _watching(self) -> None:
        """Notice that no worker is left, which the scheduler takes for a reason to wait."""
        seen = time.monotonic()
        while not self._over.wait(1):
            with suppress(Exception):  # the scheduler may be gone
                if self._count():
                    seen = time.monotonic()
            if time.monotonic() - seen > ALONE:
                text = f"for {ALONE} seconds there has been no worker, or no word of the scheduler"
                for future in list(self._open):
                    self._done(future, _lost(text))

    def _count(self) -> int:
        """Return how many tasks the workers run at once, and tell those who send them."""
        threads = self._client.sync(self._client.scheduler.ncores, callback_timeout=CONNECT)
        count: int = sum(threads.values())
        self._workers.jobs = max(count, 1)
        return count


def _close(client: Any) -> None:
    with suppress(Exception):  # the scheduler may be gone
        client.close(timeout=2)


def _outcome(answer: bytes, address: str, load: Callable[[bytes], Any]) -> Any:
    """Return what an answer means: a result, or an exception."""
    kind, content = answer[:1], answer[1:]
    if kind == RESULT:
        return load(content)
    if kind == ERROR:
        return pickle.loads(content)  # noqa: S301 - from a process that runs our code
    if kind == DIFFERS:
        reasons = content.decode().split("; ")
        more = f"; and {len(reasons) - 3} more" if len(reasons) > 3 else ""
        text = f"the worker {address} would give other bytes: {'; '.join(reasons[:3])}{more}"
        return pool.Lost(file_error("cluster-differs", text, "--cluster", _SAME))
    return pool.Died()


def _broken(error: Exception) -> pool.Lost:
    reason = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
    return _lost(f"a task cannot run: {reason}", _SAME)


def _lost(text: str, hint: str = "see whether its machines are up, and build again") -> pool.Lost:
    return pool.Lost(file_error("cluster-lost", text, "--cluster", hint))


def workers(address: str, project: Project, design: Design, jobs: int) -> pool.Workers:
    """Return the workers of a cluster; `jobs` is for what has to run on this machine."""
    return Cluster(address, project, design, jobs)
