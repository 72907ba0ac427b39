"""Pages on what became of records, and how often criteria were right."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Division
from accounts.permissions import MAY, require
from accounts.requests import Request
from accounts.scope import areas, get_visible_or_404
from monitoring.criteria.rules import rules_of
from monitoring.exchange.models import Batch
from monitoring.feeds.outcomes import accuracy
from monitoring.feeds.outcomes.forms import SinceForm, TryForm
from monitoring.feeds.outcomes.lists import RECORDS, with_fates
from monitoring.feeds.outcomes.results import order
from monitoring.feeds.records.senders import feeds_of
from monitoring.jobs.telling import refusal_told
from monitoring.lists.page import opened


@require_safe
def records(request: Request) -> HttpResponse:
    """Every record the user's office or area has sent, and what became of it."""
    page = opened(request, RECORDS)
    context = page.context | {"lines": with_fates(page.rows)}
    return render(request, "monitoring/feeds/records.html", context)


@require_POST
def results(request: Request, pk: int) -> HttpResponse:
    """The workbook as it came, with what became of its rows, made in the background."""
    require(request.user, "feeds.send")
    batch = get_visible_or_404(Batch, request.user, pk=pk, kind__in=feeds_of(request.user))
    with refusal_told(request):
        return redirect("jobs:detail", order(batch, by=request.user).pk)
    return redirect("feeds:batch", pk)


@require_safe
def criteria(request: Request) -> HttpResponse:
    """How often each feed and criterion was right in the user's area, and how long it took."""
    place = _place(request)
    form = SinceForm(request.GET)
    context = {"place": place, "form": form}
    if form.is_valid():
        since = form.cleaned_data["since"]
        context |= {
            "since": since,
            "criteria": accuracy.scores(place, since),
            "feeds": accuracy.feed_scores(place, since),
        }
    return render(request, "monitoring/feeds/accuracy.html", context)


@require_safe
def try_value(request: Request, code: str) -> HttpResponse:
    """What another threshold had done on the decided cases."""
    place = _place(request)
    rules = rules_of(timezone.localdate(), place.code)
    criterion = next((each for each in rules.criteria if each.code == code), None)
    if criterion is None or not accuracy.parameters(criterion):
        raise Http404
    form = TryForm(request.GET, criterion=criterion, today=rules.values)
    context = {"place": place, "criterion": criterion, "form": form, "today": rules.parameters}
    if form.is_valid():
        since = form.cleaned_data["since"]
        context["as_is"] = accuracy.try_value(criterion, {}, place, since)
        context["tried"] = accuracy.try_value(criterion, form.values, place, since)
    return render(request, "monitoring/feeds/try_value.html", context)


def _place(request: Request) -> Division:
    require(request.user, "feeds.accuracy")
    return areas(request.user, MAY["feeds.accuracy"])[0]
