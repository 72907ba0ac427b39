import json
import sys
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandParser

from accounts.management.answers import AnsweringCommand
from accounts.models import User
from monitoring.exchange.models import Batch
from monitoring.jobs.actions import Refusal
from monitoring.registry.census import actions


class Command(AnsweringCommand):
    help = "Take back what an import did, except values changed since, which are listed."
    refused_status = 2

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", type=int, metavar="BATCH")
        parser.add_argument("--by", metavar="USERNAME", help="who imported it, by default")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *, batch: int, by: str | None, **options: Any) -> None:
        result = _undo(batch, by)
        self.stdout.write(
            json.dumps(result, ensure_ascii=False) if options["json"] else _as_text(result)
        )
        sys.exit(2 if result["error"] else 1 if result["kept"] else 0)


def _undo(number: int, username: str | None) -> dict[str, Any]:
    result: dict[str, Any] = {"batch": number, "undone": False, "kept": [], "error": ""}
    batch = Batch.objects.select_related("by").filter(pk=number).first()
    if batch is None:
        return result | {"error": "没有这个批次。请核对批次号。"}
    user = User.objects.filter(username=username, is_active=True).first() if username else batch.by
    if user is None:
        return result | {"error": "没有这个用户。请核对用户名。"}
    try:
        kept = actions.undo(batch, by=user)
    except PermissionDenied:
        return result | {"error": "该用户没有撤销这个批次的权限。"}
    except Refusal as refusal:
        return result | {"error": str(refusal)}
    return result | {"undone": True, "kept": [value._asdict() for value in kept]}


def _as_text(result: dict[str, Any]) -> str:
    lines = [result["error"] or f"batch {result['batch']} undone"]
    lines += [f"kept {k['household']} {k['entity']} {k['field']}" for k in result["kept"]]
    return "\n".join(lines)
