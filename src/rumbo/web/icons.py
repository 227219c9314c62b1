"""The icons, drawn here on a 24 by 24 grid as strokes of one width. Each stands beside a word, never alone."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ICONS", "TURNS"]

# Icons that point along the line of reading: they turn where it runs from right to left.
TURNS = frozenset({"back", "crossing", "leave", "list", "next", "once", "search"})

ICONS: Mapping[str, str] = {
    "paper": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "papers": '<path d="M8 6V3h7l4 4v11h-3M5 6h7l4 4v11H5zM12 6v4h4"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 21c.8-4.4 3.6-6.5 7.5-6.5s6.7 2.1 7.5 6.5"/>',
    "building": '<path d="M3 21h18M5 21V9l7-5 7 5v12M9 21v-5h6v5M9.5 12h.01M14.5 12h.01"/>',
    "bed": '<path d="M3 19V6M3 15h18v4M21 15v-2a3 3 0 0 0-3-3h-7v5"/><circle cx="7" cy="11.5" r="1.7"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "calendar": '<path d="M4 6h16v15H4zM4 11h16M8 3v5M16 3v5"/>',
    "money": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M15 9c-.6-1-1.7-1.5-3-1.5-1.8 0-3 .8-3 2.1 0 3.1 6 1.5 6 4.7 0 1.3-1.2 2.2-3 2.2-1.4 0-2.6-.6-3.2-1.7M12 5.8v12.4"/>',
    "crossing": '<path d="M12 3v3M12 9v2M12 14v2M12 19v2M4 12h16M16 8l4 4-4 4"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="3"/>',
    "shield": '<path d="M12 3l7.5 2.7v5.6c0 4.6-3 8-7.5 9.7-4.5-1.7-7.5-5.1-7.5-9.7V5.7z"/>',
    "phone": '<path d="M6 3h4l1.5 5L9 10c1.1 2.3 2.7 3.9 5 5l2-2.5 5 1.5v4c0 1.7-1.3 3-3 3C10.3 21 3 13.7 3 6c0-1.7 1.3-3 3-3z"/>',
    "pin": '<path d="M12 21.5c4.5-5 6.7-8.7 6.7-11.7a6.7 6.7 0 0 0-13.4 0c0 3 2.2 6.7 6.7 11.7z"/><circle cx="12" cy="9.8" r="2.3"/>',
    "check": '<path d="M4.5 12.5l5 5 10-11"/>',
    "warning": '<path d="M12 3.5l9.5 17h-19zM12 10v4.5M12 17.5h.01"/>',
    "question": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M9.3 9.5A2.8 2.8 0 0 1 12 7.3c1.6 0 2.8 1 2.8 2.4 0 2-2.8 2.2-2.8 4.3M12 17h.01"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "next": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "leave": '<path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4"/>',
    "bag": '<path d="M5 8h14l1 13H4zM9 8V6a3 3 0 0 1 6 0v2"/>',
    "stop": '<path d="M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2zM12 7.5v5.5M12 16.5h.01"/>',
    "lock": '<path d="M5 11h14v10H5zM8 11V8a4 4 0 0 1 8 0v3"/>',
    "scales": '<path d="M12 3v18M7 21h10M5 6.5h14M5 6.5L2.5 13h5zM19 6.5L16.5 13h5z"/>',
    "print": '<path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z"/>',
    "give": '<path d="M12 3v11M7.5 9.5L12 14l4.5-4.5M4 17v4h16v-4"/>',
    "fork": '<path d="M12 21v-7L6 8V3M12 14l6-6V3M3.5 5.5L6 3l2.5 2.5M15.5 5.5L18 3l2.5 2.5"/>',
    "list": '<path d="M9 6h12M9 12h12M9 18h12M4 6h.01M4 12h.01M4 18h.01"/>',
    "letters": '<path d="M2.5 19L8 5l5.5 14M4.5 14.5h7"/><path d="M20.5 13v6M20.5 16a2.8 3 0 1 0-5.6 0 2.8 3 0 0 0 5.6 0z"/>',
    "offline": '<path d="M3 9a13 13 0 0 1 18 0M6.5 12.7a8 8 0 0 1 11 0M10 16.3a3.2 3.2 0 0 1 4 0M12 19.5h.01M4 3l16 18"/>',
    "once": '<path d="M4 12a8 8 0 1 1 3 6.2M4 20v-5h5"/><path d="M3 3l18 18"/>',
}
