"""What `scripts/bench` measures: briefgen beside its peers, and as a project grows."""
