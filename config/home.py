"""The first page after signing in, by the area a person answers for, and the page about oneself."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import Division, Post, User
from accounts.permissions import roles
from accounts.scope import areas
from config import charts
from monitoring import dashboard
from monitoring.cases.desk import news, todo
from monitoring.kept import kept
from monitoring.lists.places import Viewer, places_of

Level = Division.Level

# By which figure the map of an overview is shaded.
SHADES = {
    "per_thousand": _("Waiting flags per 1,000 households"),
    "new": _("New flags this month"),
    "gaps": _("Judgements that lack data, in percent"),
}

MANY = 20_000  # households; of more the counts of an overview are kept for a while


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Due work first. The widest area of the user decides which of the pages it is."""
    held = areas(request.user)
    widest = min(held, key=lambda division: len(division.prefix), default=None)
    if widest is None:
        helper = Post.Role.HELPER in roles(request.user)
        return _village(request, None) if helper else _other(request)
    if widest.level == Level.VILLAGE:
        return _village(request, widest)
    if widest.level == Level.TOWNSHIP:
        return _township(request, widest)
    return _overview(request, widest)


def _village(request: HttpRequest, area: Division | None) -> HttpResponse:
    seen = dashboard.seen_by(request.user)
    counted = dashboard.by_place(seen, Level.VILLAGE)
    context = _common(seen, area, counted) | _waiting(request) | {"due": dashboard.due(seen)}
    return render(request, "config/home_village.html", context)


def _township(request: HttpRequest, area: Division) -> HttpResponse:
    seen = dashboard.seen_by(request.user)
    counted = dashboard.by_place(seen, Level.VILLAGE)
    places = dashboard.places(seen, Level.VILLAGE, counted)
    more = {"due": dashboard.due(seen), "places": places, "most": _most(places)}
    context = _common(seen, area, counted) | _waiting(request) | more
    return render(request, "config/home_township.html", context)


def _overview(request: HttpRequest, area: Division) -> HttpResponse:
    known = kept(
        "overview",
        request.user,
        partial(_counted, request.user, area),
        large=lambda counts: counts["figures"].households > MANY,
    )
    counted = known.counts
    shade = request.GET.get("shade", "")
    shade = shade if shade in SHADES else "per_thousand"
    more = {
        "area": area,
        "today": timezone.localdate(),
        "counted_at": known.at,
        "most": _most(counted["places"]),
        "shades": SHADES,
        "shade": shade,
        "map": charts.treemap(counted["places"], shade),
    }
    return render(request, "config/home_overview.html", counted | _waiting(request) | more)


def _waiting(request: HttpRequest) -> dict[str, Any]:
    """What waits for the person, on top of every home page."""
    user = request.user
    if not isinstance(user, User):
        return {}
    return {"todo": todo.groups(user), "items": todo.items(user), "unread": news.unread(user)}


def _counted(user: Viewer, area: Division) -> dict[str, Any]:
    """The counts of an overview; those of a whole city take seconds."""
    seen = dashboard.seen_by(user)
    below = Level.TOWNSHIP if area.level == Level.COUNTY else Level.COUNTY
    counted = dashboard.by_place(seen, below)
    return {
        "figures": dashboard.figures(seen, counted),
        "places": dashboard.places(seen, below, counted),
        "causes": dashboard.causes(seen),
        "week": dashboard.week(seen, below),
        "trend": charts.sparkline(dashboard.new_by_week(seen)),
    }


def _other(request: HttpRequest) -> HttpResponse:
    """A department's lists, or just the pages that are open to the user."""
    offices = places_of(request.user)
    context = {
        "today": timezone.localdate(),
        "area": next(iter(offices), None),
        "causes": dashboard.causes(dashboard.seen_by(request.user)) if offices else None,
    }
    return render(request, "config/home_other.html", context | _waiting(request))


def _common(
    seen: dashboard.Seen, area: Division | None, counted: dashboard.ByPlace
) -> dict[str, Any]:
    return {
        "area": area,
        "today": timezone.localdate(),
        "figures": dashboard.figures(seen, counted),
    }


def _most(places: list[dashboard.Place]) -> int:
    """What the longest bar stands for."""
    return max((place.waiting for place in places), default=0)


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Posts, language and sign-out; on a phone also the way to every page of the menu."""
    return render(request, "config/me.html")
