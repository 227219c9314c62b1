"""Solvers written by others, on the problems that the engine solves: to check it, and to be measured beside it."""
