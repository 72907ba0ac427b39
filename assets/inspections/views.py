"""Inspections: the form on a phone, what was seen, what is due and what was done."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.inspections import actions, drafts
from assets.inspections.forms import InspectionForm
from assets.inspections.lists import DUE, INSPECTIONS
from assets.inspections.models import Inspection
from assets.ledger.models import Asset
from monitoring.cases.visits.phone import phone_data
from monitoring.cases.visits.sent import read_draft
from monitoring.lists.page import opened


@require_safe
def due(request: Request) -> HttpResponse:
    return render(request, "assets/inspections/due.html", opened(request, DUE).context)


@require_safe
def done(request: Request) -> HttpResponse:
    return render(request, "assets/inspections/list.html", opened(request, INSPECTIONS).context)


@require_safe
def inspection(request: Request, pk: uuid.UUID) -> HttpResponse:
    require(request.user, "assets.view")
    found = get_visible_or_404(Inspection, request.user, pk=pk)
    context = {"inspection": found, "photos": found.photos.all()}
    return render(request, "assets/inspections/inspection.html", context)


@require_http_methods(["GET", "POST"])
def inspect(request: Request, pk: int) -> HttpResponse:
    """The page of an inspection, and what it hands in."""
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    if request.method == "POST":
        return _handed_in(request, asset)
    duty = asset.maintenance.on(timezone.localdate()).first()
    known = {"inspected_on": timezone.localdate(), "state": asset.state}
    context = {
        "asset": asset,
        "form": InspectionForm(initial=known | {"who": duty.person if duty else ""}),
        "last": asset.inspections.first(),
        "data": phone_data(
            f"{request.user.pk}:asset:{pk}",
            reverse("inspections:draft", args=[pk]),
            drafts.draft_of(asset, request.user),
        ),
    }
    return render(request, "assets/inspections/inspect.html", context)


@require_POST
def draft(request: Request, pk: int) -> JsonResponse:
    """Keeps what is typed; the page sends it by itself."""
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.KEEP, asset.division_id)
    data = read_draft(request.body)
    if data is None:
        return JsonResponse({"kept": False}, status=400)
    return JsonResponse({"kept": drafts.keep(asset, by=request.user, data=data)})


def _handed_in(request: Request, asset: Asset) -> JsonResponse:
    """What the scripts of the page need to go on."""
    form = InspectionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(form.sentences())
    try:
        made = actions.submit(asset, by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        return _refused(refused.messages)
    return JsonResponse({"url": made.get_absolute_url()})


def _refused(sentences: Iterable[str]) -> JsonResponse:
    return JsonResponse({"errors": list(sentences)}, status=400)
