import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.management.base import CommandParser

from accounts.management.answers import AnsweringCommand, writable
from accounts.models import User
from monitoring.exchange.marking import write_marked
from monitoring.exchange.models import Batch, Finding
from monitoring.exchange.refusals import Refused
from monitoring.registry.census import actions
from monitoring.registry.census.counts import VERDICTS

ALL_IN, SOME_REFUSED, FILE_REFUSED = 0, 1, 2
FINDING = ("severity", "file", "sheet", "row", "column", "code", "message")


class Command(AnsweringCommand):
    help = "Import census workbooks: check, and apply the rows without errors."
    refused_status = FILE_REFUSED

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--by", required=True, metavar="USERNAME")
        parser.add_argument("--dry-run", action="store_true", help="check only, apply nothing")
        parser.add_argument("--report", type=Path, metavar="OUT.xlsx", help="the findings in red")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *, files: list[Path], by: str, **options: Any) -> None:
        began = time.monotonic()
        if options["report"]:
            writable(options["report"])
        try:
            batch = _import(files, _user(by), dry_run=options["dry_run"])
            if options["report"] and batch.state != Batch.State.REFUSED:
                write_marked(options["report"], batch)
            result = _result(batch)
        except Refused as refused:
            result = _refusal(refused)
        result["seconds"] = round(time.monotonic() - began, 3)
        self.stdout.write(_as_json(result) if options["json"] else _as_text(result))
        sys.exit(_status(result))


def _user(username: str) -> User:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise Refused("unknown-user", f"没有用户“{username}”。请核对用户名。")
    return user


def _import(paths: list[Path], by: User, *, dry_run: bool) -> Batch:
    missing = [path.name for path in paths if not path.is_file()]
    if missing:
        raise Refused("file-not-found", "没有这个文件。请核对路径。", file=missing[0])
    with ExitStack() as stack:
        files = [File(stack.enter_context(path.open("rb")), name=path.name) for path in paths]
        try:
            batch = actions.receive(files, by=by)
        except PermissionDenied:
            raise Refused("not-allowed", "该用户没有导入的权限。请由县级或市级人员导入。") from None
    actions.check(batch)
    if batch.state == Batch.State.CHECKED:
        (actions.discard if dry_run else actions.apply)(batch, by=by)
    return batch


def _result(batch: Batch) -> dict[str, Any]:
    nothing = dict.fromkeys(VERDICTS, 0)
    found = batch.findings.order_by("file", "sheet", "row", "pk").values(*FINDING)
    return {
        "batch": batch.pk,
        "households": batch.counts.get("households", nothing),
        "members": batch.counts.get("members", nothing),
        "findings": list(found),
    }


def _refusal(refused: Refused) -> dict[str, Any]:
    nothing = dict.fromkeys(VERDICTS, 0)
    finding = dict.fromkeys(FINDING) | {
        "severity": Finding.Severity.ERROR.value, "file": refused.file, "sheet": "", "column": "",
        "code": refused.code, "message": refused.message,
    }  # fmt: skip
    return {"batch": None, "households": nothing, "members": nothing, "findings": [finding]}


def _status(result: dict[str, Any]) -> int:
    """A finding without a row that is an error is about the file as a whole."""
    if any(f["severity"] == "error" and f["row"] is None for f in result["findings"]):
        return FILE_REFUSED
    refused = result["households"]["refused"] + result["members"]["refused"]
    return SOME_REFUSED if refused else ALL_IN


def _as_json(result: dict[str, Any]) -> str:
    return json.dumps(result, ensure_ascii=False)


def _as_text(result: dict[str, Any]) -> str:
    lines = [f"batch {result['batch']}, {result['seconds']} s"]
    for kind in ("households", "members"):
        numbers = ", ".join(f"{count} {verdict}" for verdict, count in result[kind].items())
        lines.append(f"{kind}: {numbers}")
    for found in result["findings"]:
        place = f"{found['file']} {found['sheet']} {found['row'] or ''} {found['column']}"
        lines.append(f"{found['severity']} {found['code']} {place}: {found['message']}")
    return "\n".join(lines)
