"""Keeps finished pages in step with a folder that people edit too, and loses nothing of theirs."""

from briefgen.publishing.carrying import Done, carry_out, report
from briefgen.publishing.files import MANIFEST, MAX_BYTES, fingerprint
from briefgen.publishing.manifest import Entry, Manifest, read
from briefgen.publishing.planning import Conflict, Page, Plan, Step, Take, plan

__all__ = [
    "MANIFEST",
    "MAX_BYTES",
    "Conflict",
    "Done",
    "Entry",
    "Manifest",
    "Page",
    "Plan",
    "Step",
    "Take",
    "carry_out",
    "fingerprint",
    "plan",
    "read",
    "report",
]
