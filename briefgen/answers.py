"""What a build says at its end, whether it built or found nothing to do."""

from __future__ import annotations

import sys

from briefgen.reporters.text import text
from briefgen.terminal import color
from briefgen.unchanged import Answer


def say(answer: Answer, *, quiet: bool, findings: bool = True) -> int:
    """Print findings, the line that counts, and what was left out; return the exit status."""
    if findings:
        sys.stderr.write(text(answer.diagnostics, color=color(sys.stderr)))
    for line in (*(() if quiet else (answer.said,)), *answer.named):
        print(line, file=sys.stderr)
    return answer.status
