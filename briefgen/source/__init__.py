"""Sources as documents: their paragraphs, what stands in quotation marks, and who says it."""

from briefgen.source.article import (
    Article,
    Difference,
    Match,
    differences,
    split_words,
    word_places,
)
from briefgen.source.layout import Paragraph
from briefgen.source.marks import fold, quoted_spans
from briefgen.source.names import name_runs, name_words
from briefgen.source.negation import is_negation
from briefgen.source.reading import read_article
from briefgen.source.speakers import Attribution, Speakers

__all__ = [
    "Article",
    "Attribution",
    "Difference",
    "Match",
    "Paragraph",
    "Speakers",
    "differences",
    "fold",
    "is_negation",
    "name_runs",
    "name_words",
    "quoted_spans",
    "read_article",
    "split_words",
    "word_places",
]
