"""Checking or approving what is ticked in the list, each difference as if alone."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.permissions import require
from accounts.requests import Request, ids
from assets.stocktake.differences import actions
from assets.stocktake.differences.lists import STOCK_DIFFERENCES, differences_seen_by
from assets.stocktake.differences.models import StockDifference
from monitoring.lists.bulk import Result, decide_each
from monitoring.lists.page import filtered


@require_POST
def check_many(request: Request) -> HttpResponse:
    require(request.user, actions.CHECK)
    return _each(request, actions.check)


@require_POST
def approve_many(request: Request) -> HttpResponse:
    require(request.user, actions.DECIDE)
    return _each(request, actions.approve)


def _each(request: Request, act: Callable[..., None]) -> HttpResponse:
    """Back to the list; where some could not be decided, by a page that says which and why."""
    chosen = _chosen(request)
    results = decide_each((each, partial(act, by=request.user)) for each in chosen)
    stayed = [each for each in results if not each.is_done]
    _say(request, results)
    filters = filtered(request, STOCK_DIFFERENCES, request.POST)
    back = f"{reverse(STOCK_DIFFERENCES.page)}?{filters.query}"
    if not stayed:
        return redirect(back)
    context = {"stayed": stayed, "back": back}
    return render(request, "assets/stocktake/differences/stayed.html", context)


def _chosen(request: Request) -> list[StockDifference]:
    """Those ticked on one page; 404 where one of them lies outside the user's area."""
    ticked = set(ids(request.POST.getlist("difference")[: STOCK_DIFFERENCES.size]))
    found = list(differences_seen_by(request.user).for_list().filter(pk__in=ticked))
    if len(found) != len(ticked):
        raise Http404
    return found


def _say(request: Request, results: list[Result[StockDifference]]) -> None:
    if not results:
        messages.error(request, _("Tick differences first."))
    if done := sum(each.is_done for each in results):
        said = ngettext("%(number)s difference decided.", "%(number)s differences decided.", done)
        messages.success(request, said % {"number": done})
