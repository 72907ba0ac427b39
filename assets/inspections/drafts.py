"""What is typed and not handed in: nobody's act yet, so without a record of its own."""

from typing import Any

from django.db import transaction

from accounts.models import User
from assets.inspections.models import Inspection, InspectionDraft
from assets.ledger.models import Asset


def draft_of(asset: Asset, user: User) -> dict[str, Any] | None:
    kept = InspectionDraft.objects.filter(asset=asset, by=user).first()
    return kept.data if kept else None


@transaction.atomic
def keep(asset: Asset, *, by: User, data: dict[str, Any]) -> bool:
    """False where it was handed in meanwhile: a late save brings no draft back."""
    if Inspection.objects.filter(pk=data["id"]).exists():
        return False
    InspectionDraft.objects.update_or_create(asset=asset, by=by, defaults={"data": data})
    return True
