"""A database of a test's own, on the server of this run."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit


class scratch:  # noqa: N801  a context manager, used as one
    """A database of its own on the server of this run, and its address; on SQLite nothing is needed."""

    def __init__(self, url: str, name: str, *, like: str = "template1") -> None:
        self.url, self.name, self.like = url, name, like

    def __enter__(self) -> str:
        if not self.url:
            return ""
        self._run(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.like}"')
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{self.name}"))

    def __exit__(self, *_: object) -> None:
        if self.url:
            self._run(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def _run(self, sentence: str) -> None:
        import psycopg

        with psycopg.connect(urlunsplit(urlsplit(self.url)._replace(path="/postgres")), autocommit=True) as connection:
            connection.execute(sentence)
