"""What every part of the model shares: strict frozen models, shorthands, text and date types."""

import difflib
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from briefgen.schema.markers import After, Before, Form, Pattern, Short, fail
from briefgen.schema.model import Model

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"
# EDTF (ISO 8601-2) as far as briefs need it: day, month or year, an unknown year, a range,
# and the signs for "uncertain" and "approximate".
_EDTF_DATE = r"(?:[0-9]{4}|XXXX)(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?"
EDTF = re.compile(rf"{_EDTF_DATE}(?:/(?:{_EDTF_DATE}|\.\.)?)?\Z")
_LEAP_YEAR = "2024"

STRING: dict[str, Any] = {"type": "string", "minLength": 1}
#: `{Key: text}`, or `{Key: {…}}` for more than text.
PAIRS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {"anyOf": [STRING, {"type": "object"}]},
}
#: `Key: text` as an item of a list.
PAIR: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": STRING,
}


def is_pair(value: Any, model: type[Model]) -> bool:
    """Tell `Key: text` from a mapping with a key of the model, or a slip in writing one."""
    if not isinstance(value, dict) or len(value) != 1:
        return False
    (key,) = value
    known = list(model.fields)
    return key not in known and not difflib.get_close_matches(str(key), known, 1, 0.75)


def _words(value: Any) -> Any:
    if value is None:
        fail("empty-text", "is empty", "write the text, or delete the key")
    if isinstance(value, bool):
        word = str(value).lower()
        fail("wrong-type", f"is {word}, not text", f'if the word is meant, write "{word}"')
    if isinstance(value, int | Decimal):
        fail("wrong-type", "is a number, not text", f'put it in quotation marks: "{value}"')
    if isinstance(value, list):
        fail("wrong-type", "is a list, not text", "text that starts with [ needs quotation marks")
    if isinstance(value, dict):
        fail(
            "wrong-type",
            "is a mapping, not text",
            'text with ": " in it, or that starts with {, needs quotation marks',
        )
    return value


def _not_empty(value: str) -> str:
    if not value.strip():
        fail("empty-text", "is empty", "write the text, or delete the key")
    return value.strip()


#: Text of one or more words; inline Markdown where it is prose.
Text = Annotated[str, Before(_words), After(_not_empty), Form(STRING)]


def _number_or_words(value: Any) -> Any:
    plain = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return str(value) if plain else value


#: Short text that may look like a number (`version` may not: see there).
Words = Annotated[Text, Before(_number_or_words), Form({"type": ["string", "number"]})]


def _slug_id(value: str) -> str:
    if not re.match(ID_PATTERN, value):
        fail(
            "bad-id", f'"{value}" is not an id', "use small letters, digits and hyphens: eu-council"
        )
    return value


Id = Annotated[
    Text,
    After(_slug_id),
    Form({"type": "string", "pattern": ID_PATTERN}),
]


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        fail(
            "wrong-type",
            "is not a plain number",
            "digits with a point and nothing else: 1200.5; the words as the source has them"
            " go to as_written",
        )
    return Decimal(value)


Number = Annotated[Decimal, Before(_number), Form({"type": "number"})]


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.match(r"\d{4}-\d{2}-\d{2}\Z", value, re.ASCII):
        words = "is empty" if value is None else f'"{str(value)[:40]}" is not a date'
        fail("bad-date", words, "write year, month and day: 2026-11-22")
    try:
        return date.fromisoformat(value)
    except ValueError:
        fail("bad-date", f"{value} is not a day in the calendar", "check the month and the day")


Day = Annotated[date, Before(_day), Form({"type": "string", "format": "date"})]
DayOrUnknown = Annotated[
    date | str,
    Before(lambda v: v if v == "unknown" else _day(v)),
    Form(
        {"anyOf": [{"type": "string", "format": "date"}, {"const": "unknown"}]},
    ),
]


def _when(value: str) -> str:
    """Keep words as they are; a value in the form of a date has to exist in the calendar."""
    if EDTF.match(value):
        for part in value.split("/"):
            check_edtf_date(part)
    elif re.match(r"\d{4}-\d", value, re.ASCII):
        fail(
            "bad-date",
            f'"{value}" looks like a date but is not one',
            "write 2026-11-22, 2026-11, XXXX-11-22 or 2026-02-01/2026-06-01; else use words",
        )
    return value


def check_edtf_date(part: str) -> None:
    """Refuse a date or month that the calendar does not have."""
    bare = part.rstrip("?~%").replace("XXXX", _LEAP_YEAR)
    if bare in ("", ".."):
        return
    full = bare + "-01-01"[len(bare) - 4 :] if len(bare) < len("2026-11-22") else bare
    try:
        date.fromisoformat(full)
    except ValueError:
        fail("bad-date", f"{part} is not in the calendar", "check the month and the day")


When = Annotated[Words, After(_when)]


def _one_or_many(value: Any) -> Any:
    return value if value is None or isinstance(value, list) else [value]


#: A list that may be written as its only item.
OneOrMany = Short(_one_or_many, single=True)
Texts = Annotated[tuple[Text, ...], OneOrMany]
Ids = Annotated[tuple[Id, ...], OneOrMany]


def from_text(key: str) -> Short:
    """Accept plain text for a mapping whose main text is `key`."""
    return Short(lambda v: {key: v} if isinstance(v, str) else v, (STRING,))


Url = Annotated[Text, Pattern(r"^https?://[^\s<>\"]+$")]
HttpsUrl = Annotated[Text, Pattern(r"^https://[^\s<>\"]+$")]
Email = Annotated[Text, Pattern(r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$")]


def slug(name: str) -> str:
    """Return an id made of the letters and digits of a name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64] or "x"
