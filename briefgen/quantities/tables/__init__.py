"""One table for each language that numbers are read in."""

from __future__ import annotations

from briefgen.quantities.model import Table
from briefgen.quantities.tables import ar, da, de, en, es, fr, he, it, ja

TABLES: dict[str, Table] = {
    "ar": ar.TABLE,
    "da": da.TABLE,
    "de": de.TABLE,
    "en": en.TABLE,
    "es": es.TABLE,
    "fr": fr.TABLE,
    "he": he.TABLE,
    "it": it.TABLE,
    "ja": ja.TABLE,
}
#: A language without a table: digits alone, with either sign for decimals.
UNKNOWN = Table(decimal=".", either=True)


def base(tag: str) -> str:
    """Return the language of a BCP 47 tag: "en" of "en-GB"."""
    return tag.partition("-")[0].lower()


def table(tag: str) -> Table:
    """Return the table for a BCP 47 tag."""
    return TABLES.get(base(tag), UNKNOWN)
