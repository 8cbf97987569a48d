"""The verb that says what a rule is for."""

from __future__ import annotations

import difflib

from briefgen.checks import KNOWN
from briefgen.checks.explain import explanation
from briefgen.errors import UsageError, file_error


def run(rule: str) -> int:
    """Print what the docs say about a rule."""
    section = explanation(rule)
    if section is None:
        close = difflib.get_close_matches(rule[:60], sorted(KNOWN), n=1)
        hint = f'did you mean "{close[0]}"?' if close else "docs/rules lists the rules"
        raise UsageError(file_error("unknown-rule", f'"{rule}" is not a rule', "--explain", hint))
    print(f"# {rule}\n\n{section}")
    return 0
