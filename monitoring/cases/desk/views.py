from functools import partial

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Division
from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import areas
from monitoring.cases.desk import news, nightly, standing, todo
from monitoring.kept import kept

KEEP_SECONDS = 60
MANY = 1_000  # running cases; where there are more, they are counted every five minutes


@require_safe
def standing_page(request: Request) -> HttpResponse:
    """Where cases stand and wait, for whoever supervises an area."""
    require(request.user, "desk.supervise")
    widest = min(areas(request.user), key=lambda area: len(area.prefix))
    known = kept(
        "standing",
        request.user,
        partial(standing.counted, request.user, _below(widest)),
        large=lambda counts: counts.totals.cases > MANY,
    )
    stages = known.counts.stages
    context = {
        "area": widest,
        "counted_at": known.at,
        "totals": known.counts.totals,
        "stages": stages,
        "most": max((stage.count for stage in stages), default=0),
        "places": known.counts.places,
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
    require(request.user, "cases.view")
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


def _below(area: Division) -> int:
    """Digits of the divisions one level below."""
    widths = sorted(Division.PREFIX.values())
    return next((width for width in widths if width > len(area.prefix)), len(area.prefix))
