"""The terminal on the small region: one call, one result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rumbo.cli.app import app
from tests.pathways.logic.small_region import write_region

Run = Callable[..., Any]


@pytest.fixture(scope="session")
def region_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_region(tmp_path_factory.mktemp("region") / "small")


@pytest.fixture
def run(region_path: Path, tmp_path: Path) -> Run:
    """Run a command on the small region: ``run("plan", "--goal", "visa", lang="en")``."""

    def call(*arguments: str, lang: str = "es", region: Path | None = region_path, text: str | None = None) -> Any:
        on = ["--region", str(region)] if region is not None else []
        env = {"RUMBO_LANG": lang, "RUMBO_DATA": str(tmp_path / "data"), "RUMBO_REGION": str(region_path)}
        return CliRunner().invoke(app, [*arguments, *on], env=env, input=text)

    return call
