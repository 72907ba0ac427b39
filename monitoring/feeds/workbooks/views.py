"""Pages of the feeds: how they stand, what each takes, its workbooks and what waits."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.permissions import MAY, require
from accounts.requests import Request
from accounts.scope import areas, get_visible_or_404, visible
from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.schema import Feed
from monitoring.feeds.records.models import Record
from monitoring.feeds.records.senders import area_of, feeds_of
from monitoring.feeds.workbooks import actions, overview, template
from monitoring.feeds.workbooks.forms import ColumnsForm, WorkbookForm
from monitoring.feeds.workbooks.intakes import intake, kinds_of
from monitoring.jobs.telling import refusal_told
from monitoring.registry.paging import turned


@require_safe
def feed_list(request: Request) -> HttpResponse:
    """When each feed came last, for everybody; a door for those who send or look after it."""
    require(request.user, "feeds.view")
    place = next(iter(areas(request.user, MAY["feeds.view"])), None)
    own = feeds_of(request.user)
    standings = overview.standings(place) if place else []
    # One's own first, among them the overdue ones.
    standings.sort(key=lambda each: each.feed.code not in own)
    context = {"standings": standings, "place": place, "own": own}
    return render(request, "monitoring/feeds/feed_list.html", context)


@require_http_methods(["GET", "POST"])
def feed(request: Request, code: str) -> HttpResponse:
    """What the feed takes, the empty workbook, what was sent, and the way to send."""
    found = _feed(request, code)
    area = area_of(request.user)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if area and form.is_valid():
        batch = actions.upload(code, form.cleaned_data["workbook"], by=request.user, area=area)
        return redirect("feeds:batch", batch.pk)
    records = visible(Record, request.user).filter(feed=code, state="waiting", current=True)
    context = {
        "feed": found,
        "form": form if area else None,
        "waiting": records.exists(),
    }
    sent = overview.sent(request.user, found)
    return render(request, "monitoring/feeds/feed.html", context | sent)


@require_safe
def empty_workbook(request: Request, code: str) -> FileResponse:
    return template.answer(_feed(request, code))


@require_safe
def waiting(request: Request, code: str) -> HttpResponse:
    """Records whose person nobody has found yet."""
    found = _feed(request, code)
    rows = visible(Record, request.user).filter(feed=code, state="waiting", current=True)
    context = {"feed": found} | turned(request.GET, rows, ("id",), descending=True)
    return render(request, "monitoring/feeds/waiting.html", context)


@require_safe
def batch(request: Request, pk: int) -> HttpResponse:
    found = _batch(request, pk)
    if request.htmx and not found.is_running:
        return HttpResponseClientRefresh()
    return render(request, "monitoring/feeds/batch.html", overview.of(found))


@require_POST
def decide(request: Request, pk: int, act: str) -> HttpResponse:
    """Apply, discard or undo."""
    found = _batch(request, pk)
    with refusal_told(request):
        ACTS[act](found, request)
    return redirect("feeds:batch", found.pk)


@require_POST
def columns(request: Request, pk: int) -> HttpResponse:
    """Unknown headers get their meaning, once for the area, and the workbook is checked again."""
    found = _batch(request, pk)
    form = ColumnsForm(found, intake(found.kind).shape, request.POST)
    if form.is_valid():
        with refusal_told(request):
            actions.remap(found, by=request.user, mapping=form.mapped)
    for sentence in form.non_field_errors():
        messages.error(request, str(sentence))
    return redirect("feeds:batch", found.pk)


@require_POST
def mark(request: Request, pk: int) -> HttpResponse:
    """The same workbook with its faults in red, made in the background."""
    job = actions.give_back(_batch(request, pk), by=request.user)
    return redirect("jobs:detail", job.pk)


def _undo(batch: Batch, request: Request) -> None:
    actions.start_undoing(batch, by=request.user, why=request.POST.get("why", ""))


ACTS: dict[str, Callable[[Batch, Request], None]] = {
    "apply": lambda batch, request: actions.start_applying(batch, by=request.user),
    "discard": lambda batch, request: actions.discard(batch, by=request.user),
    "undo": _undo,
}


def _feed(request: Request, code: str) -> Feed:
    require(request.user, "feeds.send")
    if code not in feeds_of(request.user):
        raise Http404
    return FEEDS[code]


def _batch(request: Request, pk: int) -> Batch:
    require(request.user, "feeds.send")
    return get_visible_or_404(Batch, request.user, pk=pk, kind__in=kinds_of(request.user))
