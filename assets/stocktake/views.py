"""Stock-takes: all, one with its progress, a village's assets to tick, and closing one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request, ids
from accounts.scope import areas, get_visible_or_404, inside, visible
from assets.ledger.actions import LEVELS
from assets.ledger.models import Asset
from assets.stocktake import actions
from assets.stocktake.differences.lists import differences_seen_by
from assets.stocktake.forms import CloseForm, OpenForm
from assets.stocktake.lists import STOCK_LINES, lines_seen_by
from assets.stocktake.models import StockTake
from assets.stocktake.progress import by_place
from monitoring.lists.page import opened
from monitoring.registry.paging import turned


@require_http_methods(["GET", "POST"])
def take_list(request: Request) -> HttpResponse:
    """By year; the county opens one here."""
    require(request.user, "assets.view")
    opens = may(request.user, actions.OPEN)
    if request.method == "POST":
        require(request.user, actions.OPEN)
    form, made = OpenForm(request.POST or None, user=request.user), list[StockTake]()
    if form.is_bound and accepted(
        form, lambda: made.append(actions.open_take(by=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("Opened. Every village now finds its list under “To do”."))
        return redirect(made[0])
    takes = visible(StockTake, request.user).select_related("county")
    rows = [(take, _own(request, take)) for take in takes]
    context = {"rows": rows, "form": form if opens else None}
    return render(request, "assets/stocktake/list.html", context)


@require_safe
def line_list(request: Request) -> HttpResponse:
    return render(request, "assets/stocktake/lines.html", opened(request, STOCK_LINES).context)


@require_safe
def take(request: Request, pk: int, code: str) -> HttpResponse:
    """How far each township of a county, or each village of a township is."""
    found, area = _at(request, pk, code)
    lines = lines_seen_by(request.user).filter(inside([area]), take=found)
    differences = differences_seen_by(request.user).filter(inside([area]), take=found)
    context = {
        "take": found,
        "area": area,
        "counts": lines.counts(),
        "places": by_place(lines, area),
        "to_check": differences.to_check().count(),
        "to_decide": differences.to_decide().count(),
        "may_close": found.is_open and may(request.user, actions.OPEN, found.county_id),
    }
    return render(request, "assets/stocktake/take.html", context)


@require_http_methods(["GET", "POST"])
def place(request: Request, pk: int, code: str) -> HttpResponse:
    """What is still to be found in a village, ticked one by one or many at once."""
    found, division = _at(request, pk, code)
    if request.method == "POST":
        sent = ids(request.POST.getlist("line"))
        count = actions.tick(found, division, by=request.user, lines=sent)
        said = ngettext("%(count)s asset found.", "%(count)s assets found.", count)
        messages.success(request, said % {"count": count})
        return redirect("stocktake:place", pk, code)
    return render(request, "assets/stocktake/place.html", _to_find(request, found, division))


@require_POST
def tick_asset(request: Request, pk: int) -> HttpResponse:
    """From the page of an asset whose label was scanned."""
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, actions.COUNT, asset.division_id)
    line = asset.stock_lines.running().select_related("take", "division").first()
    if line is None:
        raise Http404
    actions.tick(line.take, line.division, by=request.user, lines=[line.pk])
    messages.success(request, _("Found as recorded."))
    return redirect(asset)


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(StockTake, request.user, pk=pk)
    require(request.user, actions.OPEN, found.county_id)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and accepted(
        form, lambda: actions.close_take(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Closed."))
        return redirect(found)
    context = {
        "take": found,
        "form": form,
        "left": found.lines.to_find().count(),
        "undecided": found.differences.undecided().count(),
    }
    return render(request, "assets/stocktake/close.html", context)


def _at(request: Request, pk: int, code: str) -> tuple[StockTake, Division]:
    """A stock-take, and a place of its county inside the person's area."""
    require(request.user, "assets.view")
    found = get_visible_or_404(StockTake, request.user, pk=pk)
    place = get_visible_or_404(Division, request.user, code=code, level__in=LEVELS)
    if not found.county.contains(code):
        raise Http404
    return found, place


def _own(request: Request, found: StockTake) -> Division:
    """The county for whoever answers for all of it, else the person's own place inside it."""
    own = areas(request.user)
    if any(area.contains(found.county_id) for area in own):
        return found.county
    return next(area for area in own if found.county.contains(area.code))


def _to_find(request: Request, found: StockTake, place: Division) -> dict[str, Any]:
    lines = lines_seen_by(request.user).filter(take=found, division=place)
    open_ones = lines.to_find().select_related("asset__kind")
    differences = differences_seen_by(request.user).filter(take=found, division=place)
    return turned(request.GET, open_ones, ["id"], among=lambda: lines) | {
        "take": found,
        "place": place,
        "counts": lines.counts(),
        "differences": differences.for_list(),
        "may_count": found.is_open and may(request.user, actions.COUNT, place.code),
    }
