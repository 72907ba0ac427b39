from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from accounts.audit import Event
from accounts.paging import newest_first, numbered
from accounts.permissions import may, require
from accounts.requests import Request, ids
from accounts.scope import get_visible_or_404, inside, visible
from monitoring.cases.papers import actions, docx, forms, kinds
from monitoring.cases.papers.codes import picture
from monitoring.cases.papers.models import Leaflet, Paper
from monitoring.registry.models import Household

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from monitoring.registry.querysets import HouseholdQuerySet


@require_safe
def paper_list(request: Request) -> HttpResponse:
    require(request.user, "cases.view")
    form = forms.PaperFilter(request.GET, user=request.user)
    if not form.is_valid():
        raise Http404
    rows = visible(Paper, request.user).select_related("division__parent", "by")
    if form.cleaned_data["division"]:
        rows = rows.filter(inside([form.cleaned_data["division"]]))
    if form.cleaned_data["kind"]:
        rows = rows.filter(kind=form.cleaned_data["kind"])
    page = newest_first(rows, request.GET)
    form.offer_near_places()
    county = next((place for place in form.own if place.level == "county"), None)
    context = {"form": form, "page": page, "rows": page.rows, "count": rows.count(),
               "county": county, "make": forms.MakeForm()}  # fmt: skip
    return render(request, "monitoring/papers/list.html", context)


@require_POST
def make(request: Request) -> HttpResponse:
    """Make a paper about something the user sees, and show it."""
    require(request.user, "papers.make")
    form = forms.MakeForm(request.POST)
    if not form.is_valid():
        raise Http404
    kind, key = form.cleaned_data["kind"], form.cleaned_data["subject"]
    try:
        subject = get_visible_or_404(kinds.DECLARED[kind].subject, request.user, pk=key)
    except (ValueError, ValidationError):
        raise Http404 from None
    site = request.build_absolute_uri("/").rstrip("/")
    given = {"day": form.cleaned_data["day"], "site": site}
    try:
        made = actions.make(kind, subject, by=request.user, **given)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("papers:list")
    return redirect("papers:paper", made.pk)


@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """Ready to print on A4."""
    require(request.user, "cases.view")
    found = get_visible_or_404(Paper, request.user, pk=pk)
    blocks = [
        block | {"picture": picture(block["code"])} if "code" in block else block
        for block in found.blocks
    ]
    return render(request, "monitoring/papers/paper.html", {"paper": found, "blocks": blocks})


@require_safe
def download(request: Request, pk: int) -> FileResponse:
    require(request.user, "cases.view")
    found = get_visible_or_404(Paper, request.user, pk=pk)
    audit.record(
        Event.EXPORTED, by=request.user, division_code=found.division_id, subject=found, count=1
    )
    return FileResponse(docx.write(found), as_attachment=True, filename=f"{found.number}.docx")


def leaflets(request: Request) -> HttpResponse:
    """Which households have not been given a leaflet yet; tick those who were."""
    require(request.user, "cases.view")
    form = forms.LeafletFilter(request.GET, user=request.user)
    if not form.is_valid():
        raise Http404
    topic = form.chosen_topic
    if request.method == "POST":
        _give(request, topic)
        return redirect(request.get_full_path())
    households = _concerned(request, form, topic)
    without = households.exclude(leaflets__topic=topic)
    page = numbered(without.select_related("division__parent").order_by("division", "code"),
                    request.GET)  # fmt: skip
    form.offer_near_places()
    context = {
        "form": form, "page": page, "rows": page.rows, "topic": Leaflet.Topic(topic).label,
        "all": households.count(), "without": page.count,
        "may_give": may(request.user, "papers.make"),
    }  # fmt: skip
    return render(request, "monitoring/papers/leaflets.html", context)


def _concerned(request: Request, form: forms.LeafletFilter, topic: str) -> "QuerySet[Household]":
    """Every household, or for the leaflet about help every monitored one."""
    seen = cast("HouseholdQuerySet", visible(Household, request.user))
    seen = seen.status(Household.Status.ACTIVE)
    if topic == Leaflet.Topic.HELP:
        seen = seen.monitored()
    place = form.cleaned_data["division"]
    return seen.filter(inside([place])) if place else seen


def _give(request: Request, topic: str) -> None:
    require(request.user, "papers.make")
    chosen = request.POST.getlist("household")
    given = actions.give_leaflets(ids(chosen), by=request.user, topic=topic)
    said = ngettext("%(n)s household noted.", "%(n)s households noted.", given) % {"n": given}
    messages.success(request, said)
