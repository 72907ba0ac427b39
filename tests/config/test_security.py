"""A real server behind TLS passes Django's own deployment checks without a warning."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BROWSER_TESTS = "DJANGO_ALLOW_ASYNC_UNSAFE"  # set where they ran before in this process


def test_check_deploy_is_clean(tmp_path):
    given = {"HTTPS": "1", "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != BROWSER_TESTS} | given,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
