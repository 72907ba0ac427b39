"""Who found an asset as recorded saw its state (ledger/uses.py)."""

from datetime import date

from django.db.models import Exists, OuterRef

from assets.stocktake.models import StockLine


def since(day: date) -> Exists:
    found = StockLine.objects.filter(asset=OuterRef("pk"), result=StockLine.Result.FOUND)
    return Exists(found.filter(at__date__gte=day))
