"""Brief to BriefView: everything a template needs, in finished strings."""
