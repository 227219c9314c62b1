"""Two processes write at the same moment: both get their turn, and the log stays one chain."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ENTRIES = 25
WRITER = f"""
import datetime as dt, django
django.setup()
from django.db import transaction
from rumbo.base.services import record_audit
for n in range({ENTRIES}):
    with transaction.atomic():
        record_audit(actor="writer", verb="test.write", subject=str(n), now=dt.datetime.now(dt.UTC))
"""
READER = """
import django
django.setup()
from rumbo.base.models import AuditEntry
from rumbo.base.queries import broken_audit_entry
print(AuditEntry.objects.count(), broken_audit_entry())
"""


@pytest.mark.sqlite
@pytest.mark.slow
def test_two_processes_write_one_unbroken_chain(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "RUMBO_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "rumbo.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity=0"], env=env, check=True, timeout=120)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER], env=env) for _ in range(2)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    read = subprocess.run([sys.executable, "-c", READER], env=env, check=True, capture_output=True, text=True, timeout=120)
    assert read.stdout.split() == [str(2 * ENTRIES), "None"]
