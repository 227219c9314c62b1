"""Tags of the directory."""
