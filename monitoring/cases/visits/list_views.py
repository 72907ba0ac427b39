"""The visits made, lists as workbooks, the round's import, and how often visits are due."""

from functools import partial
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import refuse
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import visible
from monitoring.cases.visits import plan_actions, yearly_round
from monitoring.cases.visits.frequencies import history
from monitoring.cases.visits.models import Visit
from monitoring.cases.visits.plan_forms import FrequencyForm, PlanFilter, RoundFile, VisitFilter
from monitoring.cases.visits.querysets import LATEST_FIRST, VisitQuerySet
from monitoring.registry.paging import counted, page
from monitoring.screening.forms import PlaceForm

F = TypeVar("F", bound=PlaceForm)


@require_safe
def done(request: Request) -> HttpResponse:
    """Named `visits:list`: the visits that were made."""
    form, visits = _visits(request)
    after, before = form.position
    found = page(
        visits.for_list(),
        LATEST_FIRST,
        among=partial(visible, Visit, request.user),
        after=after,
        before=before,
        descending=True,
    )
    form.offer_near_places()
    context = {
        "form": form,
        "rows": found.rows,
        "count": counted(visits),
        "previous": elsewhere(request, before=found.previous),
        "next": elsewhere(request, after=found.next),
        "query": elsewhere(request),
        "may_export": may(request.user, "cases.export"),
    }
    return render(request, "monitoring/visits/list.html", context)


@require_POST
def export(request: Request, what: str) -> HttpResponse:
    """The list as it is filtered, as a workbook made in the background."""
    require(request.user, "cases.export")
    forms: dict[str, type[PlanFilter | VisitFilter]] = {"plan": PlanFilter, "list": VisitFilter}
    if what not in forms:
        raise Http404
    form = valid(forms[what](request.POST, user=request.user))
    job = plan_actions.export(what, chosen=form.chosen, place=form.place, by=request.user)
    return redirect("jobs:detail", job.pk)


def round_import(request: Request) -> HttpResponse:
    """Results of the national app's yearly round, from its workbook."""
    require(request.user, "visits.import")
    form = RoundFile(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "columns": yearly_round.headers()}
    if request.method == "POST" and form.is_valid():
        try:
            count = yearly_round.import_round(form.cleaned_data["file"], by=request.user)
        except ValidationError as refused:
            context["problems"] = refused.messages
        else:
            messages.success(request, _("%(count)s visits are imported.") % {"count": count})
            return redirect("visits:list")
    return render(request, "monitoring/visits/round_import.html", context)


def frequencies(request: Request) -> HttpResponse:
    """How often each group is visited, by which document; an administrator sets it."""
    require(request.user, "procedures.view")
    may_set = may(request.user, "procedures.change")
    form = FrequencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan_actions.set_frequency(form.instance, by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect("visits:frequencies")
    context = {"form": form, "rows": history(), "may_set": may_set}
    return render(request, "monitoring/visits/frequencies.html", context)


def valid(form: F) -> F:
    """A place outside the user's area is the same 404 as one that does not exist."""
    if not form.is_valid():
        raise Http404
    return form


def elsewhere(request: Request, **changes: Any) -> str:
    """The query string of the same rows with `changes`; empty where a change is None."""
    if None in changes.values():
        return ""
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    query.update({name: str(value) for name, value in changes.items()})
    return query.urlencode()


def _visits(request: Request) -> tuple[VisitFilter, VisitQuerySet]:
    require(request.user, "cases.view")
    form = valid(VisitFilter(request.GET, user=request.user))
    return form, form.narrow(cast("VisitQuerySet", visible(Visit, request.user)))
