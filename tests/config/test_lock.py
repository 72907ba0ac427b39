"""The lock of the application is whole without the packages of the tests."""

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Everything a web server, a worker and beat load, as far as it can be loaded without running it.
LOAD = """
import importlib, pkgutil, sys
from importlib.machinery import PathFinder

class Locked(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        blocked = name.partition(".")[0] in BLOCKED
        return None if blocked else super().find_spec(name, path, target)

sys.meta_path = [Locked if finder is PathFinder else finder for finder in sys.meta_path]
import config.wsgi
import kombu.transport.redis, celery.bin.worker, celery.bin.beat, gunicorn.workers.gthread
import django_celery_beat.schedulers

for package in ("config", "accounts", "monitoring"):
    for module in pkgutil.walk_packages([package], f"{package}."):
        importlib.import_module(module.name)
"""


def of_the_tests_alone() -> set[str]:
    """Top-level modules that no package of requirements.lock brings."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {_same(name) for name in re.findall(r"^([\w.-]+)(?:\[.*\])?==", lock, re.M)}
    return {
        module
        for module, packages in packages_distributions().items()
        if not locked & set(map(_same, packages))
    }


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_application_loads_with_its_own_lock():
    blocked = of_the_tests_alone()
    assert {"pytest", "mypy"} <= blocked
    done = subprocess.run(
        [sys.executable, "-c", f"BLOCKED = {blocked!r}\n{LOAD}"], cwd=ROOT, text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
