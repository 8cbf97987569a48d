"""Projects of any size: each brief has a small article of its own, so that every check runs."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from support.sentences import LANGUAGES, Sentences

SETTINGS = "wiki: [github, mkdocs]\norganisation: Harbour desk\nrules: {single-source: off}\n"
PICTURE = Path(__file__).parents[2] / "briefs/veldra-map.png"
_TAGS = ("harbours", "levies", "Verkehr", "santé", "الموانئ", "budgets")


def write(
    folder: Path, numbers: Iterable[int], *, edition: int = 1, settings: str = SETTINGS
) -> None:
    """Write the briefs of some numbers into a project; another edition has other words."""
    for part in ("briefs", "seeds"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "briefgen.yaml").write_text(settings, encoding="utf-8")
    shutil.copyfile(PICTURE, folder / "briefs/map.png")
    for number in numbers:
        text, article, overlay = brief(number, edition)
        path = folder / f"briefs/brief-{number:03}.yaml"
        path.write_text(text, encoding="utf-8")
        (folder / f"seeds/{number:03}.txt").write_text(article, encoding="utf-8")
        if overlay:
            path.with_suffix(".checks.yaml").write_text(overlay, encoding="utf-8")


def remove(folder: Path, number: int) -> None:
    """Remove a brief from a project, with its article."""
    for name in (f"briefs/brief-{number:03}.yaml", f"briefs/brief-{number:03}.checks.yaml"):
        (folder / name).unlink(missing_ok=True)
    (folder / f"seeds/{number:03}.txt").unlink()


def brief(number: int, edition: int) -> tuple[str, str, str]:
    """Return a brief, its article, and what the desk found in the original ("" if nothing)."""
    chance = random.Random(f"{number} {edition}")  # noqa: S311 - the same each time, on purpose
    language = list(LANGUAGES)[number % len(LANGUAGES)]
    said = Sentences(language, chance)
    data = _data(number, said, chance)
    if number % 6 == 4:
        other = Sentences("fr" if language == "de" else "de", chance)
        data = _translated(data, said, other)
    else:
        data["language"] = language
    text = yaml.safe_dump(_spoilt(number, data), allow_unicode=True, sort_keys=False, width=90)
    text += "details: [\n" if number % 29 == 11 else ""
    verdict = "confirmed" if number % 2 else "{status: altered, note: It begins otherwise.}"
    overlay = f"quotes: {{word: {verdict}}}\n" if number % 5 == 1 else ""
    return text, "\n".join(said.article) + "\n", overlay


def _data(number: int, said: Sentences, chance: random.Random) -> dict[str, Any]:
    quote, person, role = said.quotation()
    amount, unit = said.figure()
    data: dict[str, Any] = {
        "id": f"GEN-{number:03}",
        "title": said.title(number),
        "date": "2026-11-20",
        "bottom_line": said.summary(),
        "details": [{"text": said.fact()} for _ in range(chance.randint(1, 6))],
        "counterpoints": [
            {"claim": said.claim(), "by": said.union, "response": "none reported"}
            for _ in range(chance.randint(1, 3))
        ],
        "stakes": [{"who": said.place, "text": said.fact()} for _ in range(chance.randint(1, 3))],
        "actors": [{"id": "speaker", "name": person, "kind": "person", "role": role}],
        "quotes": [{"id": "word", "text": quote, "speaker": "speaker", "extent": "sentence"}],
        "figures": [
            {"value": amount, "unit": unit, "meaning": said.place, "as_written": said.last}
        ],
        "tags": chance.sample(_TAGS, chance.randint(1, 3)),
        "contact": "Harbour desk",
        "handling": "UNCLASSIFIED",
        "source": {
            "file": f"seeds/{number:03}.txt",
            "date": "2026-11-18",
            "reliability": "a local paper",
        },
    }
    if number > 2:
        data["related"] = [{"id": f"GEN-{chance.randrange(number):03}"}]
    if number % 7 == 2:
        data["map"] = {"image": "briefs/map.png", "alt": said.place, "origin": "editor"}
    if number % 4 == 1:
        data["glossary"] = [{"term": said.place, "meaning": said.union, "origin": "editor"}]
        data["timeline"] = [{"when": "2027-03-01", "event": said.start, "status": "planned"}]
    return data


def _translated(data: dict[str, Any], said: Sentences, other: Sentences) -> dict[str, Any]:
    """Return a brief in two languages: every text in both, what it rests on in the first."""
    first, second = said.tag, other.tag
    data["title"] = {first: data["title"], second: other.title(len(said.article) + 1)}
    data["bottom_line"] = {first: data["bottom_line"], second: other.summary()}
    for part in (*data["details"], *data["stakes"]):
        part["text"] = {first: part["text"], second: other.fact()}
    for part in data["counterpoints"]:
        part["claim"] = {first: part["claim"], second: other.claim()}
    said.article += other.article
    return data | {"languages": [first, second]}


def _spoilt(number: int, data: dict[str, Any]) -> dict[str, Any]:
    """Return a brief as it is, or with one of the errors that stop it."""
    if number % 13 == 5:
        data["quotes"][0]["text"] += " Nobody said this."
    if number % 17 == 3:
        data["figures"][0]["value"] += 1
    if number % 31 == 7:
        data["titel"] = "x"
    return data
