"""A wiki of briefs: what its pages are called, how they are linked, and the pages between them."""
