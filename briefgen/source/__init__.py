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
from briefgen.source.reading import read_article

__all__ = [
    "Article",
    "Difference",
    "Match",
    "Paragraph",
    "differences",
    "fold",
    "quoted_spans",
    "read_article",
    "split_words",
    "word_places",
]
