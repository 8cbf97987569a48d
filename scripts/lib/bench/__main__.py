"""Chooses what is measured."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from bench import peers, scale, speed

SIZES = (10, 100, 1_000)


def main() -> None:
    """Measure the parts that are named, all of them by default."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=("speed", "peers", "scale"))
    parser.add_argument("--all", action="store_true", help="up to 10,000 briefs: half an hour more")
    parser.add_argument(
        "--sizes", type=lambda text: [int(n) for n in text.split(",")], help="of scale: 10,100,300"
    )
    parser.add_argument("--pairs", type=int, default=5, help="runs of either of two (default: 5)")
    options = parser.parse_args()
    sizes = options.sizes or (SIZES + (10_000,) * options.all)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name).resolve()
        if options.part in {None, "speed"}:
            speed.measure(work, options.pairs)
        if options.part in {None, "peers"}:
            peers.measure(work / "peers", options.pairs)
        if options.part in {None, "scale"}:
            scale.measure(work, sizes, options.pairs)


try:
    main()
except subprocess.CalledProcessError as error:
    raise SystemExit(f"{error}\n{error.stderr}") from None
