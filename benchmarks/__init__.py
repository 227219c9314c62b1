"""Measurements that anyone can run: ``make bench``. Ratios count, absolute times are noise on shared machines."""
