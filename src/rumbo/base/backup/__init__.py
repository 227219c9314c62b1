"""A whole copy of what a server keeps, in one file, and back. What is kept: the region, staff accounts, the audit log; no answers.

``archive`` writes and reads the file; ``sqlite`` and ``postgresql`` copy each their database; ``services`` does the whole.
"""
