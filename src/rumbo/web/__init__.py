"""The shell of every page: base templates, template tags, static files. Knows no app and no app's address."""
