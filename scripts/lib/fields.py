"""Every field of a brief as Markdown tables, from the JSON Schema of the model."""

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from briefgen.schema.base import ID_PATTERN
from briefgen.schema.export import json_schema

Schema = dict[str, Any]
HEAD = """# Every field of a brief

This page is made from the model by `scripts/fields`. [writing.md](writing.md) explains how to use
the fields.

Bold keys are required; so is exactly one of `source` and `sources`. Keys of your own start with
`x-`, in every table. An *id* is made of small letters, digits and hyphens; a *date* is written
2026-11-22. The keys may come in any order. In a brief with `languages`, each *text* may be a
mapping from language to text."""
SHARED = """## What every statement may carry

Tables that say “Any statement’s fields, and:” take these as well."""
MORE = "Any statement’s fields, and:"
# Every text may be one, so the page says it once.
TRANSLATED = "Translated"
NAMES = {"string": "text", "boolean": "`true` or `false`", "integer": "number"}
PLAIN = re.compile(r"[^\W\d][^#:,\[\]{}&*!|>%@`\"]*\Z")


def document(schema: Schema) -> str:
    """Return the whole page."""
    models = schema["$defs"]
    shared = [key for key in models["Detail"]["properties"] if key in ("source", "origin", "note")]
    common = {key: models["Detail"]["properties"][key] for key in shared}
    parts = [HEAD, "## The brief", table(schema, {}), SHARED, table({"properties": common}, {})]
    for name in ("Reference", *(n for n in used(schema) if n != "Reference")):
        model = models[name]
        sourced = common.items() <= {**model["properties"], **overridden(model, common)}.items()
        more = f" {MORE}" if sourced else ""
        parts += [f"## {spaced(name)}", f"{model['description']}{more}", table(model, common)]
    return "\n\n".join(parts)


def spaced(name: str) -> str:
    """Return the name of a model in words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def overridden(model: Schema, common: Schema) -> Schema:
    """Return the shared fields that a model has with words of its own."""
    return {key: common[key] for key in common if key in model["properties"]}


def used(schema: Schema) -> list[str]:
    """Return the models in the order in which the tables first name them."""
    order: list[str] = []
    waiting = [schema]
    while waiting:
        for field in waiting.pop(0)["properties"].values():
            for name in re.findall(r"#/\$defs/(\w+)", json.dumps(field)):
                if name not in order and name != TRANSLATED:
                    order.append(name)
                    waiting.append(schema["$defs"][name])
    return order


def table(model: Schema, common: Schema) -> str:
    """Return the table of a model; what it shares with all statements is left out."""
    rows = ["| key | what it says | written as | example |", "| --- | --- | --- | --- |"]
    required = model.get("required", ())
    for key, field in model["properties"].items():
        if key in common and field["description"] == common[key]["description"]:
            continue
        shown = f"**`{key}`**" if key in required else f"`{key}`"
        words = f"{field['description']}{default(field)}"
        cells = (shown, words, written_as(field), f"`{flow(field['examples'][0])}`")
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows)


def default(field: Schema) -> str:
    """Return what holds when the key is left out."""
    value = field.get("default")
    return f" Default: `{flow(value)}`." if value not in (None, [], "") else ""


def written_as(field: Schema) -> str:
    """Return the forms of a field in words, lists last."""
    forms = list(dict.fromkeys(kinds(field)))
    single = [form for form in forms if not form.startswith("list of ")]
    lists = [form for form in forms if form not in single]
    if single and lists == [f"list of {' or '.join(single)}"]:
        lists = ["a list of them" if len(single) > 1 else "a list"]
    return ", or ".join([" or ".join(single), *lists] if single else lists)


def kinds(schema: Schema) -> Iterator[str]:
    """Yield the forms of a value."""
    if "anyOf" in schema:
        for part in schema["anyOf"]:
            yield from kinds(part)
    elif "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        if name == TRANSLATED:
            return
        yield f"[{spaced(name).lower()}](#{spaced(name).lower().replace(' ', '-')})"
    elif "enum" in schema or "const" in schema:
        yield " · ".join(f"`{flow(v)}`" for v in schema.get("enum") or [schema["const"]])
    else:
        yield from simple(schema)


def simple(schema: Schema) -> Iterator[str]:
    """Yield the forms of a value that is no choice and no model."""
    kind = schema["type"]
    if kind == "array":
        inner = " or ".join(dict.fromkeys(kinds(schema["items"])))
        yield f"list of {inner}"
    elif kind == "object":
        yield "[source](#source)" if "properties" in schema else "`{Key: …}`"
    elif kind == "string" and schema.get("format") == "date":
        yield "date"
    elif schema.get("pattern") == ID_PATTERN:
        yield "id"
    elif kind == ["string", "number"]:
        yield "text"
    elif kind != "null":
        yield NAMES.get(kind, kind)


def flow(value: Any) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    if isinstance(value, str) and PLAIN.match(value):
        return value
    day = isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}\Z", value)
    return str(value) if day else json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write(document(json_schema()) + "\n")
