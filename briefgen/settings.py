"""The settings of a project, from its `briefgen.yaml`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from briefgen.errors import BriefError, Diagnostic, Severity
from briefgen.loader import Document, load
from briefgen.values import field, frozen
from briefgen.yamltext import shorten

Paper = Literal["a4", "letter"]
PAPERS = get_args(Paper)
#: Days after which what a brief knows is old.
STALE_AFTER = 14
SEVERITIES = ("off", *reversed(get_args(Severity)))
#: Rules whose lists of words a project may change.
WORD_RULES = ("loaded-language", "passive-attribution", "reporting-verb")
_KEYS = ("paper", "template", "wiki", "language", "organisation", "rules", "stale_after", "words")


@frozen
class Words:
    """What a project adds to a list of words, with what to write instead, and takes from it."""

    add: Mapping[str, str] = field(default_factory=dict)
    remove: frozenset[str] = frozenset()


@frozen
class Settings:
    """What a project sets; the document says where."""

    document: Document
    paper: Paper = "a4"
    template: str = "policy-brief"
    wiki: tuple[str, ...] = ("plain",)
    language: str = ""
    organisation: str = ""
    rules: Mapping[str, Severity | Literal["off"]] = field(default_factory=dict)
    stale_after: int = STALE_AFTER
    words: Mapping[str, Words] = field(default_factory=dict)


def read_settings(path: Path, *, name: str) -> Settings:
    """Return the settings in a file; raise BriefError with all that is wrong."""
    document = load(path, name=name)
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        message, hint = "the file holds no keys and values", f"settings: {', '.join(_KEYS)}"
        place = document.locate(())
        raise BriefError(Diagnostic("error", "wrong-type", message, place, hint))
    given = {key: value for key, value in data.items() if not key.startswith("x-")}
    findings = [d for key, value in given.items() for d in _wrong(document, key, value)]
    if findings:
        raise BriefError(*sorted(findings, key=lambda d: d.location))
    words = {rule: _words(change) for rule, change in given.pop("words", {}).items()}
    if "wiki" in given:
        given["wiki"] = tuple(_names(given["wiki"]))
    return Settings(document, words=words, **given)


def _names(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _words(change: Mapping[str, Any]) -> Words:
    added = change.get("add", {})
    add = added if isinstance(added, dict) else dict.fromkeys(added, "say it plainly")
    return Words(add, frozenset(phrase.lower() for phrase in change.get("remove", ())))


def _wrong(document: Document, key: str, value: Any) -> list[Diagnostic]:
    """Return what is wrong with one setting."""
    if key not in _KEYS:
        close = difflib.get_close_matches(key.lower(), _KEYS, n=1)
        hint = f'did you mean "{close[0]}"?' if close else f"settings: {', '.join(_KEYS)}"
        message = f'"{shorten(key)}" is not a setting'
        return [_finding(document, (key,), "unknown-key", message, hint, at_key=True)]
    if key == "rules":
        return _wrong_rules(document, value)
    if key == "words":
        return _wrong_words(document, value)
    if key == "paper" and value not in PAPERS:
        message, hint = f'"{shorten(str(value))}" is no paper', f"write {' or '.join(PAPERS)}"
    elif key == "stale_after" and (type(value) is not int or value < 0):
        message, hint = "stale_after is not a number of days", "write stale_after: 14"
    elif key == "wiki":
        if value and all(isinstance(name, str) and name.strip() for name in _names(value)):
            return []
        message, hint = "wiki names no flavor", "for example: wiki: [github-wiki, mkdocs]"
    elif key not in ("paper", "stale_after") and not (isinstance(value, str) and value.strip()):
        message, hint = f"{key} is not text", "write a name, or delete the line"
    else:
        return []
    return [_finding(document, (key,), "wrong-value", message, hint, at_key=value is None)]


def _wrong_rules(document: Document, value: Any) -> list[Diagnostic]:
    if not isinstance(value, dict):
        message, hint = "rules is not a mapping", "for example: rules: {single-source: off}"
        return [_finding(document, ("rules",), "wrong-type", message, hint, at_key=value is None)]
    hint = f"one of: {', '.join(SEVERITIES)}"
    return [
        _finding(
            document,
            ("rules", rule),
            "wrong-value",
            f'"{shorten(str(level))}" is no severity',
            hint,
        )
        for rule, level in value.items()
        if level not in SEVERITIES
    ]


def _wrong_words(document: Document, value: Any) -> list[Diagnostic]:
    hint = (
        "for example: words: {loaded-language: {add: {game-changing: say how}, remove: [clearly]}}"
    )
    if not isinstance(value, dict):
        message = "words is not a mapping"
        return [_finding(document, ("words",), "wrong-type", message, hint, at_key=value is None)]
    found = []
    for rule, change in value.items():
        if rule not in WORD_RULES:
            message, known = f'"{shorten(rule)}" has no list of words', ", ".join(WORD_RULES)
            found.append(
                _finding(document, ("words", rule), "unknown-key", message, known, at_key=True)
            )
        elif not _is_change(change):
            message = f"the words of {rule} are not lists of add and remove"
            found.append(_finding(document, ("words", rule), "wrong-type", message, hint))
    return found


def _is_change(change: Any) -> bool:
    """Tell {add: {phrase: hint} or [phrase], remove: [phrase]} from anything else."""
    if not isinstance(change, dict) or set(change) - {"add", "remove"}:
        return False
    texts = [*(change.get("add") or ()), *(change.get("remove") or ())]
    add = change.get("add") or {}
    texts += add.values() if isinstance(add, dict) else ()
    kinds = isinstance(add, dict | list) and isinstance(change.get("remove") or [], list)
    return kinds and all(isinstance(text, str) and text.strip() for text in texts)


def _finding(
    document: Document,
    path: tuple[str, ...],
    code: str,
    message: str,
    hint: str,
    *,
    at_key: bool = False,
) -> Diagnostic:
    place = document.locate(path, key=at_key)
    return Diagnostic("error", code, message, place, hint, shorten(".".join(path)))
