"""The body of a brief: details, counterpoints, stakes, and what is still open."""

from typing import Annotated, Any, Literal

from briefgen.schema.base import Id, Ids, Text, When, Words, from_text, is_pair
from briefgen.schema.markers import fail
from briefgen.schema.model import field
from briefgen.schema.sources import Sourced

NOT_REPORTED = ("none reported", "not reported")


class Detail(Sourced):
    """One fact, claim, piece of background or caveat."""

    label: Text | None = field(
        default=None,
        description="A run-in heading of at most five words.",
        examples=["Carney’s position"],
    )
    text: Text = field(
        description="What happened or was said, in at most 80 words; inline Markdown allowed.",
        examples=["Two officials said a small contingent could be deployed."],
    )
    kind: Literal["fact", "claim", "background", "caveat"] = field(
        default="fact", description="What sort of statement it is.", examples=["caveat"]
    )
    by: Words | None = field(
        default=None,
        description="Who makes the claim: an actor's or group's id, or a name.",
        examples=["trump"],
    )
    quotes: Ids = field(
        default=(), description="Ids of quotes that belong here.", examples=[["carney-future"]]
    )
    figures: Ids = field(
        default=(), description="Ids of figures that belong here.", examples=[["rate"]]
    )
    groups: Ids = field(
        default=(), description="Ids of groups that belong here.", examples=[["tariff-eight"]]
    )
    measures: Ids = field(
        default=(), description="Ids of measures that belong here.", examples=[["tariffs"]]
    )


class Response(Sourced):
    """What the other side answers."""

    by: Words | None = field(
        default=None,
        description="Who answers: an actor's or group's id, or a name.",
        examples=["tariff-eight"],
    )
    text: Text = field(
        description="The answer, or `none reported`.", examples=["none reported", "They object."]
    )
    quote: Id | None = field(
        default=None, description="The id of a quote.", examples=["eight-solidarity"]
    )


class Counterpoint(Sourced):
    """A claim of one side and the answer of the other."""

    topic: Text | None = field(
        default=None, description="The issue, in a few words.", examples=["Tariffs"]
    )
    claim: Text = field(
        description="The claim in words its holder would accept.",
        examples=["The exercise is a provocation."],
    )
    by: Words = field(
        description="Who claims it: an actor's or group's id, or a name.", examples=["trump"]
    )
    quote: Id | None = field(
        default=None, description="The id of a quote.", examples=["trump-planet"]
    )
    measure: Id | None = field(
        default=None, description="The id of a measure.", examples=["tariffs"]
    )
    response: Annotated[Response, from_text("text")] | None = field(
        default=None,
        description="The answer: text, {by, text, quote, source}, or `none reported`.",
        examples=["none reported"],
    )
    assessment: Text | None = field(
        default=None,
        description="The desk's own view, printed as such; not a repetition of the response.",
        examples=["The two statements do not contradict each other."],
    )


class Stake(Sourced):
    """Who stands to gain or lose what, and when."""

    who: Text = field(description="Whose stake.", examples=["NATO"])
    text: Text = field(description="What is at stake.", examples=["Its unity may depend on it."])
    effect: Literal["gains", "loses", "at risk", "exposed", "mixed", "unclear"] | None = field(
        default=None, description="The effect in a word.", examples=["at risk"]
    )
    horizon: Words | None = field(
        default=None, description="When: words or an ISO 8601 duration.", examples=["coming days"]
    )
    groups: Ids = field(
        default=(), description="Ids of groups concerned.", examples=[["tariff-eight"]]
    )
    quote: Id | None = field(
        default=None, description="The id of a quote.", examples=["vdl-resolve"]
    )


class Watch(Sourced):
    """Something to look out for."""

    what: Text = field(description="What may happen.", examples=["Whether Ottawa decides"])
    when: When | None = field(
        default=None, description="When, as written.", examples=["February 1"]
    )
    threshold: Text | None = field(
        default=None, description="What would make it matter.", examples=["more than 100 soldiers"]
    )


class Term(Sourced):
    """A term or acronym and what it means."""

    term: Words = field(description="The term as the brief uses it.", examples=["NATO"])
    expansion: Text | None = field(
        default=None,
        description="The acronym in full.",
        examples=["North Atlantic Treaty Organization"],
    )
    meaning: Text | None = field(
        default=None, description="What it means, in a line.", examples=["a military alliance"]
    )


def expand_stakes(value: Any) -> Any:
    """Turn `{NATO: text}`, alone or as items of a list, into {who, text}."""
    if isinstance(value, dict):
        return [_stake(k, v) for k, v in value.items()]
    if isinstance(value, list):
        return [_stake(*next(iter(v.items()))) if is_pair(v, Stake) else v for v in value]
    return value


def _stake(who: Any, rest: Any) -> Any:
    return {"who": who, **rest} if isinstance(rest, dict) else {"who": who, "text": rest}


def expand_details(value: Any) -> Any:
    """Turn `[text]`, `{Label: text}` and `[{Label: text}]` into {label, text}."""
    if isinstance(value, dict):
        return [_detail(k, v) for k, v in value.items()]
    if isinstance(value, list):
        return [
            {"text": v}
            if isinstance(v, str)
            else _detail(*next(iter(v.items())))
            if is_pair(v, Detail)
            else v
            for v in value
        ]
    return value


def _detail(label: Any, rest: Any) -> Any:
    return {"label": label, **rest} if isinstance(rest, dict) else {"label": label, "text": rest}


def expand_counterpoints(value: Any) -> Any:
    """Turn `none` into no counterpoint; a plain claim has to say whose it is."""
    if value == "none":
        return []
    if isinstance(value, str):
        fail(
            "wrong-type",
            "is text, not a list of counterpoints",
            "write a list of {claim, by}; or `none`, with counterpoints_note saying why",
        )
    return (
        [{"claim": v} if isinstance(v, str) else v for v in value]
        if isinstance(value, list)
        else value
    )
