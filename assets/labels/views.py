"""Labels to stick on assets: those of the list as it is filtered, on sheets of paper."""

from dataclasses import replace

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from assets.ledger.lists import ASSETS
from assets.ledger.models import Asset
from monitoring.lists.page import opened

PER_SHEET = 24  # 3 × 8 on A4
LABELS = replace(ASSETS, page="labels:sheets", size=5 * PER_SHEET)


@require_safe
def sheets(request: Request) -> HttpResponse:
    page = opened(request, LABELS)
    labels = [(asset, _code(request, asset)) for asset in page.rows]
    starts = range(0, len(labels), PER_SHEET)
    context = page.context | {"sheets": [labels[at : at + PER_SHEET] for at in starts]}
    return render(request, "assets/labels/sheets.html", context)


def _code(request: Request, asset: Asset) -> str:
    """The address of its page: who scans it has to sign in to read more than the label says."""
    address = request.build_absolute_uri(asset.get_absolute_url())
    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=1))
