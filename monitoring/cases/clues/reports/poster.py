"""The sheet that a village hangs up: how to report a difficulty without an account."""

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Division
from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, inside, visible


@require_safe
def poster(request: Request, code: str) -> HttpResponse:
    """Of a village, or one after another those of a whole township."""
    require(request.user, "clues.report")
    place = get_visible_or_404(Division, request.user, code=code)
    if place.level not in (Division.Level.TOWNSHIP, Division.Level.VILLAGE):
        raise Http404
    villages = visible(Division, request.user).filter(
        inside([place], "code"), level=Division.Level.VILLAGE
    )
    sheets = [
        {"village": village, "url": url, "code": segno.make(url, error="m").svg_data_uri(border=2)}
        for village in villages.select_related("parent__parent")
        if (url := request.build_absolute_uri(reverse("declare:form", args=[village.code])))
    ]
    return render(request, "monitoring/clues/reports/poster.html", {"sheets": sheets})
