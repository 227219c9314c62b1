"""What every test stands on: a data folder of its own, the real settings, and no silent skip in CI."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import django
import pytest
from hypothesis import HealthCheck, settings

from rumbo.config.kernels import use_if_warm

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
IN_CI = os.environ.get("CI") == "true"
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
ON_POSTGRESQL = os.environ.get("RUMBO_DATABASE_URL", "").startswith("postgres")

# Before Django reads its settings: nothing of the developer's own server (its data, its key, its language) is touched.
if not IS_WORKER:
    for name in [name for name in os.environ if name.startswith("RUMBO_") and name not in {"RUMBO_DATABASE_URL", "RUMBO_PDDL"}]:
        del os.environ[name]
    os.environ["RUMBO_DATA"] = tempfile.mkdtemp(prefix="rumbo-tests-")
    os.environ["RUMBO_REGION"] = str(ROOT / "regions" / "calibaja")
    os.environ["DJANGO_SETTINGS_MODULE"] = "rumbo.config.settings"

# The kernels that set-up compiled: the tests of the engine look at tens of thousands of worlds.
use_if_warm(ROOT / "var")

# Here and not by pytest-django, which would read the settings before the lines above.
django.setup()

settings.register_profile("rumbo", deadline=None, derandomize=IN_CI, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rumbo")


def pytest_unconfigure() -> None:
    """Take the run's data folder away again; the workers share it, so only the first process does."""
    if not IS_WORKER:
        shutil.rmtree(os.environ["RUMBO_DATA"], ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip, with the reason, what this machine cannot run; in CI the suite runs once on each database instead."""
    here = [item for item in items if not _belongs_to_other_database(item)]
    if IN_CI:
        config.hook.pytest_deselected(items=[item for item in items if item not in set(here)])
        items[:] = here
        return
    wanted = "SQLite: unset RUMBO_DATABASE_URL" if ON_POSTGRESQL else "PostgreSQL: set RUMBO_DATABASE_URL=postgres://…"
    for item in set(items) - set(here):
        item.add_marker(pytest.mark.skip(reason=f"needs {wanted}"))
    if not CHROMIUM.exists():
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=f"needs Chromium at {CHROMIUM}: apt install chromium, or set CHROMIUM"))


def _belongs_to_other_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("sqlite" if ON_POSTGRESQL else "postgresql") is not None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI everything must be there, so a skipped test is a failed one."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail") and not item.get_closest_marker("outside"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CI may not skip: {call.excinfo and call.excinfo.value}"
    return report
