"""Work on very many stored profiles: where it is done (executors), where it is kept (stores), and how it goes on after a stop (runs).

Knows no Django. What the work is stands in :mod:`rumbo.engine.sweep`.
"""
