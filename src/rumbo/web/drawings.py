"""Drawings of papers by their shape, 48 by 36, so that who reads slowly can tell one from another. Each stands beside its name."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["DRAWINGS"]

_SHEET = '<path d="M12 2h18l7 7v25H12zM30 2v7h7"/>'
_CARD = '<rect x="3" y="6" width="42" height="25" rx="3"/>'

DRAWINGS: Mapping[str, str] = {
    "sheet": f'{_SHEET}<path d="M17 14h15M17 19h15M17 24h15M17 29h9"/>',
    "sheet-seal": f'{_SHEET}<path d="M17 14h15M17 19h15M17 24h6"/><circle cx="30" cy="27" r="4"/><path d="M28 31l-1 4 3-2 3 2-1-4"/>',
    "sheet-photo": f'{_SHEET}<rect x="16" y="12" width="8" height="10"/><path d="M27 14h6M27 19h6M17 26h16M17 30h9"/>',
    "card": f'{_CARD}<circle cx="13" cy="16" r="4"/><path d="M6.5 27c.6-4 3-5.5 6.5-5.5s5.9 1.5 6.5 5.5M25 14h15M25 19h15M25 24h9"/>',
    "booklet": '<rect x="13" y="2" width="22" height="32" rx="2"/><path d="M17 2v32"/>'
    '<circle cx="26" cy="14" r="5"/><path d="M21 25h10M23 29h6"/>',
    "sticker": '<path d="M4 4h20v28H4zM24 4h20v28H24z"/>'
    '<rect x="27" y="8" width="6" height="8"/><path d="M36 9h5M36 13h5M27 21h14M27 26h14"/>',
    "receipt": '<path d="M14 2h20v32l-3-3-3.5 3-3.5-3-3.5 3-3.5-3-3 3zM18 9h12M18 14h12M18 19h7M30 24h-4"/>',
    "phone": '<rect x="14" y="2" width="20" height="32" rx="3"/><path d="M18 9h4v4h-4zM26 9h4v4h-4zM18 17h4v4h-4zM26 17h2v4h2M22 30h4"/>',
}
