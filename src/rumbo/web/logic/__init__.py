"""Pure parts of the shell: no Django, no clock, no reading or writing."""
