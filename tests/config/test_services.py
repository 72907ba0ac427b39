"""Two commands for a stranger rest on these: the servers start anywhere, for anyone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env, services
from config.settings import _database

ROOT = Path(__file__).resolve().parents[2]


def manage(var_dir: Path, *arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    environment |= {"VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    return done


@pytest.fixture(params=["short", "a-folder-with-a-very-long-name-" * 5])
def var_dir(request, tmp_path):
    folder = tmp_path / request.param
    folder.mkdir(mode=0o700)
    yield folder
    manage(folder, "stop_services")


def test_a_command_starts_the_servers_and_stop_services_ends_them(var_dir):
    said = manage(var_dir, "shell", "-v", "0", "-c", ASK)
    assert json.loads(said.stdout) == {"database": 1, "cache": "kept"}
    manage(var_dir, "stop_services")
    assert not (var_dir / "postgres" / "postmaster.pid").exists()
    assert not (var_dir / "redis" / "redis.pid").exists()


ASK = """
import json
from django.core.cache import cache
from django.db import connection
cache.set("word", "kept")
with connection.cursor() as cursor:
    cursor.execute("SELECT 1")
    print(json.dumps({"database": cursor.fetchone()[0], "cache": cache.get("word")}))
"""


def test_before_migrate_a_command_says_what_to_run(tmp_path):
    try:
        said = manage(tmp_path, "import_census", "a.xlsx", "--by", "li", "--json", status=2)
        assert "manage.py migrate" in json.loads(said.stdout)["error"]
        said = manage(tmp_path, "load_divisions", status=1)
        assert "manage.py migrate" in said.stderr
        assert "Traceback" not in said.stderr
    finally:
        manage(tmp_path, "stop_services")


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    first = env.key("SOME_KEY")
    assert env.key("SOME_KEY") == first
    assert (tmp_path / "keys" / "some_key").stat().st_mode & 0o777 == 0o600


def test_a_database_url_says_everything_there_is_to_say():
    url = "postgresql://aprm:p%40ss@db.example:5433/county?sslmode=require"
    assert _database(url) == {
        "NAME": "county", "USER": "aprm", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }  # fmt: skip


def test_given_servers_replace_the_embedded_ones(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/aprm")
    monkeypatch.setenv("REDIS_URL", "redis://somewhere:6379/0")
    services.start()  # would fail on the missing folder if it tried
    assert not services.embedded_database()
    assert not services.embedded_redis()
