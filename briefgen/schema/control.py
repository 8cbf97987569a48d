"""The control data of a brief: who, for whom, in what state, under which marking."""

from typing import Annotated, Any, Literal, Self

from briefgen.schema.base import Day, Email, Text, Texts, Url, Words
from briefgen.schema.markers import Range, fail
from briefgen.schema.model import Model, field

TLP = ("TLP:RED", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:GREEN", "TLP:CLEAR")


class Person(Model):
    """An author of the brief."""

    name: Text = field(description="The name as printed.", examples=["Briefing desk"])
    role: Text | None = field(default=None, description="Office or function.", examples=["Analyst"])
    org: Text | None = field(
        default=None, description="Organisation.", examples=["Ministry of Trade"]
    )
    email: Email | None = field(
        default=None, description="Address.", examples=["briefs@example.org"]
    )


class Contact(Model):
    """Who answers questions."""

    name: Text = field(description="The name as printed.", examples=["Briefing desk"])
    role: Text | None = field(
        default=None, description="Office or function.", examples=["Duty officer"]
    )
    email: Email | None = field(
        default=None, description="Address.", examples=["briefs@example.org"]
    )
    phone: Words | None = field(
        default=None, description="Number, as printed.", examples=["+1 555 0100"]
    )


class Clearance(Model):
    """One signature under the brief."""

    name: Text = field(description="Who cleared it.", examples=["R. Singh"])
    role: Text | None = field(
        default=None, description="In which function.", examples=["Head of desk"]
    )
    date: Day = field(description="When.", examples=["2026-11-22"])


class Handling(Model):
    """The marking, printed exactly as typed on every page."""

    marking: Text = field(description="The words of the marking.", examples=["UNCLASSIFIED"])
    scheme: Literal["tlp"] | None = field(
        default=None, description="A scheme whose labels are checked.", examples=["tlp"]
    )
    caveats: Texts = field(default=(), description="Further handling words.", examples=[["NOFORN"]])
    note: Text | None = field(
        default=None,
        description="A line in the source note.",
        examples=["Prepared from one article"],
    )


class Deadline(Model):
    """The date by which the reader has to act."""

    date: Day = field(description="The day.", examples=["2026-12-01"])
    reason: Text = field(description="Why that day.", examples=["The committee votes"])


class Budget(Model):
    """How long the brief may be."""

    pages: Annotated[int, Range(1, 99)] = field(
        description="Pages of the PDF; the template's own number when left out.", examples=[2]
    )


class Related(Model):
    """Another brief or page that belongs here."""

    id: Text | None = field(
        default=None, description="The id of a brief.", examples=["BN-2026-002"]
    )
    url: Url | None = field(
        default=None, description="A page.", examples=["https://example.org/note"]
    )
    title: Text | None = field(default=None, description="Its title.", examples=["Note on tariffs"])
    relation: Text | None = field(
        default=None, description="How they relate.", examples=["background"]
    )

    def _after(self) -> Self:
        if not (self.id or self.url):
            fail("missing-key", 'needs "id" or "url"', "name the brief or the page")
        return self


class Ignore(Model):
    """A finding that the desk has looked at and accepts."""

    rule: Text = field(description="The id of the rule.", examples=["single-source"])
    path: Text | None = field(
        default=None,
        description="The field, as findings print it; all that lies below it; left out: the brief.",
        examples=["quotes[3].text", "details"],
    )
    reason: Text = field(description="Why it may stand.", examples=["No second report exists yet."])


class Change(Model):
    """One line of the change log."""

    version: Text = field(description="The version, in quotation marks.", examples=["0.1"])
    date: Day = field(description="When.", examples=["2026-11-22"])
    note: Text = field(description="What changed.", examples=["First draft from the article."])


def expand_related(value: Any) -> Any:
    """Turn ids and addresses into {id} and {url}."""
    if not isinstance(value, list):
        return value
    return [_related(v) for v in value]


def _related(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return {"url" if value.startswith(("http://", "https://")) else "id": value}
