"""One slip in the brief of the seed article gives one finding, at the place of the slip."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TODAY

from briefgen.building import builder
from briefgen.building.options import Options
from briefgen.errors import Diagnostic
from briefgen.prepare import prepare
from briefgen.project import Project, find_project
from briefgen.render import Design

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "briefs" / "greenland.yaml").read_text(encoding="utf-8")


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


def errors(text: str) -> list[Diagnostic]:
    found = prepare(ROOT / "briefs" / "greenland.yaml", Project(ROOT), TODAY, data=text.encode())
    return [d for d in found.diagnostics if d.severity == "error"]


#: what is changed, into what, the words to point at, the rules
SLIPS = [
    ("  on eight European countries. Carney", "  on six European countries. Carney", "six"),
    ("tariffs on eight European countries: 10", "tariffs on six European countries: 10", "six"),
    ("- who: Eight European", "- who: Six European", "Six"),
    ("Among the eight that", "Among the six that", "six"),
    ("event: Eight countries", "event: Six countries", "Six"),
    ("count: 6\n", "count: 8\n", "8"),
    ("count: 8\n", "count: 6\n", "6"),
    ("value: 8\n", "value: 6\n", "6"),
    ("value: 6\n", "value: 8\n", "8"),
    ("as_written: eight European", "as_written: six European", "six"),
    ("  to 25 percent by June 1 unless", "  to 52 percent by June 1 unless", "52 percent"),
    ("value: 25", "value: 52", "52"),
    ("as_written: 25 percent", "as_written: 52 percent", "52 percent"),
    ("rate: 25,", "rate: 52,", "52"),
    ("Tariffs rise to 25 percent", "Tariffs rise to 52 percent", "52 percent"),
    ("then 25 percent", "then 52 percent", "52 percent"),
    ("the Netherlands and Finland have", "the Netherlands, Finland and Canada have", "Canada"),
    ("did not explicitly", "did explicitly", "did"),
    ("starting February 1, rising", "starting February 2, rising", "February 2"),
    ("text: very dangerous for the Safety,", "text: very dangerous for the safety,", "safety,"),
    ("text: full solidarity", "text: total solidarity", "total"),
    ("text: full partnership stands", "text: full partnership stood", "stood"),
    ("currently have two dogsleds as protection, one added recently.\n    speaker",
     "currently have two dogsleds for protection, one added recently.\n    speaker", "for"),
    ("speaker: vdl", "speaker: trump", "trump"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), SLIPS, ids=[new for _, new, _ in SLIPS])
def test_a_slip_is_one_error_at_its_place(old: str, new: str, words: str) -> None:
    (found,) = errors(changed(old, new))
    place = found.location
    text = place.text[place.column - 1 : place.column - 1 + place.length]
    assert text.strip("“”") == words


@pytest.mark.parametrize("members", ["[Germany, France", "[Denmark, Norway"])
def test_a_country_too_many_is_found_whether_or_not_it_is_counted(members: str) -> None:
    (found, *others) = errors(changed(members, members.replace("[", "[Canada, ")))
    assert (found.code, found.location.text[found.location.column - 1 :][:6]) == (
        "group-not-in-source",
        "Canada",
    )
    assert {d.code for d in others} <= {"count-mismatch", "derived-mismatch"}


def test_as_it_stands_the_brief_has_no_error() -> None:
    assert errors(TEXT) == []


def test_a_brief_with_a_slip_is_not_printed(tmp_path: Path) -> None:
    for folder in ("briefs", "seeds"):
        (tmp_path / folder).mkdir()
    for seed in (ROOT / "seeds").glob("000*"):
        (tmp_path / "seeds" / seed.name).write_bytes(seed.read_bytes())
    (tmp_path / "briefs/greenland.yaml").write_text(changed("value: 25", "value: 52"), "utf-8")
    project = find_project(tmp_path / "briefs")
    options = Options(tmp_path / "dist", jobs=1, today=TODAY)
    built = builder.build(project, Design.of(project), options)
    assert built.failed
    assert not list((tmp_path / "dist").glob("*/*"))
