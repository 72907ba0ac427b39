import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from accounts.management.answers import AnsweringCommand, named_day, named_division
from accounts.models import Division
from accounts.scope import inside
from monitoring.criteria.difference import Count, Simulation
from monitoring.criteria.models import Version
from monitoring.criteria.proposals import parameter_values
from monitoring.criteria.simulation import simulate
from monitoring.indicators.models import HouseholdIndicators
from monitoring.indicators.refresh import refresh
from monitoring.registry.models import Household


class Command(AnsweringCommand):
    help = "Say who would be flagged with other parameter values. Writes nothing."
    refused_status = 2

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--set", action="append", required=True, metavar="NAME=VALUE")
        parser.add_argument("--division", metavar="CODE")
        parser.add_argument("--as-of", metavar="DATE")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, division: str | None, as_of: str | None, **options: Any) -> None:
        area = named_division(division) if division else None
        day = named_day(as_of) if as_of else None
        try:
            values = parameter_values(options["set"])
            _complete(area)
            found = simulate(parameters=values, division=area, as_of=day)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Version.DoesNotExist as error:
            raise CommandError(str(error)) from error
        result = said(found)
        self.stdout.write(json.dumps(result) if options["json"] else lines(result))


def said(found: Simulation) -> dict[str, Any]:
    return {
        "set": {code: str(value) for code, value in found.parameters.items()},
        "division": found.division.code if found.division else None,
        "as_of": found.as_of.isoformat(),
        "households": found.households,
        "today": {"flagged": found.total.today},
        "tried": {"flagged": found.total.tried},
        "newly_flagged": found.total.newly_flagged,
        "newly_cleared": found.total.newly_cleared,
        "visits": found.visits,
        "by_criterion": {code: vars(found.criteria[code]) for code in found.touched},
        "by_township": _places(found, Division.Level.TOWNSHIP),
        "by_village": _places(found, Division.Level.VILLAGE),
        "examples": {kind: _codes(ids) for kind, ids in found.examples.items()},
        "seconds": found.seconds,
    }


def lines(result: dict[str, Any]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in result.items())


def _count(count: Count) -> dict[str, int]:
    names = ("today", "tried", "newly_flagged", "newly_cleared")
    return {name: getattr(count, name) for name in names}


def _places(found: Simulation, level: str) -> list[dict[str, Any]]:
    places = found.places(level)
    names = {each.code: each.name for each in Division.objects.filter(level=level)}
    return [
        {"code": code, "name": names.get(code, ""), **_count(count)}
        for code, count in places.items()
    ]


def _codes(ids: list[int]) -> list[str]:
    return list(
        Household.objects.filter(pk__in=ids).order_by("code").values_list("code", flat=True)
    )


def _complete(area: Division | None) -> None:
    """Compute the indicators of households just imported that no worker has screened yet."""
    households = Household.objects.filter(status=Household.Status.ACTIVE)
    rows = HouseholdIndicators.objects.all()
    if area:
        households, rows = households.filter(inside([area])), rows.filter(inside([area]))
    if households.count() != rows.count():
        refresh(as_of=timezone.localdate(), division=area)
