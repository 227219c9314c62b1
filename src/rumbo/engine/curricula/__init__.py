"""Curricula: courses that must come before others, what cannot be satisfied, and in how few terms all can be taken.

The definitions of delay, blocking and structural complexity are those of G. L. Heileman, C. T. Abdallah, A. Slim and M. Hickman,
*Curricular Analytics: A Framework for Quantifying the Impact of Curricular Reforms and Pedagogical Innovations* (arXiv:1811.09676, 2018).
"""
