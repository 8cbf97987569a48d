"""Single constructs that have to conform, and violations that must not pass the gate."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from briefgen.errors import RenderError
from briefgen.loader import load
from briefgen.printing import pdf as engine
from briefgen.printing.pdf import lay_out
from briefgen.render import Design
from briefgen.templating import BUILT_IN
from briefgen.values import replace
from support.constructs import DATA, Made, design, made, singles
from support.pdf import Pdf, solid
from support.spoil import SPOILS, SUBJECT, spoilt
from support.structure import problems

SINGLES = singles()
VIOLATIONS: dict[str, dict[str, str]] = load(DATA / "violations.yaml").data
PROFILES = ("ua1", "3a")
SOUND = """<!DOCTYPE html><html lang="en"><head><title>A page</title><style>
@page {{ @bottom-left {{ content: "Page " counter(page); font-family: "BG Sans" }} }}
body {{ font-family: "BG Serif" }}
</style></head><body>{}</body></html>"""
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8AAAAMB"
    "AQAY3Y2wAAAAAElFTkSuQmCC"
)


@pytest.fixture(scope="session")
def look(tmp_path_factory: pytest.TempPathFactory) -> Design:
    return design(tmp_path_factory.mktemp("labels"))


@pytest.fixture(scope="session")
def subject(look: Design) -> Made:
    return made(SUBJECT, look)


def findings(pdf: Pdf, html: str) -> list[str]:
    """Return what the whole gate says: both profiles and the structure checks."""
    return [f for profile in PROFILES for f in pdf.failures(profile)] + problems(pdf, html)


def page_of(violation: dict[str, str]) -> str:
    """Return the HTML page of a violation."""
    return violation.get("page") or SOUND.format(violation["body"].replace("PICTURE", DOT))


def written(html: str) -> Pdf:
    """Return an HTML page as briefgen writes it."""
    return Pdf(lay_out(html, (BUILT_IN,)).write("page"))


def test_the_corpus_is_large_enough() -> None:
    assert len(SINGLES) >= 60
    assert len(VIOLATIONS) + len(SPOILS) >= 20


@pytest.mark.parametrize("name", SINGLES)
def test_construct_conforms(name: str, look: Design) -> None:
    try:
        one = made(SINGLES[name], look)
    except RenderError as error:
        if name.startswith("script-") and {d.code for d in error.diagnostics} == {"missing-glyph"}:
            pytest.skip(f"no font here: {error.diagnostics[0].message}")
        raise
    assert findings(one.pdf, one.html) == []


@pytest.mark.parametrize("name", ["stakes-three-pages", "counterpoints-three-pages"])
def test_long_tables_repeat_their_head(name: str, look: Design) -> None:
    pdf = made(SINGLES[name], look).pdf
    assert len(pdf.reader.pages) >= 3
    pieces = [e for e in pdf.tree.walk() if e.kind == "Table"]
    heads = [pdf.words(piece.kids[0]) for piece in pieces]
    assert max(heads.count(head) for head in heads) >= 3


@pytest.mark.parametrize("name", ["detail-over-a-page", "gaps-two-pages", "context-over-pages"])
def test_long_texts_run_over_pages(name: str, look: Design) -> None:
    assert len(made(SINGLES[name], look).pdf.reader.pages) >= 2


def test_links_lead_where_they_say(look: Design) -> None:
    one = made({"details": ["See [a **b** `c`](https://example.org/?a=1&b=2) here."]}, look)
    links = [e for e in one.pdf.tree.walk() if e.kind == "Link"]
    assert "".join(one.pdf.words(e) for e in links).replace(" ", "") == "abc"
    assert "https://example.org/?a=1&b=2" in str(
        [note.get_object() for note in one.pdf.reader.pages[0]["/Annots"]]
    )


def test_furniture_is_no_content(subject: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check sees the furniture that WeasyPrint leaves tagged when briefgen does not mend it."""
    assert findings(subject.pdf, subject.html) == []
    monkeypatch.setattr(engine, "finish", None)
    html = SOUND.format("<h1>A</h1><p>B</p>")
    assert "unheld: Page 1" in problems(written(html), html)


def test_one_file_claims_both_standards(monkeypatch: pytest.MonkeyPatch) -> None:
    html = SOUND.format("<h1>A</h1><p>B</p>")
    assert findings(written(html), html) == []
    monkeypatch.setattr(engine, "dual_metadata", lambda _: None)
    rules = {f.partition(":")[0] for f in written(html).failures("ua1")}
    assert "PDFUA1-ID-SCHEMA-001" in rules


@pytest.mark.parametrize("name", VIOLATIONS)
def test_violation_is_refused(name: str) -> None:
    violation = VIOLATIONS[name]
    html, by = page_of(violation), violation["by"]
    if by == "briefgen":
        with pytest.raises(RenderError) as caught:
            written(html)
        found = [d.code for d in caught.value.diagnostics]
    else:
        pdf = written(html)
        found = problems(pdf, html) if by == "structure" else pdf.failures(by)
    assert violation["rule"] in {f.partition(":")[0] for f in found}


@pytest.mark.parametrize("name", SPOILS)
def test_spoilt_file_is_refused(name: str, subject: Made) -> None:
    how, by, rule = SPOILS[name]
    pdf = Pdf(spoilt(subject.pdf.data, how))
    found = problems(pdf, subject.html) if by == "structure" else pdf.failures(by)
    assert rule in {f.partition(":")[0] for f in found}


def test_copying_a_file_spoils_nothing(subject: Made) -> None:
    pdf = Pdf(spoilt(subject.pdf.data, lambda *_: None))
    assert findings(pdf, subject.html) == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_page_of_a_draft_says_so_and_conforms(paper: str, look: Design) -> None:
    look = replace(look, paper=paper)
    wrong = SINGLES["gaps-two-pages"] | {"as_of": "2026-11-21"}
    one = made(wrong, look, draft=True)
    assert findings(one.pdf, one.html) == []
    assert len(one.pdf.artifacts) > 1
    assert all("DRAFT—UNVERIFIED" in solid(text) for text in one.pdf.artifacts)
    # Furniture is silent to those who hear a page, so its head has the words as well.
    assert solid(one.pdf.words(one.pdf.tree)).count("DRAFT—UNVERIFIED") == 1
    sound = made(SINGLES["gaps-two-pages"], look, draft=True)
    assert "UNVERIFIED" not in sound.pdf.text


def test_the_band_of_a_draft_costs_no_room(look: Design) -> None:
    pages = []
    for as_of in ("2026-11-20", "2026-11-21"):
        pdf = made(SINGLES["context-over-pages"] | {"as_of": as_of}, look, draft=True).pdf
        words = [(page, text) for (page, _), text in pdf.tagged.items() if page and text]
        pages.append([(page, text) for page, text in words if "sha256" not in text])
    assert len({page for page, _ in pages[0]}) > 1
    assert pages[0] == pages[1]


def test_a_draft_in_arabic_says_so_in_arabic(look: Design) -> None:
    try:
        one = made(SINGLES["script-ar"] | {"as_of": "2026-11-21"}, look, draft=True)
    except RenderError as error:
        pytest.skip(f"no font here: {error.diagnostics[0].message}")
    assert findings(one.pdf, one.html) == []
    assert "مسودة — غير مُتحقَّق منها" in one.html


@pytest.fixture(scope="session")
def verapdf() -> str:
    program = os.environ.get("BRIEFGEN_VERAPDF", "")
    if not os.access(program, os.X_OK):
        pytest.skip("BRIEFGEN_VERAPDF names no executable")
    return program


def verdicts(verapdf: str, profile: str, folder: Path) -> dict[str, str]:
    """Return PASS or FAIL by file name, as veraPDF says."""
    command = [verapdf, profile, *sorted(str(path) for path in folder.glob("*.pdf"))]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    told = [line.split() for line in lines if line.startswith(("PASS ", "FAIL "))]
    return {Path(words[2]).stem: words[0] for words in told}


@pytest.mark.heavy
def test_verapdf_passes_every_construct(verapdf: str, look: Design, tmp_path: Path) -> None:
    for name, changes in SINGLES.items():
        (tmp_path / f"{name}.pdf").write_bytes(made(changes, look).pdf.data)
    for profile in PROFILES:
        assert verdicts(verapdf, profile, tmp_path) == dict.fromkeys(SINGLES, "PASS")


@pytest.mark.heavy
@pytest.mark.parametrize("profile", PROFILES)
def test_verapdf_fails_every_violation(
    verapdf: str, profile: str, subject: Made, tmp_path: Path
) -> None:
    for name, violation in VIOLATIONS.items():
        if violation["by"] == profile:
            (tmp_path / f"{name}.pdf").write_bytes(written(page_of(violation)).data)
    for name, (how, by, _) in SPOILS.items():
        if by == profile:
            (tmp_path / f"{name}.pdf").write_bytes(spoilt(subject.pdf.data, how))
    names = {path.stem for path in tmp_path.iterdir()}
    assert verdicts(verapdf, profile, tmp_path) == dict.fromkeys(names, "FAIL")
