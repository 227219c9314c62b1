"""How Sphinx builds the documentation: in English from docs/, and with ``-t es`` in Spanish from docs/es/."""

from __future__ import annotations

SPANISH = tags.has("es")  # type: ignore[name-defined]  # noqa: F821  # Sphinx puts ``tags`` here

project = "Rumbo"
author = "Rumbo"
project_copyright = "The Rumbo contributors, AGPL-3.0-or-later"
language = "es" if SPANISH else "en"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["_build"] if SPANISH else ["_build", "es"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
# Links between the languages, and to files of the repository, leave the tree that one build sees.
suppress_warnings = ["myst.xref_missing"]

html_theme = "furo"
html_title = "Rumbo"
html_show_sphinx = False
html_copy_source = False
