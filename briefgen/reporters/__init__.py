"""Findings as people, programs and CI systems read them."""

from briefgen.reporters.as_json import as_json
from briefgen.reporters.github import github
from briefgen.reporters.junit import junit
from briefgen.reporters.sarif import sarif
from briefgen.reporters.text import text

__all__ = ["as_json", "github", "junit", "sarif", "text"]
