"""The model of a brief: frozen, and strict about every key."""

from briefgen.schema.brief import Brief

__all__ = ["Brief"]
