from functools import partial

from django.core.cache import cache
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Division
from accounts.permissions import require
from accounts.requests import Request
from monitoring.cases.casework.lists import CASES
from monitoring.cases.desk import news, nightly, standing, todo
from monitoring.kept import kept
from monitoring.lists.forms import PlaceForm
from monitoring.lists.page import at_place, search_form

KEEP_SECONDS = 60
MANY = 1_000  # running cases; where there are more, they are counted every five minutes


@require_safe
def standing_page(request: Request) -> HttpResponse:
    """Where cases stand and wait, for whoever supervises an area."""
    form, place = _supervised(request, request.GET)
    known = kept(
        f"standing:{place.code}",
        request.user,
        partial(standing.counted, request.user, place),
        large=lambda counts: counts.totals.cases > MANY,
    )
    form.offer_near_places()
    stages = known.counts.stages
    context = {
        "form": form,
        "area": place,
        "counted_at": known.at,
        "totals": known.counts.totals,
        "stages": stages,
        "most": max((stage.count for stage in stages), default=0),
        "places": known.counts.places,
        "listing": CASES,
        "search_form": search_form(CASES),
    }
    return render(request, "monitoring/desk/standing.html", context)


@require_safe
def news_page(request: Request) -> HttpResponse:
    """What happened; opening it is having read it."""
    require(request.user, "cases.view")
    rows = news.of(request.user)
    news.mark_seen(request.user)
    return render(request, "monitoring/desk/news.html", {"rows": rows})


@require_safe
def count(request: Request) -> HttpResponse:
    """How much waits for the person, for the menu; counted once a minute at most."""
    require(request.user, "desk.view")
    key = f"todo:{request.user.pk}"
    waiting = cache.get(key)
    if waiting is None:
        waiting = todo.count(request.user)
        cache.set(key, waiting, KEEP_SECONDS)
    return render(request, "monitoring/desk/count.html", {"waiting": waiting})


@require_safe
def nightly_page(request: Request) -> HttpResponse:
    require(request.user, "desk.jobs")
    return render(request, "monitoring/desk/nightly.html", {"rows": nightly.last_runs()})


def _supervised(request: Request, data: QueryDict) -> tuple[PlaceForm, Division]:
    """The chosen place, else the widest of the user's own."""
    require(request.user, "desk.supervise")
    return at_place(request, data)
