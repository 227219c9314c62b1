"""Static files under names that carry their digest, once they have been collected."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]  # whitenoise carries no types

__all__ = ["StaticStorage"]


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # as above
    """WhiteNoise's storage; until ``collectstatic`` has run (development, tests), files keep their plain names."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._urls: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """Where a file is found: worked out once in a process, where names carry digests and so cannot change under it."""
        if not self.hashed_files or force:
            return str(super().url(name, force))
        if name not in self._urls:
            self._urls[name] = str(super().url(name))
        return self._urls[name]

    def stored_name(self, name: str) -> str:
        return str(super().stored_name(name)) if self.hashed_files else name
