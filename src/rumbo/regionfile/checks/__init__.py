"""Checks over a region that could be read: one small file per family, each a function from a context to findings."""
