"""The model of a brief: frozen, and strict about every key."""

from briefgen.schema.brief import Brief
from briefgen.schema.export import json_schema

__all__ = ["Brief", "json_schema"]
