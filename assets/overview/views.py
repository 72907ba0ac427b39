"""The assets of a place at a glance, from the city down to the village."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import may, require
from accounts.requests import Request
from assets.overview import charts
from assets.overview.keeping import known
from monitoring.lists.page import at_place


@require_safe
def overview(request: Request) -> HttpResponse:
    require(request.user, "assets.view")
    form, area = at_place(request, request.GET)
    form.offer_near_places()
    found = known(request.user, area)
    whole = found.counts
    context = {
        "form": form,
        "area": area,
        "counted_at": found.at,
        "whole": whole,
        "sections": [(section, charts.bars(section.lines)) for section in whole.sections],
        "by_place": charts.bars(whole.places),
        "map": charts.scatter(whole.points, area),
        "may_export": may(request.user, "assets.export", area.code),
    }
    return render(request, "assets/overview/overview.html", context)
