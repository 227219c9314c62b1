"""One module per family of commands. Each reads its options, calls what answers, and prints."""
