"""A build whose system calls fail or that is killed at any of them leaves whole files, old or new.

Its exit status is 0 only if everything is right, and the next build makes up for it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefgen.building.store import FOLDER
from briefgen.output import INTENTS
from support import generated
from support.torture import CALLS, Forker, Outcome, counted, missing, spread
from support.ways import DAY, differences, tree

pytestmark = pytest.mark.heavy
FAULTS = ("signal=KILL", "error=ENOSPC", "error=EIO")
#: The most that are tried of one system call with one fault.
MOST = 24
TRACED = ("-e", f"trace={','.join(f'?{call}' for call in CALLS)}")
ASKED = ["build", "--to", "md", "-j", "2", *DAY]


@dataclass
class Attack:
    """A project built before its briefs changed, and the trees before and after a whole build."""

    folder: Path
    forker: Forker
    base: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    calls: dict[str, list[str]]

    def with_fault(self, call: str, fault: str, number: int) -> list[str] | None:
        """Build with a fault at a call, then build once more; return all that is wrong.

        None where the fault was not met: threads share the calls out anew in each build.
        """
        project = self.folder / "attacked"
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(self.base, project, symlinks=True)
        traced = self.forker.run(
            project, ASKED, *TRACED, "-e", f"inject={call}:{fault}:when={number}"
        )
        wrong = [*self._seen(traced, tree(project / "dist"), killed="KILL" in fault)]
        if "KILL" not in fault and call != "unlink":
            wrong += [f"{p.name} was left" for p in (project / FOLDER).rglob("*.part")]
        again = self.forker.run(project, ASKED)
        if again.status != 0:
            wrong.append(f"the next build ends with {again.status}: {again.said[-300:]}")
        after = differences(self.new, tree(project / "dist"))
        wrong += [f"{name} is not right after the next build" for name in after]
        if not traced.fired and not wrong:
            return None
        return [f"{call} {number} of {len(self.calls.get(call, ()))}, {fault}: {w}" for w in wrong]

    def with_faults(self, call: str, fault: str, numbers: list[int]) -> list[str]:
        """Return all that is wrong after each fault; most have to be met."""
        found = [self.with_fault(call, fault, number) for number in numbers]
        met = [wrong for wrong in found if wrong is not None]
        missed = [] if 3 * len(met) >= 2 * len(found) else [f"{call}, {fault}: few were met"]
        return [*missed, *(one for wrong in met for one in wrong)]

    def _seen(self, done: Outcome, found: dict[str, bytes], *, killed: bool) -> Iterator[str]:
        if "Traceback" in done.said:
            yield f"a traceback: {done.said[-600:]}"
        for name, data in found.items():
            if name.endswith(".part"):
                if not killed and name != INTENTS:
                    yield f"{name} was left"
            elif data not in {self.old.get(name), self.new.get(name)}:
                yield f"{name} is neither as before nor as after"
        if not self.old.keys() & self.new.keys() <= found.keys():
            yield "a file is gone"
        if done.status == 0 and found != self.new:
            yield f"success is reported without {differences(self.new, found)}"
        rest = set(differences(self.new, found)) - {INTENTS}
        if found.get("manifest.json") == self.new["manifest.json"] and rest:
            yield f"the manifest is new before {rest}"


def numbers_of(call: str, given: list[str]) -> list[int]:
    """Return which calls to attack: of what is opened, above all what is opened to be written."""
    numbers = range(1, len(given) + 1)
    if call != "openat":
        return spread(numbers, MOST)
    ours = [n for n in numbers if "O_CREAT" in given[n - 1] or "/dist" in given[n - 1]]
    rest = [n for n in numbers if n not in ours]
    return spread(ours, MOST) + spread(rest, MOST // 2)


@pytest.fixture(scope="module")
def forker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    why = missing()
    if why and os.environ.get("BRIEFGEN_ALL_ENGINES"):
        pytest.fail(why)
    if why:
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("forker")
    generated.write(folder / "warm", (0, 1), settings=ONE_WIKI)
    server = Forker(folder, folder / "warm")
    yield server
    server.close()


ONE_WIKI = "wiki: mkdocs\nrules: {single-source: off}\n"


def prepared(folder: Path, forker: Forker, *, cache: bool) -> Attack:
    """Build a project, and change it: a brief has other words, one is gone, and one is new."""
    base = folder / "base"
    generated.write(base, (0, 1, 2), settings=ONE_WIKI)
    assert forker.run(base, ASKED).status == 0
    old = tree(base / "dist")
    generated.remove(base, 2)
    generated.write(base, (1,), edition=0, settings=ONE_WIKI)
    if not cache:
        shutil.rmtree(base / FOLDER)
    once = folder / "once"
    shutil.copytree(base, once)
    done = forker.run(once, ASKED, *TRACED)
    assert done.status == 0, done.said
    new = tree(once / "dist")
    assert len(differences(old, new)) > 8
    return Attack(folder, forker, base, old, new, counted(done))


@pytest.fixture(scope="module")
def one_process(forker: Forker, tmp_path_factory: pytest.TempPathFactory) -> Attack:
    """One brief changed, so that nothing is done in other processes."""
    return prepared(tmp_path_factory.mktemp("one"), forker, cache=True)


@pytest.fixture(scope="module")
def workers(forker: Forker, tmp_path_factory: pytest.TempPathFactory) -> Attack:
    """No cache, so that all briefs are checked by workers."""
    return prepared(tmp_path_factory.mktemp("all"), forker, cache=False)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
def test_no_fault_of_a_system_call_leaves_half_of_anything(
    one_process: Attack, call: str, fault: str
) -> None:
    given = one_process.calls.get(call, [])
    if not given:
        pytest.skip(f"a build has no {call}")
    wrong = one_process.with_faults(call, fault, numbers_of(call, given))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("call", ["write", "rename", "openat"])
def test_killing_a_build_or_its_workers_leaves_half_of_nothing(workers: Attack, call: str) -> None:
    wrong = workers.with_faults(call, "signal=KILL", numbers_of(call, workers.calls[call]))
    assert not wrong, "\n".join(wrong)
