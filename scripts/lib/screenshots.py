"""One brief in three wikis, as a browser shows it."""

import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from PIL import Image

from support import wikis

ENGINES = Path(__file__).parents[2] / "tests/engines/node_modules"
SIZE, SMALLER = (1180, 1500), 0.6
PAGE = """<!doctype html><meta charset="utf-8"><style>{css}
body {{ margin: 0; background: white }} main {{ display: flex; gap: 32px; margin: 24px 40px }}
article {{ flex: 1; min-width: 0 }} aside {{ flex: none; width: 220px; font-size: 14px }}
</style><main><article class="markdown-body">{body}</article>{side}</main>
<script src="{mermaid}"></script>
<script>for (const code of document.querySelectorAll("code.language-mermaid")) {{
  const drawing = document.createElement("div");
  drawing.className = "mermaid"; drawing.textContent = code.textContent;
  code.parentElement.replaceWith(drawing);
}} mermaid.initialize({{ theme: "neutral" }});</script>"""


def styled(body: str, side: str = "") -> str:
    """Return a page in the style of GitHub."""
    css = (ENGINES / "github-markdown-css/github-markdown-light.css").read_text(encoding="utf-8")
    beside = f'<aside class="markdown-body">{side}</aside>' if side else ""
    script = (ENGINES / "mermaid/dist/mermaid.min.js").as_uri()
    return PAGE.format(css=css, body=body, side=beside, mermaid=script)


def site(wiki: Path, work: Path) -> Path:
    """Build a site with MkDocs Material; return the page of the brief."""
    config = {
        "INHERIT": str(wiki / "nav.yml"),
        "site_name": "Briefs",
        "docs_dir": str(wiki),
        "theme": {"name": "material", "font": False, "features": ["navigation.sections"]},
        "use_directory_urls": False,
        "markdown_extensions": ["admonition", "footnotes", "tables"],
        "plugins": ["tags"],
    }
    (work / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(work / "site")]
    subprocess.run(command, cwd=work, check=True)
    return work / "site/greenland.html"


def shoot(page: Path, target: Path, scroll: int = 0) -> None:
    """Write a picture of a page in headless Chromium."""
    width, height = SIZE
    with tempfile.TemporaryDirectory() as profile:
        raw = Path(profile) / "raw.png"
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"]
        command += ["--no-first-run", "--disable-background-networking", "--disable-sync"]
        command += ["--disable-component-update", "--hide-scrollbars", "--virtual-time-budget=5000"]
        command += [f"--user-data-dir={profile}", f"--window-size={width},{height + scroll}"]
        command += [f"--screenshot={raw}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
        picture = Image.open(raw).convert("RGB").crop((0, scroll, width, height + scroll))
    size = (round(width * SMALLER), round(height * SMALLER))
    small = picture.resize(size, Image.Resampling.LANCZOS)
    small.quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)


def main(built: Path, target: Path) -> None:
    """Draw all three."""
    wiki = built / "wiki"
    shoot(site(wiki / "mkdocs", built), target / "wiki-mkdocs.png")
    served = wikis.gollum().site(wiki / "github-wiki")["greenland.md"]
    (built / "gollum.html").write_text(styled(served["html"], served["sidebar"]), encoding="utf-8")
    shoot(built / "gollum.html", target / "wiki-gollum.png")
    text = (wiki / "github/greenland.md").read_text(encoding="utf-8")
    body = wikis.node("github").render([text])[0]
    (built / "github.html").write_text(styled(body), encoding="utf-8")
    shoot(built / "github.html", target / "wiki-github.png", scroll=3020)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
