"""What is typed and not handed in: nobody's act yet, so without a record of its own."""

from typing import Any

from django.db import transaction

from accounts.models import User
from monitoring.cases.visits.models import Visit, VisitDraft
from monitoring.registry.models import Household


def draft_of(household: Household, user: User) -> VisitDraft | None:
    return VisitDraft.objects.filter(household=household, by=user).first()


@transaction.atomic
def keep(household: Household, *, by: User, data: dict[str, Any]) -> bool:
    """False where its visit was handed in meanwhile: a late save brings no draft back."""
    if Visit.objects.filter(pk=data["id"]).exists():
        return False
    VisitDraft.objects.update_or_create(household=household, by=by, defaults={"data": data})
    return True
