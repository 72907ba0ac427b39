"""The processes with their versions, the form that makes a new one, and the calendar."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from monitoring.cases.procedures import actions, overview
from monitoring.cases.procedures.calendar import exceptions, years
from monitoring.cases.procedures.forms import (
    BaseStepFormSet,
    DaysForm,
    ProcedureForm,
    rearranged,
    rows_of,
    step_forms,
)
from monitoring.cases.procedures.models import Procedure

SAVE = "save"
DAYS = 200


@require_safe
def procedure_list(request: Request) -> HttpResponse:
    require(request.user, "procedures.view")
    versions = visible(Procedure, request.user).select_related("county").prefetch_related("steps")
    context = {
        "processes": overview.by_process(versions, timezone.localdate()),
    }
    return render(request, "monitoring/procedures/list.html", context)


@require_safe
def procedure(request: Request, pk: int) -> HttpResponse:
    require(request.user, "procedures.view")
    found = get_visible_or_404(Procedure, request.user, pk=pk)
    versions = visible(Procedure, request.user).filter(process=found.process, county=found.county)
    context = {
        "procedure": found,
        "flow": overview.flow(found.steps.all()),
        "versions": versions.select_related("made_by"),
        "may_change": may(request.user, "procedures.change"),
    }
    return render(request, "monitoring/procedures/procedure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """Rows of steps; each button but the last only arranges them anew and shows the flow."""
    require(request.user, "procedures.change")
    base = get_visible_or_404(Procedure, request.user, pk=pk)
    order = request.POST.get("do", "")
    form = ProcedureForm(request.POST or None, initial=_first(base))
    rows = step_forms(request.POST) if order == SAVE else _rows(request, base, order)
    kept = partial(_publish, request, base, form, rows)
    if order == SAVE and rows.is_valid() and accepted(form, kept):
        messages.success(request, _("The new version is kept. Running cases keep theirs."))
        return redirect("procedures:list")
    context = {"base": base, "form": form, "rows": rows, "flow": overview.flow(rows.shown())}
    return render(request, "monitoring/procedures/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: Request) -> HttpResponse:
    require(request.user, "procedures.view")
    changes = may(request.user, "procedures.change")
    form = DaysForm(request.POST or None)
    if request.method == "POST":
        require(request.user, "procedures.change")
        if accepted(form, lambda: _enter(request, form)):
            return redirect("procedures:calendar")
    context = {
        "form": form if changes else None,
        "years": years(timezone.localdate()),
        "days": exceptions()[:DAYS],
    }
    return render(request, "monitoring/procedures/calendar.html", context)


def _rows(request: Request, base: Procedure, order: str) -> BaseStepFormSet:
    rows = rearranged(request.POST, order) if request.method == "POST" else rows_of(base)
    return step_forms(initial=rows)


def _first(base: Procedure) -> dict[str, Any]:
    """What a new version begins from: today's limits, from tomorrow, by a document to be named."""
    kept = ("county", "days", "unit", "notice_days", "stable_months")
    first = {name: getattr(base, name) for name in kept}
    return first | {"valid_from": timezone.localdate() + timedelta(days=1)}


def _publish(request: Request, base: Procedure, form: ProcedureForm, rows: BaseStepFormSet) -> None:
    actions.publish(base.process, by=request.user, steps=rows.steps(), **form.cleaned_data)


def _enter(request: Request, form: DaysForm) -> None:
    count = actions.enter_days(by=request.user, **form.cleaned_data)
    said = ngettext("%(count)s day entered.", "%(count)s days entered.", count)
    messages.success(request, said % {"count": count})
