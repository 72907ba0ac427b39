"""What every list can do beside its page: be searched and exported."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import require
from accounts.requests import Request
from monitoring.lists import actions
from monitoring.lists.declared import Listing, listings
from monitoring.lists.figures import figures
from monitoring.lists.page import at_place, filtered, session_key
from monitoring.registry.forms import SearchForm


@require_POST
def search(request: Request, name: str) -> HttpResponse:
    """By POST, and a number is forgotten at once: personal data stands in no address."""
    listing = _listing(name)
    form, asked = filtered(request, listing, request.POST), SearchForm(request.POST)
    if not asked.is_valid():
        return redirect(listing.page)
    found = listing.search(request.user, asked.cleaned_data["text"])
    request.session[session_key(listing)] = found
    chosen = {name: value for name, value in form.chosen.items() if value}
    asked_for = urlencode({**listing.searching, **chosen, "search": 1})
    return redirect(f"{reverse(listing.page)}?{asked_for}")


@require_POST
def export(request: Request, name: str) -> HttpResponse:
    """The rows as they are filtered, as a workbook made in the background."""
    listing = _listing(name)
    require(request.user, listing.export)
    form = filtered(request, listing, request.POST)
    job = actions.export(listing, form, by=request.user)
    return redirect("jobs:detail", pk=job.pk)


@require_POST
def export_figures(request: Request, name: str) -> HttpResponse:
    if name not in figures:
        raise Http404
    require(request.user, figures[name].permission)
    _form, place = at_place(request, request.POST)
    job = actions.export_figures(figures[name], place, by=request.user)
    return redirect("jobs:detail", pk=job.pk)


def _listing(name: str) -> Listing[Any]:
    if name not in listings:
        raise Http404
    return listings[name]
