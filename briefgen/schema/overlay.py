"""What the desk found when it compared a brief with the originals: `NAME.checks.yaml` beside it."""

import re
from typing import Annotated, Literal

from briefgen.schema.base import Day, Id, Text, Url, Words, from_text
from briefgen.schema.markers import After, fail
from briefgen.schema.model import Model, field

#: A detail, counterpoint, response, stake or event, by its place in the brief.
CLAIM = re.compile(r"(details|counterpoints|stakes|timeline)\[([0-9]{1,4})\](?:\.(response))?")


def _place(value: str) -> str:
    if not CLAIM.fullmatch(value):
        fail(
            "wrong-value",
            f'"{value[:40]}" is not the place of a statement',
            "write details[0], counterpoints[0], counterpoints[0].response, stakes[0], timeline[0]",
        )
    return value


class Verdict(Model):
    """What came of comparing one statement with its original."""

    status: Literal["confirmed", "altered", "not found", "differs", "not checked"] = field(
        description="What came of it.", examples=["confirmed"]
    )
    url: Url | None = field(
        default=None,
        description="Where the original is.",
        examples=["https://example.org/statement"],
    )
    note: Text | None = field(
        default=None,
        description="What is different there.",
        examples=["The post begins with “They”."],
    )
    date: Day | None = field(
        default=None, description="When it was compared.", examples=["2026-11-22"]
    )
    by: Words | None = field(default=None, description="Who compared it.", examples=["M. Reader"])


Verdicts = dict[Id, Annotated[Verdict, from_text("status")]]


class Overlay(Model):
    """The verdicts on a brief: by ids, and for statements without one by their place."""

    quotes: Verdicts = field(
        default_factory=dict,
        description="By the ids of quotes.",
        examples=[{"carney-future": "confirmed"}],
    )
    figures: Verdicts = field(
        default_factory=dict, description="By the ids of figures.", examples=[{"rate": "differs"}]
    )
    sources: Verdicts = field(
        default_factory=dict, description="By the ids of sources.", examples=[{"post": "not found"}]
    )
    claims: dict[Annotated[Text, After(_place)], Annotated[Verdict, from_text("status")]] = field(
        default_factory=dict,
        description="By the place of a statement.",
        examples=[{"details[0]": "confirmed", "counterpoints[1].response": "not found"}],
    )
