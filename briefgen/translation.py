"""One brief in several languages: a document for each, with its texts in that language."""

from __future__ import annotations

import re
from typing import Any

from briefgen.errors import BriefError, Diagnostic
from briefgen.loader import Document, field_name
from briefgen.schema.brief import LANGUAGE
from briefgen.values import replace
from briefgen.yamltree import KeyPath

KEY = "languages"


def versions(document: Document) -> list[tuple[str, Document]]:
    """Return (tag, document) for each of the `languages` of a brief; the tag is "" without them.

    A text is then a mapping by language. Raises BriefError for bad tags and missing translations.
    """
    data = document.data
    if not isinstance(data, dict) or KEY not in data:
        return [("", document)]
    tags = _tags(document, data)
    findings: list[Diagnostic] = []
    rest = {key: value for key, value in data.items() if key != KEY}
    found = []
    for number, tag in enumerate(tags):
        texts = _pick(rest, tag, tags, (), document, findings if number == 0 else [])
        found.append((tag, replace(document, data={**texts, "language": tag})))
    if findings:
        raise BriefError(*findings)
    return found


def _tags(document: Document, data: dict[str, Any]) -> list[str]:
    tags = data[KEY]
    good = (
        isinstance(tags, list)
        and len(tags) > 1
        and len(set(map(str, tags))) == len(tags)
        and all(isinstance(tag, str) and re.match(LANGUAGE, tag) for tag in tags)
    )
    if not good:
        raise BriefError(
            _error(document, (KEY,), "wrong-value", "is not a list of languages", "write [en, fr]")
        )
    if "language" in data:
        raise BriefError(
            _error(
                document, ("language",), "two-languages", "is given beside languages", "delete it"
            )
        )
    return [str(tag) for tag in tags]


def _pick(
    value: Any,
    tag: str,
    tags: list[str],
    path: KeyPath,
    document: Document,
    findings: list[Diagnostic],
) -> Any:
    if isinstance(value, dict) and value and set(value) <= set(tags):
        missing = [other for other in tags if other not in value]
        if missing:
            words = f"is not written in {', '.join(missing)}"
            findings.append(
                _error(document, path, "missing-translation", words, f"add {missing[0]}: …")
            )
        return value.get(tag)
    if isinstance(value, dict):
        return {k: _pick(v, tag, tags, (*path, k), document, findings) for k, v in value.items()}
    if isinstance(value, list):
        return [_pick(v, tag, tags, (*path, n), document, findings) for n, v in enumerate(value)]
    return value


def _error(document: Document, path: KeyPath, code: str, words: str, hint: str) -> Diagnostic:
    name = field_name(path)
    return Diagnostic("error", code, f"{name} {words}", document.locate(path, key=True), hint, name)
