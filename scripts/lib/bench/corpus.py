"""Makes projects of any number of two-page briefs, each with an article of its own."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BRIEF, ARTICLE = "briefs/greenland.yaml", "seeds/000_743d1558921b3e64.txt"
#: Without these the brief fills two pages as they are. With them it is set more tightly, which is
#: to lay it out again, and no other program does that.
LEFT_OUT = "timeline|gaps|glossary|positions|watch|measures"
#: What the checks find in the brief. It is accepted, not switched off: the rules still run.
ACCEPTED = (
    "as-of-unknown relative-date secondhand-source sentence-length single-source"
    " undated-source undefined-acronym unnamed-source"
).split()
#: A number in a title would have to stand in the article.
LETTERS = str.maketrans("0123456789", "bcdfghjkmp")


def project(folder: Path, count: int) -> Path:
    """Make a project of so many briefs: NAME.yaml for `brief-0` and so on."""
    for name in ("briefs", "seeds"):
        (folder / name).mkdir(parents=True)
    (folder / "briefgen.yaml").touch()
    for number in range(count):
        write_brief(folder, number)
    return folder


def clean(folder: Path) -> None:
    """Leave neither output nor cache."""
    for made in ("dist", ".briefgen_cache"):
        shutil.rmtree(folder / made, ignore_errors=True)


def write_brief(folder: Path, number: int, addition: str = "") -> None:
    """Write one brief and its article; an addition to its title makes it another brief."""
    article = (ROOT / ARTICLE).read_text("utf-8").rstrip() + f"\nPrinted on sheet {number}.\n"
    (folder / f"seeds/{number}.txt").write_text(article, encoding="utf-8")
    text = (ROOT / BRIEF).read_text(encoding="utf-8")
    text = re.sub(rf"^({LEFT_OUT}):.*\n(?:(?![a-z_]+:).*\n)*", "", text, flags=re.MULTILINE)
    text = re.sub(r"^ +measures?: .*\n", "", text, flags=re.MULTILINE)
    sheet = f"{number:05}".translate(LETTERS)
    text = re.sub(r"^title: .*", rf"\g<0>, sheet {sheet}{addition}", text, flags=re.MULTILINE)
    text = re.sub(r"^id: .*", f"id: BN-2026-{number:05}", text, flags=re.MULTILINE)
    digest = hashlib.sha256(article.encode()).hexdigest()
    text = re.sub(r"(?<= sha256: )\w+", digest, text).replace(ARTICLE, f"seeds/{number}.txt")
    accepted = "".join(f"  - {{rule: {rule}, reason: a sample}}\n" for rule in ACCEPTED)
    text += f"\nlint_ignore:\n{accepted}"
    (folder / f"briefs/brief-{number}.yaml").write_text(text, encoding="utf-8")
