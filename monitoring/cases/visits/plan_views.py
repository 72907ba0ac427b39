"""The plan of visits, who makes them, how much of it is done, and whom nobody answers for."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import MAY, may, require
from accounts.requests import Request
from accounts.scope import areas, visible
from monitoring.cases.visits import plan_actions
from monitoring.cases.visits.completion import completion
from monitoring.cases.visits.lists import PLAN, WITHOUT_CONTACT
from monitoring.cases.visits.models import VisitDue
from monitoring.cases.visits.plan_forms import AssignForm
from monitoring.lists.page import filtered, opened, placed

if TYPE_CHECKING:
    from monitoring.cases.visits.querysets import VisitDueQuerySet

ON_ONE_SHEET = 30


@require_safe
def plan(request: Request) -> HttpResponse:
    context = opened(request, PLAN).context | {
        "today": timezone.localdate(),
        "assign": _assigning(request, None),
        "may_visit": may(request.user, "cases.visit"),
        "may_import": may(request.user, "visits.import"),
    }
    return render(request, "monitoring/visits/plan.html", context)


@require_safe
def sheet(request: Request) -> HttpResponse:
    """The most urgent ones on one A4 page, with room to write by hand."""
    form = filtered(request, PLAN, request.GET)
    rows = PLAN.rows(form).for_list().order_by(*form.order.keys)[:ON_ONE_SHEET]
    context = {"form": form, "rows": rows, "today": timezone.localdate()}
    return render(request, "monitoring/visits/sheet.html", context)


@require_POST
def assign(request: Request) -> HttpResponse:
    require(request.user, "visits.assign")
    form = _assigning(request, request.POST)
    if form is None or not form.is_valid():
        messages.error(request, _("Choose the visits, and to whom they are assigned."))
        return redirect("visits:plan")
    try:
        count = plan_actions.assign(
            form.cleaned_data["dues"], to=form.cleaned_data["to"], by=request.user
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        said = _("%(count)s visits are assigned to %(name)s.")
        messages.success(request, said % {"count": count, "name": form.cleaned_data["to"]})
    return redirect("visits:plan")


@require_safe
def completed(request: Request) -> HttpResponse:
    require(request.user, "cases.view")
    form = placed(request, request.GET)
    today = timezone.localdate()
    rows = completion(request.user, form.place, today) if form.place else []
    form.offer_near_places()
    may_export = may(request.user, "cases.export")
    context = {"form": form, "rows": rows, "today": today, "may_export": may_export}
    return render(request, "monitoring/visits/completion.html", context)


@require_safe
def without_contact(request: Request) -> HttpResponse:
    """Households to be watched for which nobody answers."""
    may_change = may(request.user, "households.change")
    context = opened(request, WITHOUT_CONTACT).context | {"may_change": may_change}
    return render(request, "monitoring/visits/without_contact.html", context)


def _assigning(request: Request, data: Any) -> AssignForm | None:
    """For who may give visits to others."""
    places = areas(request.user, MAY["visits.assign"])
    dues = cast("VisitDueQuerySet", visible(VisitDue, request.user)).open()
    return AssignForm(data, places=places, dues=dues) if places else None
