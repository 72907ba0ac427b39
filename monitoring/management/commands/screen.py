import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from accounts.management.answers import AnsweringCommand, named_day, named_division, writable
from monitoring.criteria.models import Version
from monitoring.screening.actions import screen
from monitoring.screening.models import Run


class Command(AnsweringCommand):
    help = "Judge every household of an area (all, by default) by the criteria in force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--division", metavar="CODE")
        parser.add_argument(
            "--as-of", metavar="DATE",
            help="judge as on another day: reports, and writes no flags",
        )  # fmt: skip
        parser.add_argument(
            "--verdicts", type=Path, metavar="FILE.csv",
            help="every verdict that is yes or missing: household_code,criterion,verdict",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true")

    def handle(
        self, *, division: str | None, as_of: str | None, verdicts: Path | None, **options: Any
    ) -> None:
        area = named_division(division) if division else None
        day = named_day(as_of) if as_of else timezone.localdate()
        with ExitStack() as stack:
            file = None
            if verdicts:
                file = stack.enter_context(writable(verdicts).open("w", encoding="utf-8"))
            try:
                run = screen(
                    as_of=day,
                    division=area,
                    by=None,
                    trigger=Run.Trigger.MANUAL,
                    verdicts=file,
                )
            except Version.DoesNotExist as error:
                raise CommandError(str(error)) from error
        result = said(run)
        self.stdout.write(json.dumps(result) if options["json"] else lines(result))


def said(run: Run) -> dict[str, Any]:
    """`data_gaps` counts the verdicts that are missing and the households without members."""
    names = ("households", "flagged", "new", "cleared", "data_gaps", "without_members", "seconds")
    return {
        "as_of": run.as_of.isoformat(),
        **{name: getattr(run, name) for name in names},
        "criteria": run.criteria,
        "stale_parameters": [row["parameter"] for row in run.parameters if row["stale"]],
    }


def lines(result: dict[str, Any]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in result.items())
