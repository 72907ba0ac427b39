"""The assets of a place at a glance, from the city down to the village, and as a workbook."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may, require
from accounts.requests import Request
from assets.overview import actions, charts
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


@require_POST
def export(request: Request) -> HttpResponse:
    require(request.user, "assets.export")
    _form, area = at_place(request, request.POST)
    return redirect("jobs:detail", pk=actions.export(area, by=request.user).pk)
