"""The file of a backup: a compressed tar with a manifest first, and after it exactly what the manifest names."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["DATABASE", "FORMAT", "SECRET", "BackupDamaged", "BackupRefused", "Manifest", "read_archive", "write_archive"]

FORMAT = 1
MANIFEST, DATABASE, SECRET = "manifest.json", "database", "secret_key"
LARGEST_MANIFEST = 256 * 1024
CHUNK = 1024 * 1024


class BackupDamaged(ValueError):  # noqa: N818  says what the file is
    """The file is no backup, or is one no longer: cut off, changed, or with something in it that is not ours."""


class BackupRefused(ValueError):  # noqa: N818  says what was done with the file
    """A whole backup that does not fit here. ``reason``: ``newer``, ``other-database`` or ``busy``."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself.

    Args:
        format: of the file itself; a larger one than ours is not read.
        rumbo: version that made it.
        made_at: when, ISO 8601 with a time zone.
        database: ``sqlite`` or ``postgresql``.
        migrations: all that were applied, as ``app.name``; one that is not known here makes the backup a newer one.
        files: SHA-256 of each file, by name.
    """

    format: int
    rumbo: str
    made_at: str
    database: str
    migrations: tuple[str, ...]
    files: Mapping[str, str]


def write_archive(target: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Write the manifest and the files it names to ``target``, down to the disk.

    Raises:
        FileExistsError: there is something under that name.
        OSError: it cannot be written.
    """
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as tar:
            _add(tar, MANIFEST, json.dumps(asdict(manifest), indent=2).encode())
            for name, path in files.items():
                tar.add(path, arcname=name, filter=_bare)
        raw.flush()
        os.fsync(raw.fileno())


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(_bare(entry), io.BytesIO(content))


def _bare(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names of who made it and on which machine."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def read_archive(source: Path, folder: Path) -> Manifest:
    """Check a backup from its first byte to its last, and put its files into ``folder``.

    Raises:
        BackupDamaged: anything in it is not as its manifest says.
        BackupRefused: it is of a newer form than this program reads.
        OSError: the file cannot be opened.
    """
    with source.open("rb"):  # a file that cannot be opened is no damaged one
        pass
    try:
        _read_to_the_end(source)
        with tarfile.open(source, mode="r:gz") as tar:
            manifest = _read_manifest(tar)
            for name, digest in manifest.files.items():
                _take(tar, name, digest, folder)
            if set(tar.getnames()) != {MANIFEST, *manifest.files}:
                raise BackupDamaged("there is more in it than it says")
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, KeyError) as error:
        raise BackupDamaged(type(error).__name__) from error
    return manifest


def _read_to_the_end(source: Path) -> None:
    """The checksum of the compression stands at its end, and is compared only by who reads that far."""
    with gzip.open(source) as stream:
        while stream.read(CHUNK):
            pass


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    entry = tar.next()
    stream = tar.extractfile(entry) if entry is not None and entry.name == MANIFEST else None
    try:
        data = json.loads(stream.read(LARGEST_MANIFEST)) if stream else {}
        if isinstance(data, dict) and isinstance(data.get("format"), int) and data["format"] > FORMAT:
            raise BackupRefused("newer", str(data.get("rumbo", ""))[:40])
        manifest = Manifest(**data)
    except (ValueError, TypeError) as error:
        if isinstance(error, BackupRefused):
            raise
        raise BackupDamaged("its manifest cannot be read") from error
    if DATABASE not in manifest.files or set(manifest.files) - {DATABASE, SECRET}:
        raise BackupDamaged("its manifest names other files than a backup has")
    return manifest


def _take(tar: tarfile.TarFile, name: str, digest: str, folder: Path) -> None:
    stream = tar.extractfile(name)
    if stream is None:
        raise BackupDamaged(f"{name} is no file")
    found = hashlib.sha256()
    with (folder / name).open("xb") as file:
        while chunk := stream.read(CHUNK):
            found.update(chunk)
            file.write(chunk)
    if found.hexdigest() != digest:
        raise BackupDamaged(f"{name} was changed")
