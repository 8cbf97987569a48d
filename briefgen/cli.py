"""The command line: what each verb is called and takes; the only user of `typer`."""

from __future__ import annotations

import gc
import importlib
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from briefgen import __version__
from briefgen.errors import BriefgenError

app = typer.Typer(
    name="briefgen",
    help="Policy briefings from YAML summaries: PDF for the desk, Markdown for the wiki.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class To(StrEnum):
    """What to render."""

    PDF = "pdf"
    MD = "md"
    HTML = "html"


class Paper(StrEnum):
    """The paper of the PDF."""

    A4 = "a4"
    LETTER = "letter"


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


class Report(StrEnum):
    """How the findings of a check are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"


Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="[PATH]...", help="Briefs or folders; else briefs/.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings fail too.")]
Draft = Annotated[
    bool, typer.Option("--draft", help="Write what has errors too, marked as unverified.")
]
Today = Annotated[str, typer.Option("--today", metavar="DATE", help="The day to check against.")]
Template = Annotated[str | None, typer.Option("--template", help="Page design.")]
Flavor = Annotated[str | None, typer.Option("--flavor", help="Kind of wiki.")]
Flavors = Annotated[
    list[str] | None, typer.Option("--flavor", help="Kind of wiki; may be given again.")
]
PaperOption = Annotated[Paper | None, typer.Option("--paper", help="Paper of the PDF.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Findings only.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How findings are printed.")]


def _verb(name: str, *args: Any, **options: Any) -> NoReturn:
    """Run a verb, whose module imports what this one must not."""
    try:
        run = importlib.import_module(f"briefgen.verbs.{name}").run
        # Disabled while modules were imported; what they hold is no garbage.
        gc.freeze()
        gc.enable()
        status = run(*args, **options)
    except KeyboardInterrupt:
        sys.stderr.write("stopped\n")
        status = 130
    sys.exit(status)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefgen {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Declare what holds for every verb."""


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
) -> None:
    """Make a project that builds at once."""
    _verb("new", folder)


@app.command()
def check(
    paths: Paths = None,
    form: Annotated[
        Report, typer.Option("--format", help="How findings are printed.")
    ] = Report.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", help="Write the report to a file.")
    ] = None,
    evidence: Annotated[
        Path | None,
        typer.Option("--evidence", metavar="FILE", help="Write the ledger: .json or .md."),
    ] = None,
    min_coverage: Annotated[
        int,
        typer.Option(
            "--min-coverage", metavar="N", min=0, max=100, help="Percent that has to be traced."
        ),
    ] = 0,
    update_sources: Annotated[
        bool, typer.Option("--update-sources", help="Accept the sources as they are now.")
    ] = False,
    strict: Strict = False,
    today: Today = "",
    quiet: Quiet = False,
    rule: Annotated[
        str,
        typer.Option("--explain", metavar="RULE", help="Say what a rule is for; check nothing."),
    ] = "",
) -> None:
    """Validate and check briefs; write only what is asked for."""
    if rule:
        _verb("explain", rule)
    _verb(
        "check",
        paths or [],
        form.value,
        output,
        evidence=evidence,
        min_coverage=min_coverage,
        update_sources=update_sources,
        strict=strict,
        today=today,
        quiet=quiet,
    )


@app.command()
def render(
    brief: Annotated[Path, typer.Argument(metavar="BRIEF", help="A YAML file, or - for stdin.")],
    to: Annotated[list[To] | None, typer.Option("--to", help="May be given again.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File, folder, or - for stdout.")
    ] = None,
    template: Template = None,
    flavor: Flavor = None,
    paper: PaperOption = None,
    language: Annotated[
        str, typer.Option("--language", help="One of a brief's languages; else all.")
    ] = "",
    strict: Strict = False,
    draft: Draft = False,
    today: Today = "",
) -> None:
    """Render one brief, anywhere; no project needed."""
    kinds = [kind.value for kind in to or [To.PDF]]
    design = {"template": template, "flavor": flavor, "paper": paper.value if paper else None}
    _verb(
        "render",
        brief,
        kinds,
        output,
        design,
        language=language,
        strict=strict,
        draft=draft,
        today=today,
    )


@app.command()
def build(
    paths: Paths = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Default: dist.")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes.")] = None,
    template: Template = None,
    flavor: Flavors = None,
    paper: PaperOption = None,
    strict: Strict = False,
    draft: Draft = False,
    to: Annotated[list[To] | None, typer.Option("--to", help="Default: md and pdf.")] = None,
    shard: Annotated[
        str, typer.Option("--shard", metavar="I/N", help="Build a part of the project: 2/8.")
    ] = "",
    cache: Annotated[
        Path | None, typer.Option("--cache", metavar="DIR", help="Default: .briefgen_cache.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Make everything anew.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check; list what would be written, and why.")
    ] = False,
    summary: Annotated[
        Path | None, typer.Option("--summary", metavar="FILE", help="Write a summary for CI.")
    ] = None,
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster",
            metavar="ADDRESS",
            help="Use the machines of a Dask scheduler: tcp://HOST:PORT.",
        ),
    ] = "",
    form: FormatOption = Format.TEXT,
    today: Today = "",
    quiet: Quiet = False,
) -> None:
    """Check all briefs of the project, then write all that pass."""
    design = {"template": template, "flavor": flavor, "paper": paper.value if paper else None}
    _verb(
        "build",
        paths or [],
        output,
        design,
        form.value,
        arguments=sys.argv[1:],
        kinds=[kind.value for kind in to or ()],
        jobs=jobs,
        shard=shard,
        cache=cache,
        force=force,
        summary=summary,
        cluster=cluster,
        strict=strict,
        draft=draft,
        dry_run=dry_run,
        today=today,
        quiet=quiet,
    )


@app.command()
def merge(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="One of each shard.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to.")] = Path("dist"),
) -> None:
    """Join the shards of a build into one folder, as if it had been built at once."""
    _verb("merge", folders, output)


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A wiki that is checked out.")],
    flavor: Annotated[
        str, typer.Option("--flavor", help="Kind of wiki; else that of the last time.")
    ] = "",
    take_ours: Annotated[
        bool, typer.Option("--take-ours", help="Write over what people changed on our pages.")
    ] = False,
    take_theirs: Annotated[
        bool, typer.Option("--take-theirs", help="Leave what people changed, and ask no more.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; write nothing.")
    ] = False,
    strict: Strict = False,
    form: FormatOption = Format.TEXT,
    today: Today = "",
    quiet: Quiet = False,
) -> None:
    """Bring a wiki up to date; pages that people wrote or changed stay."""
    if take_ours and take_theirs:
        raise typer.BadParameter("give one of --take-ours and --take-theirs")
    asked = {
        "flavor": flavor,
        "take": "ours" if take_ours else "theirs" if take_theirs else "",
        "form": form.value,
        "strict": strict,
        "dry_run": dry_run,
        "today": today,
        "quiet": quiet,
    }
    _verb("publish", folder, **asked)


@app.command()
def extract(
    pdf: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A PDF made by briefgen.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File, or - for stdout (default).")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Render the YAML again and compare the pages.")
    ] = False,
    today: Today = "",
) -> None:
    """Print the YAML that a PDF carries, byte for byte."""
    _verb("extract", pdf, output, verify=verify, today=today)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a brief, for editors."""
    _verb("schema")


@app.command()
def doctor() -> None:
    """Say what this machine can render, and the command that mends what it cannot."""
    _verb("doctor")


def main() -> None:
    """Run the command line; findings end with status 1, misuse and unreadable files with 2."""
    try:
        app()
    except BriefgenError as error:
        reporters = importlib.import_module("briefgen.reporters.text")
        sys.stderr.write(reporters.text(error.diagnostics, color=False))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of a pipe has left; there is nobody to tell.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        # A disk that fails or is full may do so anywhere; whoever knows more has said it.
        place = f" {error.filename}:" if error.filename else ""
        sys.stderr.write(f"briefgen:{place} {error.strerror or error}\n")
        sys.exit(2)
