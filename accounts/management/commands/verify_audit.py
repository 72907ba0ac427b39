import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts import chain
from accounts.management.answers import AnsweringCommand


class Command(AnsweringCommand):
    help = "Seal the audit and look for rows altered, deleted or inserted; exit status 1 if any."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *, json: bool, **options: Any) -> None:
        chain.seal()
        verdict = chain.verify()
        self.stdout.write(_as_json(verdict) if json else _as_text(verdict))
        if verdict.findings:
            sys.exit(1)


def _as_json(verdict: chain.Verdict) -> str:
    return json.dumps({"ok": not verdict.findings, **asdict(verdict)})


def _as_text(verdict: chain.Verdict) -> str:
    lines = [
        _("%(kind)s: place %(position)s in the chain, row %(id)s") % asdict(finding)
        for finding in verdict.findings
    ]
    said = _("%(sealed)s rows sealed, %(count)s findings. Keep this: %(head)s")
    count = len(verdict.findings)
    return "\n".join(
        [*lines, said % {"sealed": verdict.sealed, "count": count, "head": verdict.head}]
    )
