"""Who says what: each claim has a holder and an answer, and our view is our own."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.schema.body import NOT_REPORTED

#: One side may have so many times the words of the other.
LOPSIDED = 3


def no_counterpoint(checked: Checked) -> Iterator[Finding]:
    """Yield a brief without another side."""
    if not checked.brief.counterpoints:
        hint = "give the other side's claim, if the source has one"
        yield Finding(("counterpoints",), "the brief gives no other side", hint, key=True)


def counterpoints_unexplained(checked: Checked) -> Iterator[Finding]:
    """Yield a brief without another side that does not say why."""
    if not checked.brief.counterpoints and not checked.brief.counterpoints_note:
        yield Finding(
            ("counterpoints",),
            "nothing says why there is no counterpoint",
            "add counterpoints_note: No other party was heard.",
            key=True,
        )


def response_missing(checked: Checked) -> Iterator[Finding]:
    """Yield claims with no word on what the other side answers."""
    for n, point in enumerate(checked.brief.counterpoints):
        if point.response is None:
            yield Finding(
                ("counterpoints", n),
                "the claim has no response, so the page says “not reported”",
                "add response, or write response: none reported",
            )


def assessment_repeats(checked: Checked) -> Iterator[Finding]:
    """Yield assessments that are the response over again."""
    for n, point in enumerate(checked.brief.counterpoints):
        if point.assessment and point.response and _same(point.assessment, point.response.text):
            yield Finding(
                ("counterpoints", n, "assessment"),
                "the assessment repeats the response",
                "write what the desk itself thinks, or delete it",
            )


def counterpoint_lopsided(checked: Checked) -> Iterator[Finding]:
    """Yield counterpoints in which one side has far more room than the other."""
    answered = [
        (point.claim, point.response.text)
        for point in checked.brief.counterpoints
        if point.response and point.response.text not in NOT_REPORTED
    ]
    open_ones = len(checked.brief.counterpoints) - len(answered)
    if open_ones > 1 and not answered:
        message = f"none of {open_ones} claims has a response"
        yield Finding(("counterpoints",), message, "look for one in the source", key=True)
    claims = sum(len(claim.split()) for claim, _ in answered)
    responses = sum(len(text.split()) for _, text in answered)
    if answered and not 1 / LOPSIDED <= claims / max(responses, 1) <= LOPSIDED:
        message = f"the claims have {claims} words, the responses {responses}"
        yield Finding(("counterpoints",), message, "give both sides room", key=True)


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def claim_without_holder(checked: Checked) -> Iterator[Finding]:
    """Yield details that are claims of nobody."""
    for n, detail in enumerate(checked.brief.details):
        if detail.kind == "claim" and not detail.by:
            yield Finding(
                ("details", n, "kind"),
                "the detail is a claim, but nobody makes it",
                "add by: NAME, or an actor's id",
            )


RULES = (
    Rule("no-counterpoint", "warning", "A brief shows the other side.", no_counterpoint),
    Rule(
        "counterpoints-unexplained",
        "error",
        "Silence about the other side looks like a choice.",
        counterpoints_unexplained,
    ),
    Rule("response-missing", "warning", "Readers need to see the hole.", response_missing),
    Rule("counterpoint-lopsided", "warning", "Fairness is also space.", counterpoint_lopsided),
    Rule("assessment-repeats", "error", "Two voices must not mix.", assessment_repeats),
    Rule(
        "kind-claim-without-by",
        "error",
        "A claim has a holder.",
        claim_without_holder,
    ),
)
