"""`make demo`: a whole working copy with invented households, in the foreground."""

import os
import secrets
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from honcho.manager import Manager

from accounts.departments import Department
from accounts.models import Division, Post, User
from assets.ledger.models import Asset
from config import services
from monitoring.registry import actions
from monitoring.registry.models import Household
from monitoring.screening.models import Run

# Each queue has a worker of its own, so that an import never keeps a page's export waiting.
WORKER = (
    "{python} -m celery -q -A config.celery worker -Q {queue} -c 1 -n {queue}@%h --loglevel WARNING"
)
PROCESSES = {
    "web": "{python} -m gunicorn config.wsgi --bind 127.0.0.1:{port} --workers 2 --threads 4"
    " --worker-class gthread --timeout 120 --log-level warning",
    "worker-web": WORKER.replace("{queue}", "web"),
    "worker-imports": WORKER.replace("{queue}", "imports"),
    "worker-screening": WORKER.replace("{queue}", "screening"),
    "beat": "{python} -m celery -q -A config.celery beat --loglevel WARNING",
}


class Command(BaseCommand):
    help = "Prepare invented households of one county, then run web server, workers and beat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--households", type=int, default=20_000)
        parser.add_argument("--division", default="130131000000", help="the county")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, households: int, division: str, port: int, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            refuse_busy_port(port)
            self.prepare(households, division)
            self.say(welcome(port, demo_password()))
            status = run_until_stopped(port)
        except KeyboardInterrupt:
            status = 130
        finally:
            services.stop()
        sys.exit(status)

    def say(self, text: str) -> None:
        """At once, also into a pipe."""
        self.stdout.write(text)
        self.stdout.flush()

    def prepare(self, households: int, division: str) -> None:
        """Everything that is not there yet; nothing the second time."""
        manage("migrate", "--verbosity", "0")
        if static_files_changed():
            self.say("Compressing the static files …")
            manage("collectstatic", "--noinput", "--verbosity", "0")
        if not Division.objects.exists():
            manage("load_divisions")
        password = demo_password()
        for role, place in places(division).items():
            if not User.objects.filter(username=role).exists():
                manage("create_account", role, "--role", role, *place, password=password)
        if not Household.objects.exists():
            self.import_census(households, division)
        if not Run.objects.exists():
            self.say("Screening …")
            manage("screen")
        pair_the_helper()
        if not Asset.objects.exists():
            manage("invent_assets", "--division", division, "--by", "county")

    def import_census(self, households: int, division: str) -> None:
        workbook = settings.VAR_DIR / "demo" / "census.xlsx"
        workbook.parent.mkdir(exist_ok=True)
        self.say(f"Writing a census workbook of {households} invented households …")
        numbers = ("--households", str(households), "--seed", "1")
        manage("make_census", str(workbook), "--division", division, *numbers)
        self.say("Importing it …")
        manage("import_census", str(workbook), "--by", "county")


def static_files_changed() -> bool:
    """Whether a source is newer than what was collected last; compressing takes seconds."""
    collected = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not collected.exists():
        return True
    sources = (path.stat().st_mtime for path in (settings.BASE_DIR / "static").rglob("*"))
    return max(sources) > collected.stat().st_mtime


def places(county: str) -> dict[str, tuple[str, ...]]:
    """The division of each role's account: the county, its city, its first village of farmers."""
    villages = Division.objects.filter(
        level=Division.Level.VILLAGE, code__startswith=county[:6], name__endswith="村民委员会"
    )
    village = villages.order_by("code").values_list("code", flat=True)[0]
    codes = {
        Post.Role.VILLAGE: village,
        Post.Role.HELPER: village,
        Post.Role.TOWNSHIP: f"{village[:9]}000",
        Post.Role.COUNTY: county,
        Post.Role.DEPARTMENT: county,
        Post.Role.CITY: f"{county[:4]}00000000",
        Post.Role.AUDITOR: f"{county[:4]}00000000",
    }
    given: dict[str, tuple[str, ...]] = {
        role.value: ("--division", code) for role, code in codes.items()
    }
    given[Post.Role.DEPARTMENT] += ("--department", Department.HEALTH_INSURANCE.value)
    return {**given, Post.Role.ADMIN.value: ()}


def pair_the_helper() -> None:
    helper = User.objects.get(username=Post.Role.HELPER)
    if helper.pairings.exists():
        return
    village = helper.posts.get().division
    officer = User.objects.get(username=Post.Role.TOWNSHIP)
    for household in Household.objects.filter(division=village, flags__isnull=False).distinct()[:5]:
        actions.pair_helper(household, by=officer, helper=helper)


def manage(*arguments: str, password: str | None = None) -> None:
    """Run a command of ours as a person would; stop where it failed (1: some rows refused)."""
    flags = ("--password-stdin",) if password else ()
    command = [sys.executable, "manage.py", *arguments, *flags]
    done = subprocess.run(command, input=password, text=True, cwd=settings.BASE_DIR, check=False)  # noqa: S603
    if done.returncode not in {0, 1 if arguments[0] == "import_census" else 0}:
        raise CommandError(f"manage.py {arguments[0]} failed; see above")


def demo_password() -> str:
    """Made once per copy, kept with mode 0600."""
    path = Path(settings.VAR_DIR) / "demo" / "password"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"demo-{secrets.token_hex(4)}", encoding="ascii")
    return path.read_text(encoding="ascii")


def refuse_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken; try: make demo PORT={port + 1}") from error


def welcome(port: int, password: str) -> str:
    roles = "\n".join(f"    {role.value:<11} {role.label}" for role in Post.Role)
    return (
        f"\n  防返贫监测 is ready:  http://127.0.0.1:{port}/\n\n"
        f"  Sign in with one of these names and the password  {password}\n{roles}\n\n"
        "  Ctrl-C stops everything.\n"
    )


def run_until_stopped(port: int) -> int:
    """Web server, workers and beat until Ctrl-C or until one of them dies."""
    manager = Manager()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    for name, command in PROCESSES.items():
        line = command.format(python=shlex.quote(sys.executable), port=port)
        manager.add_process(name, line, env=environment, cwd=str(settings.BASE_DIR))
    manager.loop()
    return int(manager.returncode or 0)
