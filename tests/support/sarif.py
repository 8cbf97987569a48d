"""The parts of SARIF 2.1.0 that briefgen writes, as a schema that refuses anything else."""

from __future__ import annotations

from typing import Any


def _object(required: str, **properties: Any) -> dict[str, Any]:
    """Return a schema of an object with these properties alone."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


def _list(items: dict[str, Any], **limits: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **limits}


TEXT = {"type": "string"}
NUMBER = {"type": "integer", "minimum": 1}
INDEX = {"type": "integer", "minimum": -1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = _object("text", text=TEXT)
RULE = _object(
    "id", id=TEXT, shortDescription=MESSAGE, defaultConfiguration=_object("", level=LEVEL)
)
REGION = _object("", startLine=NUMBER, startColumn=NUMBER, endColumn=NUMBER, snippet=MESSAGE)
ARTIFACT = _object("", uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT)
LOCATION = _object(
    "", physicalLocation=_object("artifactLocation", artifactLocation=ARTIFACT, region=REGION)
)
RESULT = _object(
    "message",
    ruleId=TEXT,
    ruleIndex=INDEX,
    level=LEVEL,
    message=MESSAGE,
    locations=_list(LOCATION),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
)
RUN = _object(
    "tool",
    tool=_object("driver", driver=_object("name", name=TEXT, version=TEXT, rules=_list(RULE))),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=_list(_object("executionSuccessful", executionSuccessful={"type": "boolean"})),
    results=_list(RESULT),
)
SCHEMA = _object(
    "version runs",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs=_list(RUN, minItems=1),
)
