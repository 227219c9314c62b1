"""Planning tasks in PDDL, with what they take away left out, as problems in the neutral format."""
