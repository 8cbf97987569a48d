"""From the briefs of a project to its output folder, and only what changed."""
