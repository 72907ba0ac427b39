"""What help did: place by place, household by household, and one household in time."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Division
from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assistance.effect.charts import picture
from assistance.effect.lists import EFFECTS
from assistance.effect.places import counted
from assistance.effect.story import helped, told
from monitoring.lists.forms import PlaceForm
from monitoring.lists.page import at_place, opened
from monitoring.registry.models import Household


@require_safe
def effect_list(request: Request) -> HttpResponse:
    return render(request, "assistance/effect/list.html", opened(request, EFFECTS).context)


@require_safe
def places(request: Request) -> HttpResponse:
    form, area = _supervised(request, request.GET)
    total, below = counted(request.user, area)
    form.offer_near_places()
    context = {"form": form, "area": area, "total": total, "places": below}
    return render(request, "assistance/effect/places.html", context)


@require_safe
def household(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(Household, request.user, pk=pk)
    require(request.user, "plans.view", found.division_id)
    story = told(found, request.user)
    context = {"story": story, "sentences": list(helped(story)), "picture": picture(story)}
    return render(request, "assistance/effect/household.html", context)


def _supervised(request: Request, data: QueryDict) -> tuple[PlaceForm, Division]:
    """The chosen place, else the widest of the user's own."""
    require(request.user, "desk.supervise")
    return at_place(request, data)
