import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts import chain, proofs
from accounts.management.answers import AnsweringCommand
from accounts.proofs import Difference


class Command(AnsweringCommand):
    help = (
        "Seal the audit, look for rows altered, deleted or inserted, and compare with it what it"
        " proves; exit status 1 if anything is found."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *, json: bool, **options: Any) -> None:
        chain.seal()
        verdict, differences = chain.verify(), list(proofs.differences())
        self.stdout.write((_as_json if json else _as_text)(verdict, differences))
        if verdict.findings or differences:
            sys.exit(1)


def _as_json(verdict: chain.Verdict, differences: Sequence[Difference]) -> str:
    ok = not (verdict.findings or differences)
    return json.dumps(
        {"ok": ok, **asdict(verdict), "differences": [asdict(each) for each in differences]},
        ensure_ascii=False,
    )


def _as_text(verdict: chain.Verdict, differences: Sequence[Difference]) -> str:
    found = [
        _("%(kind)s: place %(position)s in the chain, row %(id)s") % asdict(finding)
        for finding in verdict.findings
    ]
    found += [
        _("%(kind)s: %(where)s, row %(id)s of the audit") % (asdict(each) | {"where": _named(each)})
        for each in differences
    ]
    said = _("%(sealed)s rows sealed, %(count)s findings. Keep this: %(head)s")
    count = len(found)
    return "\n".join(
        [*found, said % {"sealed": verdict.sealed, "count": count, "head": verdict.head}]
    )


def _named(difference: Difference) -> str:
    return " ".join(f"{name} {value}" for name, value in difference.where.items())
