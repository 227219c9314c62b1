"""Rumbo: the way from what one holds to what one needs, on both sides of a border."""
