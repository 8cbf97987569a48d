"""Control data that has to agree: dates, versions, status, and what a status asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefgen.checks.rule import Checked, Finding, Rule


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


def version_mismatch(checked: Checked) -> Iterator[Finding]:
    """Yield a version that is not the newest one of the change log."""
    brief = checked.brief
    if brief.changes and brief.version and brief.changes[-1].version != brief.version:
        yield Finding(
            ("version",),
            f'version is "{brief.version}", the newest change is "{brief.changes[-1].version}"',
            "add an entry to changes, or set the version right",
        )


def clearance_missing(checked: Checked) -> Iterator[Finding]:
    """Yield a cleared brief that nobody has cleared."""
    if checked.brief.status == "cleared" and not checked.brief.clearance:
        yield Finding(
            ("status",),
            "the status is cleared, but clearance names nobody",
            "add clearance: [{name, role, date}]",
        )


def highlight_form(checked: Checked) -> Iterator[Finding]:
    """Yield highlighted quotes that are not whole sentences."""
    for n, quote in enumerate(checked.brief.quotes):
        if quote.highlight and quote.extent != "sentence":
            yield Finding(
                ("quotes", n, "highlight"),
                f"only a whole sentence can be a pull quote; this is a {quote.extent}",
                "delete highlight, or set extent: sentence if it is one",
            )


def speaker_missing(checked: Checked) -> Iterator[Finding]:
    """Yield sentences and fragments that nobody said."""
    for n, quote in enumerate(checked.brief.quotes):
        if quote.extent in ("sentence", "fragment") and not quote.speaker:
            yield Finding(
                ("quotes", n),
                "the quotation names no speaker",
                "add speaker; for a name or a term, set extent",
            )


def no_counterpoint(checked: Checked) -> Iterator[Finding]:
    """Yield a brief without another side."""
    brief = checked.brief
    if not brief.counterpoints:
        hint = "add counterpoints_note saying why" if not brief.counterpoints_note else ""
        yield Finding(("counterpoints",), "the brief gives no other side", hint, key=True)


def response_missing(checked: Checked) -> Iterator[Finding]:
    """Yield claims with no word on what the other side answers."""
    for n, point in enumerate(checked.brief.counterpoints):
        if point.response is None:
            yield Finding(
                ("counterpoints", n),
                "the claim has no response, so the page says “not reported”",
                "add response, or write response: none reported",
            )


def stale_brief(checked: Checked) -> Iterator[Finding]:
    """Yield a brief past its review date."""
    review = checked.brief.review_by
    if review and review < checked.today:
        yield Finding(
            ("review_by",), f"the review was due on {review}", "review it, or set a new day"
        )


RULES = (
    Rule("date-order", "error", "Dates out of order are slips of the pen.", date_order),
    Rule("future-date", "error", "A brief cannot be written tomorrow.", future_date),
    Rule(
        "version-mismatch", "error", "The reader has to know which text this is.", version_mismatch
    ),
    Rule("clearance-missing", "error", "Cleared means that somebody did.", clearance_missing),
    Rule(
        "highlight-form", "error", "A fragment set large says more than was said.", highlight_form
    ),
    Rule("speaker-missing", "error", "Words without a speaker are rumour.", speaker_missing),
    Rule("no-counterpoint", "warning", "A brief shows the other side.", no_counterpoint),
    Rule("response-missing", "warning", "Readers need to see the hole.", response_missing),
    Rule("stale-brief", "warning", "An overdue brief misleads.", stale_brief),
)
