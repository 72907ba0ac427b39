"""Relocation parks: their list, a new one, one of them with what is entered about it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.ledger.answering import answered
from assets.organisations.parks import actions
from assets.organisations.parks.forms import CommunityForm, InsideForm, JobCountForm, ParkForm
from assets.organisations.parks.lists import PARKS, parks_seen_by
from assets.organisations.parks.models import Inside, Park
from monitoring.lists.page import opened

FORM = "assets/organisations/form.html"


@require_safe
def park_list(request: Request) -> HttpResponse:
    context = {"may_keep": may(request.user, actions.KEEP)}
    page = opened(request, PARKS).context | context
    return render(request, "assets/organisations/parks/list.html", page)


@require_http_methods(["GET", "POST"])
def park_new(request: Request) -> HttpResponse:
    require(request.user, actions.KEEP)
    form, made = ParkForm(request.POST or None, user=request.user), list[Park]()
    if form.is_bound and accepted(
        form, lambda: made.append(actions.enter(by=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("Saved. Now enter whom it is for and what stands in it."))
        return redirect(made[0])
    return render(request, "assets/organisations/parks/new.html", {"form": form})


@require_safe
def park(request: Request, pk: int) -> HttpResponse:
    require(request.user, "assets.view")
    get_visible_or_404(Park, request.user, pk=pk)
    found = parks_seen_by(request.user).for_list().get(pk=pk)
    context = {
        "park": found,
        "communities": found.communities.all(),
        "inside": found.inside.filter(asset__ended_on=None).select_related(
            "asset__kind", "asset__division"
        ),
        "counts": found.counts.select_related("by"),
        "may_keep": may(request.user, actions.KEEP, found.division_id),
    }
    return render(request, "assets/organisations/parks/park.html", context)


@require_http_methods(["GET", "POST"])
def serve(request: Request, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = CommunityForm(request.POST or None)
    act = partial(actions.serve, found)
    return answered(request, found, form, act, _("Enter a relocation community"), template=FORM)


@require_http_methods(["GET", "POST"])
def put_in(request: Request, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = InsideForm(request.POST or None, park=found, user=request.user)
    act, title = partial(actions.put_in, found), _("Enter an asset that stands in it")
    return answered(request, found, form, act, title, template=FORM)


@require_http_methods(["GET", "POST"])
def count_jobs(request: Request, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = JobCountForm(request.POST or None)
    act = partial(actions.count_jobs, found)
    return answered(request, found, form, act, _("Enter how many work there"), template=FORM)


@require_POST
def take_out(request: Request, pk: int) -> HttpResponse:
    inside = get_visible_or_404(Inside, request.user, pk=pk)
    park = inside.park
    actions.take_out(inside, by=request.user)
    messages.success(request, _("Taken out of the park."))
    return redirect(park)


def _kept(request: Request, pk: int) -> Park:
    found = get_visible_or_404(Park, request.user, pk=pk)
    require(request.user, actions.KEEP, found.division_id)
    return found
