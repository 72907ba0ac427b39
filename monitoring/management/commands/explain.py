import json
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from rest_framework.utils.encoders import JSONEncoder

from accounts.management.answers import AnsweringCommand
from monitoring.registry.models import Household
from monitoring.screening.explain import explain
from monitoring.screening.serializers import ExplanationSerializer


class Command(AnsweringCommand):
    help = "Say why a household is flagged, and what would clear each flag."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="HOUSEHOLD_CODE")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, code: str, **options: Any) -> None:
        household = Household.objects.filter(code=code).first()
        if household is None:
            raise CommandError(
                _("There is no household with the code “%(code)s”.") % {"code": code}
            )
        said = ExplanationSerializer(explain(household)).data
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False, cls=JSONEncoder))
        else:
            self.stdout.write("\n".join(lines(said)))


def lines(said: dict[str, Any]) -> list[str]:
    """A few lines per flag: what, since when, why, and what would clear it."""
    found = []
    for flag in said["flags"]:
        found += [f"[{flag['severity']}] {flag['name']} ({flag['first_seen']})"]
        found += [f"  {clause['sentence']}" for clause in flag["clauses"]]
        found += [f"  {text}" for text in (flag["gap_sentence"], flag["change"]) if text]
    for gap in said["near_gaps"]:
        found += [f"[?] {gap['name']}", *(f"  {text}" for text in gap["missing"])]
    return found
