"""The orchestrator: examine what changed, render what is missing, then write all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefgen import output, pool
from briefgen.building import inputs, placing, records
from briefgen.building.artifacts import Refused, Wanted, printed_artifacts, wiki_artifacts
from briefgen.building.examine import Examine, Found, died, examine
from briefgen.building.inputs import Inputs
from briefgen.building.making import Making, Outcome
from briefgen.building.options import Options
from briefgen.building.records import Examined, Memory, Record
from briefgen.building.store import FOLDER, Spool, Store
from briefgen.errors import BriefgenError, Diagnostic, RenderError, UsageError, file_error
from briefgen.output import Artifact
from briefgen.prepare import Prepared, clashes, prepare_versions
from briefgen.printing.pdf import preload
from briefgen.printing.printed import finished, located
from briefgen.printing.task import Pdf
from briefgen.project import Project, find_briefs
from briefgen.render import Design
from briefgen.values import replace

Progress = Callable[[int, int, str], None]


@dataclass
class Built:
    """What a build did: the briefs, their findings, and the artifacts of those that passed.

    `failed` names the briefs that were left out, `drafts` those that were printed all the same;
    `reasons` says of a dry run why it would make what it plans.
    """

    records: list[Record]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    artifacts: list[Artifact] = field(default_factory=list)
    written: int = 0
    failed: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    planned: list[Path] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    #: The files that were read, by digest, from the project's folder; the C libraries of the PDFs.
    files: Inputs = field(default_factory=dict)
    libraries: Inputs = field(default_factory=dict)
    #: Whether nothing went wrong that may go well the next time.
    settled: bool = False


def _quiet(done: int, total: int, name: str) -> None:
    """Report nothing."""


def build(
    project: Project,
    design: Design,
    options: Options,
    paths: Sequence[Path] = (),
    *,
    progress: Progress = _quiet,
    workers: pool.Workers | None = None,
) -> Built:
    """Build a project; broken briefs are left out and named. Raises UsageError."""
    with workers or pool.Workers(options.jobs) as crew, Spool() as sheets:
        return _Build(project, design, options, crew, sheets, progress).run(list(paths))


class _Build:
    """One build, from the paths of its briefs to its manifest."""

    def __init__(
        self,
        project: Project,
        design: Design,
        options: Options,
        workers: pool.Workers,
        sheets: Spool,
        progress: Progress,
    ) -> None:
        self.project, self.design, self.options = project, design, options
        self.workers, self.progress = workers, progress
        self.store = Store(options.cache or project.root / FOLDER)
        self.sheets = sheets
        self.examined: dict[str, Examined] = {}
        #: Briefs of which nothing is written, and those that only lack their PDF.
        self.bad: set[tuple[str, str]] = set()
        self.unprinted: set[tuple[str, str]] = set()
        #: What was found in briefs after they were examined.
        self.later: dict[tuple[str, str], list[Diagnostic]] = {}

    def run(self, paths: list[Path]) -> Built:
        """Build; see `build`."""
        self.paths = find_briefs(paths, self.project)
        self.name = self.options.memory(paths)
        now = self._inputs()
        before = (
            Memory() if self.options.force else records.load(self.store.read(f"{self.name}.json"))
        )
        reasons = self._examine(now, before)
        result = self._judged()
        now = self._engine(now, before, result)
        wanted = self._wanted(result, now)
        self._tell(result)
        missing = [w for w in wanted if self.options.force or w.key not in self.store.known]
        why = dict(self._why(missing, now, before, reasons))
        result.reasons = {**why, **reasons}
        if self.options.dry_run:
            lost = {w.path: self._lost(w) for w in wanted if w.path not in why}
            result.reasons |= {path: word for path, word in lost.items() if word}
            shown = [w.path for w in wanted if w.path in result.reasons]
            result.planned = [self.options.folder / path for path in sorted(shown)]
            return result
        with output.locked(self.options.folder):
            self._make(missing, result)
            begun = output.begin(self.options.folder, placing.intents(wanted, self.store))
            gone = self._place(wanted, result)
            if gone:
                # What the cache turns out not to hold whole is made again.
                self._make(gone, result)
                self._place(wanted, result)
            result.artifacts += placing.finish(
                self.options, result.artifacts, begun, partial=bool(paths)
            )
        self._tell(result)
        self._remember(now, wanted)
        result.files = {k: v for e in self.examined.values() for k, v in e.inputs.items()}
        result.libraries = {k: v for k, v in now.pdf.items() if k.startswith("library ")}
        result.settled = all(w.key in self.store.known for w in wanted) and not self.unprinted
        return result

    def _inputs(self) -> Memory:
        common, wiki, pdf = inputs.templates(self.design.roots)
        settings = self.project.settings
        own = {"briefgen.yaml": inputs.digest(settings.raw)} if settings else {}
        code = inputs.code()
        common |= code | own | self.options.inputs(self.project.root, self.design)
        written = {k: v for k, v in code.items() if k not in inputs.PRINTING}
        return Memory(common, pdf | code, wiki | written)

    # Examining

    def _examine(self, now: Memory, before: Memory) -> dict[str, str]:
        """Examine the briefs that changed; return why each was."""
        general = list(inputs.changed(before.common, now.common)) if before.common else []
        stale: dict[Path, str] = {}
        for path in self.paths:
            name = inputs.relative(path, self.project.root)
            known = before.briefs.get(name)
            if known is None:
                stale[path] = "new"
                continue
            files = {f: inputs.file_digest(self.project.root / f) for f in known.inputs}
            reasons = [*inputs.changed(known.inputs, files), *general]
            if reasons or not known.records:
                stale[path] = f"stale: {reasons[0] if reasons else 'it could not be read'}"
            else:
                self.examined[name] = known
        self._look_at(list(stale))
        return {self.project.show(path): why for path, why in stale.items()}

    def _look_at(self, paths: list[Path], *, unverified: bool = False) -> None:
        """Examine briefs anew: one here, several in the processes that render as well."""
        o = self.options
        task = Examine(Path(), self.project, self.design, o.today, o.kinds, o.strict, o.draft)
        tasks = [replace(task, path=path, unverified=unverified) for path in paths]
        if len(tasks) > 1 and "pdf" in self.options.kinds:
            self._preloaded()
        outcomes: Iterator[tuple[int, Found | BriefgenError]]
        if len(tasks) > 1:
            outcomes = self.workers.run(examine, tasks, name=lambda t: self.project.show(t.path))
        else:
            outcomes = ((n, examine(t)) for n, t in enumerate(tasks))
        for done, (number, outcome) in enumerate(outcomes, 1):
            found = died(tasks[number], outcome) if isinstance(outcome, RenderError) else outcome
            if isinstance(found, BriefgenError):
                raise found
            name = inputs.relative(paths[number], self.project.root)
            self.examined[name] = found.examined
            for (shown, one), sheet in found.sheets.items():
                for part, content in sheet.parts():
                    self.sheets[shown, f"{one} {part}"] = content
            self.progress(done, len(tasks), self.project.show(paths[number]))

    @staticmethod
    def _preloaded() -> None:
        # Processes that are forked after the import share it; without it, only PDFs fail, later.
        try:
            preload()
        except BriefgenError:
            return

    def _judged(self) -> Built:
        """Compare the briefs with each other, and tell those that pass from those that do not."""
        found = [
            record
            for path in self.paths
            for record in self.examined[inputs.relative(path, self.project.root)].records
        ]
        self.paths_of = {
            record.key: path
            for path in reversed(self.paths)
            for record in self.examined[inputs.relative(path, self.project.root)].records
        }
        more = clashes(found)
        found = [r.with_findings(more.get(r.shown, ())) for r in found]
        result = Built(found)
        for record in found:
            record_fails = record.fails(strict=self.options.strict)
            if record_fails and self._printed_all_the_same(record):
                result.drafts.append(record.shown)
            elif record_fails or record.card is None:
                self.bad.add(record.key)
        result.drafts = list(dict.fromkeys(result.drafts))
        self._tell(result)
        return result

    def _printed_all_the_same(self, record: Record) -> bool:
        # Two briefs of one name have one place; the second would be printed over the first.
        double = any(d.code == "same-name" for d in record.diagnostics)
        return self.options.draft and record.readable and not double

    def _tell(self, result: Built) -> None:
        """Say what was found of the briefs that this shard builds, in their order."""
        result.records = [r.with_findings(self.later.get(r.key, ())) for r in result.records]
        self.later.clear()
        ours = [r for r in result.records if self.options.builds(r.name)]
        result.diagnostics = list(dict.fromkeys(d for r in ours for d in r.diagnostics))
        lacking = self.bad | self.unprinted
        result.failed = list(dict.fromkeys(r.shown for r in ours if r.key in lacking))
        result.drafts = [n for n in result.drafts if n not in result.failed]

    def _fail(
        self, record: Record, error: BriefgenError, among: set[tuple[str, str]] | None = None
    ) -> None:
        (self.bad if among is None else among).add(record.key)
        self.later.setdefault(record.key, []).extend(error.diagnostics)

    # Planning

    def _engine(self, now: Memory, before: Memory, result: Built) -> Memory:
        """Return what PDFs depend on beside the templates: the C libraries."""
        if "pdf" not in self.options.kinds:
            return now
        known = {k: v for k, v in before.pdf.items() if k.startswith("library ")}
        if inputs.same_libraries(known):
            return replace(now, pdf={**now.pdf, **known})
        try:
            preload()
        except BriefgenError as error:
            for record in result.records:
                if record.key not in self.bad:
                    self._fail(record, error, self.unprinted)
        return replace(now, pdf={**now.pdf, **inputs.libraries()})

    def _wanted(self, result: Built, now: Memory) -> list[Wanted]:
        """Return every artifact of this shard."""
        good = [r for r in result.records if r.key not in self.bad and r.card]
        found: list[Wanted] = []
        if "md" in self.options.kinds and good:
            for flavor in self.design.flavors:
                for one in wiki_artifacts(good, self.design, flavor, now.wiki):
                    if isinstance(one, Refused):
                        self._fail(one.record, one.error)
                    else:
                        found.append(one)
        lacking = self.bad | self.unprinted
        reach = inputs.together(now.pdf)
        for record in good:
            kinds = {*self.options.kinds} - ({"pdf"} if record.key in lacking else set())
            if record.key not in self.bad:
                found += printed_artifacts(record, self.design, reach, kinds)
        ours = self.options.builds
        return [w for w in found if ours(w.record.name if w.record else w.path)]

    def _lost(self, wanted: Wanted) -> str:
        """Return why a finished artifact has to be written once more, "" if it lies there."""
        place = self.options.folder / wanted.path
        if inputs.file_digest(place) == self.store.known[wanted.key][0]:
            return ""
        return "changed by hand" if place.is_file() else "missing"

    @staticmethod
    def _why(
        missing: list[Wanted], now: Memory, before: Memory, examined: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        """Yield why each artifact is made: for its brief, for a template, or for what it lists."""
        printed, wiki = (
            [*inputs.changed(old, new)] if old else []
            for old, new in ((before.pdf, now.pdf), (before.wiki, now.wiki))
        )
        for wanted in missing:
            reasons = printed if wanted.kind in {"pdf", "html"} else wiki
            own = examined.get(wanted.record.shown, "") if wanted.record else ""
            new = not before.common or (own == "new" and not reasons)
            yield wanted.path, "new" if new else own or f"stale: {(*reasons, _CONTENT)[0]}"

    # Making

    def _make(self, missing: list[Wanted], result: Built) -> None:
        """Make artifacts into the cache: here what is quick, PDFs by the workers."""
        self._fetch([w for w in missing if w.record and w.sheet not in self.sheets], result)
        if any(w.kind == "pdf" for w in missing):
            self._preloaded()
        making = Making(missing, self.sheets, self.workers, self.bad)
        for done, (wanted, outcome) in enumerate(making.outcomes(), 1):
            self._keep(wanted, outcome)
            self.progress(done, len(missing), wanted.path)

    def _keep(self, wanted: Wanted, outcome: Outcome) -> None:
        record = wanted.record
        if record is None:
            if isinstance(outcome, BriefgenError):
                raise outcome
        elif wanted.kind == "pdf":
            path = self.paths_of[record.key]
            try:
                if isinstance(outcome, BriefgenError):
                    raise located(self._prepared(path, record), outcome)
                if isinstance(outcome, Pdf) and outcome.over:
                    finished(self._prepared(path, record), self.design, outcome)
            except BriefgenError as error:
                self._fail(record, error, self.unprinted)
                return
        elif isinstance(outcome, BriefgenError):
            self._fail(record, outcome)
        if isinstance(outcome, Pdf):
            self.store.put(wanted.key, outcome.data, outcome.pages)
        elif isinstance(outcome, bytes):
            self.store.put(wanted.key, outcome)

    def _prepared(self, path: Path, record: Record) -> Prepared:
        """Return a brief once more, to say where in it a finding lies."""
        versions = prepare_versions(path, self.project, self.options.today)
        return next(p for p in versions if p.name == record.name)

    def _fetch(self, missing: list[Wanted], result: Built) -> None:
        """Have the sheets of briefs that did not change but have to be printed anew."""
        names = {w.record.key for w in missing if w.record}
        before = dict(self.examined)
        clashing = {r.key for r in result.records if r.shown in result.drafts}
        for unverified in (False, True):
            wanted = {n for n in names if (n in clashing) is unverified}
            paths = list(dict.fromkeys(self.paths_of[name] for name in sorted(wanted)))
            if paths:
                self._look_at(paths, unverified=unverified)
        if self.examined != before and not clashing:
            text = "briefs were changed while they were being built"
            raise UsageError(file_error("changed-while-built", text, "briefs/", "build again"))

    # Placing

    def _place(self, wanted: list[Wanted], result: Built) -> list[Wanted]:
        """Put the artifacts into the output folder; return those that the cache does not hold."""
        there = [w for w in wanted if w.key in self.store.known or not self._failed(w)]
        placed = placing.place(there, self.store, self.options.folder)
        result.artifacts = placed.artifacts
        result.written += placed.written
        return placed.lost

    def _failed(self, wanted: Wanted) -> bool:
        if wanted.record is None:
            return False
        key = wanted.record.key
        return key in self.bad or (wanted.kind == "pdf" and key in self.unprinted)

    def _remember(self, now: Memory, wanted: list[Wanted]) -> None:
        memory = replace(now, briefs=self.examined)
        self.store.write(f"{self.name}.json", records.dump(memory))
        keys = [w.key for w in wanted if w.key in self.store.known]
        self.store.write(f"{self.name}.keys", "\n".join(keys).encode())
        self.store.prune(keys)


_CONTENT = "what it shows changed"
