"""Who inspected an asset saw its state, also where it was no news (ledger/uses.py)."""

from datetime import date

from django.db.models import Exists, OuterRef

from assets.inspections.models import Inspection


def since(day: date) -> Exists:
    return Exists(Inspection.objects.filter(asset=OuterRef("pk"), inspected_on__gte=day))
