"""Events of villages: the list for every level, and the page where a village ticks households."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.feeds.events import actions
from monitoring.feeds.events.lists import EVENTS
from monitoring.feeds.events.models import AttachedHousehold, VillageEvent
from monitoring.feeds.events.progress import progress
from monitoring.feeds.events.ticks import RangeForm, ticked
from monitoring.jobs.actions import Refusal
from monitoring.lists.page import opened


@require_safe
def event_list(request: Request) -> HttpResponse:
    page = opened(request, EVENTS)
    context = page.context | {"rows": progress(page.rows)}
    return render(request, "monitoring/events/event_list.html", context)


@require_safe
def event(request: Request, pk: int) -> HttpResponse:
    found = _event(request, pk)
    return render(request, "monitoring/events/event.html", _context(request, found, RangeForm()))


@require_POST
def tick(request: Request, pk: int) -> HttpResponse:
    """Keep the ticks, as the draft or as the decision; `do` may change them first."""
    found = _event(request, pk)
    require(request.user, "events.decide", found.division_id)
    form = RangeForm(request.POST)
    if not form.is_valid():
        context = _context(request, found, form)
        return render(request, "monitoring/events/event.html", context, status=422)
    act = request.POST.get("do", "")
    households = ticked(_attached(found), request.POST.getlist("household"), act, form)
    keep = actions.decide if act == "decide" else actions.save
    try:
        keep(found, households, by=request.user, seen=request.POST.get("seen", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("The decision is saved.") if act == "decide" else _("The draft is saved.")
        messages.success(request, said)
    return redirect("events:event", found.pk)


def _event(request: Request, pk: int) -> VillageEvent:
    require(request.user, "events.view")
    return get_visible_or_404(VillageEvent, request.user, pk=pk)


def _attached(event: VillageEvent) -> list[AttachedHousehold]:
    return list(event.attached.for_ticking())


def _context(request: Request, event: VillageEvent, form: RangeForm) -> dict[str, object]:
    rows = _attached(event)
    return {
        "event": event,
        "is_told": event.record is not None,
        "rows": rows,
        "ticked": sum(row.ticked for row in rows),
        "form": form,
        "may_decide": may(request.user, "events.decide", event.division_id),
    }
