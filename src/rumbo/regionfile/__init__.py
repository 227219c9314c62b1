"""Region files read into frozen records, with findings that name file, line and field. Knows no Django."""
