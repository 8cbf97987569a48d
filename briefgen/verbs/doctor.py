"""The verb that says what this machine can render."""

from __future__ import annotations

import sys

from briefgen.errors import RenderError
from briefgen.printing.pdf import engine_report, mend_command


def run() -> int:
    """Say what this machine can render."""
    print(f"Python      {sys.version.split()[0]}")
    print("Markdown    works")
    try:
        report = engine_report()
    except RenderError as error:
        print(f"PDF         {error.diagnostics[0].message}")
        print(f"            run: {mend_command()}")
        return 1
    print(f"PDF         works: WeasyPrint {report['weasyprint']}, Pango {report['pango']}")
    if not report["subsetter"]:
        print("Subsetter   libharfbuzz-subset is missing: PDFs take three times as long")
        print("            and other bytes than elsewhere")
        print(f"            run: {mend_command()}")
        return 1
    print(f"Subsetter   {report['subsetter']}")
    return 0
