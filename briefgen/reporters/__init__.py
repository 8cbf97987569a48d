"""Findings as people, programs and CI systems read them: a module each, named as its function."""
