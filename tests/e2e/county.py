"""A county after its census: invented households, screened; and one household of extremes."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Division, User
from monitoring.registry.invented.workbook import write_census
from monitoring.registry.models import Household
from monitoring.screening.actions import screen
from monitoring.screening.models import Run
from tests import factories
from tests.monitoring.registry.census.files import bring_in

HOUSEHOLDS = 600
LONGEST_NAME = "买买提阿卜杜热西提" * 6 + "买买提阿卜杜"  # 60 characters


def bring_in_census(officer: User, path: Path, households: int = HOUSEHOLDS) -> None:
    """Import a workbook of invented households of 平山县, and screen them."""
    county = Division.objects.get(code=factories.PINGSHAN)
    write_census(path, county, households, seed=7, year=timezone.localdate().year)
    bring_in(ContentFile(path.read_bytes(), name=path.name), by=officer)
    screen(as_of=timezone.localdate(), by=officer, division=county, trigger=Run.Trigger.MANUAL)


def large_household(officer: User) -> Household:
    """Twenty members and the longest names, with everything that can be wrong."""
    home = factories.household(head_name=LONGEST_NAME, phone="13832110000")
    for number in range(20):
        factories.member(home, name=LONGEST_NAME if number == 3 else f"张{number}")
    factories.statement(home, timezone.localdate().year, people=20, wage_income="9999999.99")
    factories.conditions(home)
    for criterion in ("income-below-line", "school-dropout", "unsafe-water", "serious-illness"):
        factories.flag(home, criterion)
    return home
