"""Static files under names that carry their digest, once they have been collected."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]  # whitenoise carries no types

__all__ = ["StaticStorage"]


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # as above
    """WhiteNoise's storage; until ``collectstatic`` has run (development, tests), files keep their plain names."""

    def stored_name(self, name: str) -> str:
        return str(super().stored_name(name)) if self.hashed_files else name
