"""What the desk found when it compared a brief with the originals: `NAME.checks.yaml` beside it."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from briefgen.schema.base import Day, Id, Model, Text, Url, Words, fail, from_text

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

    status: Literal["confirmed", "altered", "not found", "differs", "not checked"] = Field(
        description="What came of it.", examples=["confirmed"]
    )
    url: Url | None = Field(
        None, description="Where the original is.", examples=["https://example.org/statement"]
    )
    note: Text | None = Field(
        None, description="What is different there.", examples=["The post begins with “They”."]
    )
    date: Day | None = Field(None, description="When it was compared.", examples=["2026-11-22"])
    by: Words | None = Field(None, description="Who compared it.", examples=["M. Reader"])


Verdicts = dict[Id, Annotated[Verdict, from_text("status")]]


class Overlay(Model):
    """The verdicts on a brief: by ids, and for statements without one by their place."""

    quotes: Verdicts = Field(
        default_factory=dict,
        description="By the ids of quotes.",
        examples=[{"carney-future": "confirmed"}],
    )
    figures: Verdicts = Field(
        default_factory=dict, description="By the ids of figures.", examples=[{"rate": "differs"}]
    )
    sources: Verdicts = Field(
        default_factory=dict, description="By the ids of sources.", examples=[{"post": "not found"}]
    )
    claims: dict[
        Annotated[Text, AfterValidator(_place)], Annotated[Verdict, from_text("status")]
    ] = Field(
        default_factory=dict,
        description="By the place of a statement.",
        examples=[{"details[0]": "confirmed", "counterpoints[1].response": "not found"}],
    )
