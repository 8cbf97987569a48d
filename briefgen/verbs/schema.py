"""The verb that prints the JSON Schema of a brief."""

from __future__ import annotations

import json

from briefgen.schema.export import json_schema


def run() -> int:
    """Print the JSON Schema of a brief."""
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0
