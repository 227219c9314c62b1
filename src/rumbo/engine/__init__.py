"""Facts, conditions and ways: screening, planning and explaining, with no knowledge of the rest of Rumbo."""
