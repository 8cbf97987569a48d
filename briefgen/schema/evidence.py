"""Who, what was said, how much, when and where."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from briefgen.schema.base import (
    Id,
    Number,
    OneOrMany,
    Text,
    Texts,
    When,
    Words,
    from_text,
    is_pair,
    slug,
)
from briefgen.schema.markers import Length, Pattern, Range
from briefgen.schema.model import Model, field
from briefgen.schema.sources import Sourced


class Actor(Sourced):
    """A person, state or body that the brief names."""

    id: Id = field(description="The name that other fields use.", examples=["carney"])
    name: Text = field(description="The name as printed.", examples=["Mark Carney"])
    kind: (
        Literal["person", "state", "territory", "organisation", "group", "unnamed source"] | None
    ) = field(default=None, description="What sort of actor.", examples=["person"])
    role: Text | None = field(
        default=None, description="Office or function.", examples=["Prime Minister"]
    )
    affiliation: Text | None = field(
        default=None, description="Body it belongs to.", examples=["CBC News"]
    )
    position: Text | None = field(
        default=None, description="What it wants or holds, or `not reported`.", examples=["objects"]
    )
    why_unnamed: Text | None = field(
        default=None,
        description="Why the source does not name it.",
        examples=["not authorised to speak"],
    )


class Group(Sourced):
    """A named set, counted once and used everywhere."""

    id: Id = field(description="The name that other fields use.", examples=["tariff-eight"])
    name: Text = field(description="The name as printed.", examples=["Named for U.S. tariffs"])
    members: Texts = field(
        description="Every member: names or ids of actors.", examples=[["Denmark", "Norway"]]
    )
    count: Annotated[int, Range(0)] | None = field(
        default=None, description="How many; has to agree with the list.", examples=[8]
    )


class Position(Sourced):
    """One question and where each actor stands on it."""

    issue: Text = field(description="The question.", examples=["European military presence"])
    stances: dict[Id, Text] = field(
        description="An actor's or group's id and its stance in at most six words.",
        examples=[{"trump": "objects"}],
    )


class Quote(Sourced):
    """Words that stand in quotation marks in a source."""

    id: Id = field(description="The name that other fields use.", examples=["carney-future"])
    text: Text = field(
        description="The words alone, verbatim; the page adds the quotation marks.",
        examples=["full partnership stands"],
    )
    speaker: Words | None = field(
        default=None, description="An actor's or group's id, or a name.", examples=["carney"]
    )
    role: Text | None = field(
        default=None, description="Replaces the actor's role.", examples=["then Prime Minister"]
    )
    occasion: Text | None = field(
        default=None, description="Where it was said.", examples=["press conference"]
    )
    place: Text | None = field(default=None, description="In which place.", examples=["Beijing"])
    when: When | None = field(
        default=None, description="When, as written or a date.", examples=["Friday"]
    )
    as_written: Words | None = field(
        default=None, description="The words of the source for `when`.", examples=["Friday"]
    )
    resolved_by: Text | None = field(
        default=None, description="How `when` was worked out.", examples=["article date 2026-01-19"]
    )
    extent: Literal["sentence", "fragment", "term", "name", "scare"] = field(
        default="fragment",
        description="How much it is; only a sentence may be set as a pull quote.",
        examples=["sentence"],
    )
    translated_from: Text | None = field(
        default=None,
        description="The language it was said in, if we translated it.",
        examples=["de"],
    )
    translator: Text | None = field(
        default=None, description="Who translated it.", examples=["the desk"]
    )
    ellipsis: Texts = field(
        default=(),
        description="Words of the source left out at […], in order.",
        examples=[["of course,"]],
    )
    inserted: Texts = field(
        default=(), description="Words added in [square brackets].", examples=[["the Council"]]
    )
    sic: bool = field(
        default=False,
        description="Whether an error stands in the original, seen by the desk.",
        examples=[False],
    )
    highlight: bool = field(
        default=False, description="Set as a pull quote; at most three a brief.", examples=[True]
    )


class Figure(Sourced):
    """A number that matters."""

    id: Id | None = field(
        default=None, description="The name that other fields use.", examples=["rate"]
    )
    value: Number = field(description="The number: digits and a point.", examples=[10])
    unit: Words | None = field(
        default=None, description="What it counts or measures.", examples=["percent"]
    )
    meaning: Text = field(description="What the number says.", examples=["Tariff from February 1"])
    as_written: Words | None = field(
        default=None, description="The words of the source.", examples=["10 percent"]
    )
    derived: Text | None = field(
        default=None,
        description="How it was worked out, if the source does not say it: a formula, or words.",
        examples=["count(tariff-eight)"],
    )


class Step(Model):
    """A stage of a measure."""

    text: Text | None = field(
        default=None, description="The stage in words.", examples=["ships wait"]
    )
    rate: Number | None = field(default=None, description="The rate or amount.", examples=[10])
    unit: Words | None = field(default=None, description="Its unit.", examples=["percent"])
    when: When | None = field(default=None, description="When.", examples=["starting February 1"])
    as_written: Words | None = field(
        default=None,
        description="The words of the source for `when`.",
        examples=["starting February 1"],
    )
    resolved_by: Text | None = field(
        default=None, description="How `when` was worked out.", examples=["article date 2026-01-19"]
    )


class Measure(Sourced):
    """Something that an actor does, announces or threatens."""

    id: Id = field(description="The name that other fields use.", examples=["greenland-tariffs"])
    name: Text | None = field(
        default=None, description="Its name, if it has one.", examples=["Port levy"]
    )
    type: Text = field(description="What sort of measure.", examples=["tariff"])
    by: Annotated[tuple[Words, ...], OneOrMany] = field(
        default=(), description="Who takes it: ids or names.", examples=["trump"]
    )
    targets: Annotated[tuple[Words, ...], OneOrMany] = field(
        default=(), description="Whom it hits: ids or names.", examples=["tariff-eight"]
    )
    to: Text | None = field(default=None, description="Where it goes.", examples=["Greenland"])
    size: Text | None = field(default=None, description="How large.", examples=["small contingent"])
    status: (
        Literal[
            "proposed",
            "threatened",
            "announced",
            "under consideration",
            "in force",
            "suspended",
            "withdrawn",
        ]
        | None
    ) = field(default=None, description="How far it has come.", examples=["announced"])
    steps: Annotated[
        tuple[
            Annotated[Step, from_text("text")],
            ...,
        ],
        OneOrMany,
    ] = field(
        default=(), description="Its stages in order.", examples=[[{"rate": 10, "unit": "percent"}]]
    )
    condition: Text | None = field(
        default=None, description="What it depends on.", examples=["if refused"]
    )
    when: When | None = field(
        default=None, description="When.", examples=["by the end of this week"]
    )
    as_written: Words | None = field(
        default=None, description="The words of the source for `when`.", examples=["this week"]
    )
    resolved_by: Text | None = field(
        default=None, description="How `when` was worked out.", examples=["article date 2026-01-19"]
    )
    until: Text | None = field(default=None, description="What ends it.", examples=["an agreement"])
    scope: Text | None = field(default=None, description="What it covers.", examples=["not stated"])
    legal_basis: Text | None = field(
        default=None, description="Its legal basis.", examples=["not stated"]
    )


class Event(Sourced):
    """An entry of the timeline."""

    when: When = field(
        description="A date (2026-02-01, 2026-02, XXXX-02-01, a range) or the source's words.",
        examples=["XXXX-02-01", "Friday"],
    )
    as_written: Words | None = field(
        default=None, description="The words of the source.", examples=["February 1"]
    )
    resolved_by: Text | None = field(
        default=None,
        description="How the date was worked out.",
        examples=["article date 2026-01-19"],
    )
    event: Text = field(description="What happens.", examples=["Tariffs start"])
    status: (
        Literal["occurred", "planned", "conditional", "possible", "deadline", "cancelled"] | None
    ) = field(default=None, description="How certain.", examples=["conditional"])


class Place(Sourced):
    """A place that matters."""

    name: Text = field(description="The name.", examples=["Greenland"])
    code: Annotated[Text, Pattern(r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")] | None = field(
        default=None, description="ISO 3166 code.", examples=["GL"]
    )
    note: Text | None = field(
        default=None,
        description="What the place has to do with it; printed.",
        examples=["seat of the court"],
    )


class Map(Sourced):
    """A picture of the places."""

    image: Text = field(
        description="A PNG or JPEG file, as a path from the project's folder.",
        examples=["briefs/arctic.png"],
    )
    alt: Text = field(description="What the picture shows, in words.", examples=["The Arctic"])
    caption: Text | None = field(
        default=None, description="A line under it.", examples=["The region"]
    )


class Chart(Sourced):
    """A bar or line chart of a few numbers."""

    type: Literal["bar", "line"] = field(description="How it is drawn.", examples=["bar"])
    title: Text | None = field(
        default=None, description="What it shows.", examples=["Fees by year"]
    )
    data: Annotated[dict[Words, Number], Length(2, 24)] = field(
        description="Label and number, in order.",
        examples=[{"2024": 12, "2025": 15.5}],
    )
    unit: Words = field(description="What the numbers are.", examples=["million crowns"])
    alt: Text = field(description="What the chart says, in words.", examples=["Fees rise."])


def expand_quotes(value: Any) -> Any:
    """Turn "text — Speaker, role" into {id, text, speaker, role}; number quotes without an id."""
    if not isinstance(value, list):
        return value
    return [_quote(v, n) for n, v in enumerate(value, 1)]


def _quote(value: Any, number: int) -> Any:
    if isinstance(value, dict):
        return value if "id" in value else {"id": f"quote-{number}", **value}
    if not isinstance(value, str):
        return value
    text, dash, speaker = value.rpartition("—")
    if not dash:
        return {"id": f"quote-{number}", "text": value}
    name, _, role = speaker.partition(",")
    quote = {"id": f"quote-{number}", "text": _unquoted(text), "speaker": name.strip()}
    return {**quote, "role": role.strip()} if role.strip() else quote


def _unquoted(text: str) -> str:
    text = text.strip()
    pairs = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’"}
    closed = len(text) > 1 and pairs.get(text[0]) == text[-1]
    return text[1:-1].strip() if closed else text


# A comma groups thousands; where it could be a decimal sign (1,5), the figure is not guessed.
_FIGURE = (
    r"\s*([-+−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?![.,]?[0-9])\s*([^:]*?)\s*\Z"
)


def expand_figures(value: Any) -> Any:
    """Turn "10 percent: Tariff rate" (text, or a mapping of such keys) into a figure."""
    if isinstance(value, dict):
        value = [{k: v} for k, v in value.items()]
    return [_figure(v) for v in value] if isinstance(value, list) else value


def _figure(value: Any) -> Any:
    if isinstance(value, str):
        amount, colon, meaning = value.partition(":")
    elif isinstance(value, dict) and len(value) == 1 and "value" not in value:
        amount, meaning = next(iter(value.items()))
        colon = ":"
    else:
        return value
    match = re.match(_FIGURE, str(amount))
    if not (colon and match):
        return value
    number = match[1].replace(",", "").replace("−", "-")
    written = str(amount).strip()
    figure = {"value": Decimal(number), "meaning": meaning, "as_written": written}
    return {**figure, "unit": match[2]} if match[2] else figure


def expand_timeline(value: Any) -> Any:
    """Turn {when: event} into a list of {when, event}."""
    if isinstance(value, dict):
        return [_event(k, v) for k, v in value.items()]
    if isinstance(value, list):
        return [_event(*next(iter(v.items()))) if is_pair(v, Event) else v for v in value]
    return value


def _event(when: Any, rest: Any) -> Any:
    return {"when": when, **rest} if isinstance(rest, dict) else {"when": when, "event": rest}


def expand_actors(value: Any) -> Any:
    """Turn "Name, role" (text, or {Name: role}) into an actor with an id made of its name."""
    if isinstance(value, dict):
        value = [_named(name, rest) for name, rest in value.items()]
    return [_actor(v) for v in value] if isinstance(value, list) else value


def _named(name: Any, rest: Any) -> Any:
    if isinstance(rest, dict):
        return {"name": name, **rest}
    return f"{name}, {rest}" if isinstance(rest, str) else {"name": name, "role": rest}


def _actor(value: Any) -> Any:
    if isinstance(value, str):
        name, _, role = value.partition(",")
        value = {"name": name.strip()} | ({"role": role.strip()} if role.strip() else {})
    if isinstance(value, dict) and "id" not in value and isinstance(value.get("name"), str):
        return {"id": slug(value["name"]), **value}
    return value
