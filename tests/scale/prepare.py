"""Copies of the application to measure in: migrated, with divisions, an officer and households."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from accounts.divisions import load_divisions
from accounts.models import Post, User
from monitoring.registry.models import Household
from tests.scale import city
from tests.scale.imports import COUNTY, OFFICER


def empty() -> None:
    call_command("migrate", verbosity=0)
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    load_divisions()
    user, made = User.objects.get_or_create(username=OFFICER)
    if made:
        Post.objects.create(user=user, role=Post.Role.COUNTY, division_id=COUNTY)


def households(wanted: int) -> None:
    """Invent as many households as are missing to `wanted`."""
    missing = wanted - Household.objects.count()
    if missing > 0:
        city.generate(missing)
