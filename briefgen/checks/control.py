"""Control data that has to agree: dates, versions, status, and what a status asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from babel import Locale, UnknownLocaleError

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.schema.control import TLP
from briefgen.yamltree import KeyPath

_UNDONE = re.compile(rf"\b(?:{'todo|tbc|tbd|fixme|xxx'.upper()}|[Ll]orem)\b")


def date_order(checked: Checked) -> Iterator[Finding]:
    """Yield dates that cannot stand in this order."""
    brief = checked.brief
    if isinstance(brief.as_of, date) and brief.as_of > brief.date:
        yield Finding(
            ("as_of",),
            f"as_of {brief.as_of} is later than the brief's date {brief.date}",
            "no information can be newer than the brief",
        )
    if brief.review_by and brief.review_by <= brief.date:
        yield Finding(
            ("review_by",),
            f"review_by {brief.review_by} is not after the brief's date {brief.date}",
            "set a later day",
        )
    if brief.deadline and brief.deadline.date < brief.date:
        yield Finding(
            ("deadline", "date"),
            f"the deadline {brief.deadline.date} is before the brief's date {brief.date}",
            "set the brief's date or the deadline right",
        )
    for n in range(1, len(brief.changes)):
        earlier, later = brief.changes[n - 1], brief.changes[n]
        if later.date < earlier.date:
            yield Finding(
                ("changes", n, "date"),
                f"{later.date} is before {earlier.date} of the entry above",
                "oldest entry first",
            )


def future_date(checked: Checked) -> Iterator[Finding]:
    """Yield a brief dated after the day of the check."""
    if checked.brief.date > checked.today:
        yield Finding(
            ("date",),
            f"the brief's date {checked.brief.date} is in the future",
            f"today is {checked.today}",
        )


def stale_brief(checked: Checked) -> Iterator[Finding]:
    """Yield a brief past its review date, or whose information is older than the project allows."""
    review, as_of = checked.brief.review_by, checked.brief.as_of
    if review and review < checked.today:
        message = f"the review was due on {review}"
        yield Finding(("review_by",), message, "review it, or set a new day")
    elif isinstance(as_of, date):
        age, most = (checked.today - as_of).days, checked.project.stale_after
        if age > most:
            yield Finding(
                ("as_of",),
                f"the information is {age} days old, more than {most}",
                "take in what has happened since, and set as_of",
            )


def as_of_unknown(checked: Checked) -> Iterator[Finding]:
    """Yield a brief that does not know how fresh it is."""
    if checked.brief.as_of == "unknown":
        hint = "set the day up to which information went in, as soon as it is known"
        yield Finding(("as_of",), "nobody can tell how fresh this brief is", hint)


def version_mismatch(checked: Checked) -> Iterator[Finding]:
    """Yield a version that is not the newest one of the change log."""
    brief = checked.brief
    if brief.changes and brief.version and brief.changes[-1].version != brief.version:
        yield Finding(
            ("version",),
            f'version is "{brief.version}", the newest change is "{brief.changes[-1].version}"',
            "add an entry to changes, or set the version right",
        )


def whats_new_missing(checked: Checked) -> Iterator[Finding]:
    """Yield a brief that replaces another without saying what is new."""
    brief = checked.brief
    if brief.supersedes and not brief.whats_new:
        message = f"this brief replaces {brief.supersedes} and does not say what is new"
        yield Finding(("supersedes",), message, "add whats_new")


def own_reference(checked: Checked) -> Iterator[Finding]:
    """Yield a brief that replaces itself, or is related to itself."""
    brief = checked.brief
    links: list[tuple[KeyPath, str | None]] = [
        (("supersedes",), brief.supersedes),
        (("superseded_by",), brief.superseded_by),
        *((("related", n, "id"), other.id) for n, other in enumerate(brief.related)),
    ]
    for path, name in links:
        if name and name == brief.id:
            yield Finding(path, f"{name} is this brief's own id", "name the other brief")


def clearance_missing(checked: Checked) -> Iterator[Finding]:
    """Yield a cleared brief that nobody has cleared."""
    if checked.brief.status == "cleared" and not checked.brief.clearance:
        yield Finding(
            ("status",),
            "the status is cleared, but clearance names nobody",
            "add clearance: [{name, role, date}]",
        )


def marking_form(checked: Checked) -> Iterator[Finding]:
    """Yield a marking that is no label of its scheme."""
    handling = checked.brief.handling
    if handling and handling.scheme == "tlp" and handling.marking not in TLP:
        message = f'"{handling.marking}" is not a label of TLP 2.0'
        yield Finding(("handling", "marking"), message, f"one of: {', '.join(TLP)}")


def contact_missing(checked: Checked) -> Iterator[Finding]:
    """Yield a brief that nobody answers for."""
    if not checked.brief.contact:
        yield Finding(("title",), "the brief names no contact", "add contact: NAME", key=True)


def duplicate_tag(checked: Checked) -> Iterator[Finding]:
    """Yield tags that differ from an earlier one in nothing but capitals."""
    seen: dict[str, str] = {}
    for n, tag in enumerate(checked.brief.tags):
        first = seen.get(tag.casefold())
        if first:
            yield Finding(("tags", n), f'"{tag}" is the tag "{first}" again', "delete one")
        else:
            seen[tag.casefold()] = tag


def unknown_language(checked: Checked) -> Iterator[Finding]:
    """Yield a language whose dates and numbers nobody knows how to write."""
    try:
        Locale.parse(checked.brief.language, sep="-")
    except (UnknownLocaleError, ValueError):
        message = f'"{checked.brief.language}" is not a language that dates can be written in'
        yield Finding(("language",), message, "write a tag such as en, de or pt-BR")


def marking_missing(checked: Checked) -> Iterator[Finding]:
    """Yield a brief that does not say how it is to be handled."""
    if not checked.brief.handling:
        hint = "add handling: UNCLASSIFIED, or the marking of your house"
        yield Finding(("title",), "the brief has no marking", hint, key=True)


def todo_left(checked: Checked) -> Iterator[Finding]:
    """Yield what was left to do, in values and in comments."""
    finished = checked.brief.status in ("cleared", "final")
    for number, line in enumerate(checked.document.lines, 1):
        for found in _UNDONE.finditer(line):
            yield Finding(
                (),
                f"“{found[0]}” is still there",
                "do it, or delete it",
                severity="error" if finished else None,
                at=(number, found.start() + 1, len(found[0])),
            )


def question_title(checked: Checked) -> Iterator[Finding]:
    """Yield a question over a brief that asks for a decision."""
    brief = checked.brief
    if brief.purpose == "decision" and brief.title.endswith("?"):
        yield Finding(
            ("title",),
            "the title of a brief for decision is a question",
            "say what is to be decided: Decision on …",
        )
    if brief.title.isupper() and len(brief.title.split()) > 1:
        yield Finding(("title",), "the title is in capitals", "write it as a sentence is written")


RULES = (
    Rule("date-order", "error", "Dates out of order are slips of the pen.", date_order),
    Rule("future-date", "error", "A brief cannot be written tomorrow.", future_date),
    Rule("stale-brief", "warning", "An overdue brief misleads.", stale_brief),
    Rule("as-of-unknown", "warning", "Readers have to know how fresh it is.", as_of_unknown),
    Rule(
        "version-mismatch", "error", "The reader has to know which text this is.", version_mismatch
    ),
    Rule("whats-new-missing", "error", "Who read the last one wants the news.", whats_new_missing),
    Rule("own-reference", "error", "A brief cannot replace itself.", own_reference),
    Rule("clearance-missing", "error", "Cleared means that somebody did.", clearance_missing),
    Rule("marking-form", "error", "A label that is nearly right is not handled.", marking_form),
    Rule("marking-missing", "info", "Nobody may guess who may read it.", marking_missing),
    Rule("todo-left", "warning", "What is left to do is printed as done.", todo_left),
    Rule("contact-missing", "info", "Somebody has to answer questions.", contact_missing),
    Rule("duplicate-tag", "error", "One subject, one tag.", duplicate_tag),
    Rule("unknown-language", "error", "Dates are written in a language.", unknown_language),
    Rule("title-form", "error", "A decision is asked for, not wondered about.", question_title),
)
