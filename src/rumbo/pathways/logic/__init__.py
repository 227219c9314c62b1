"""Questions, plans and words about a region's ways: pure functions, no Django, no clock, no files."""
