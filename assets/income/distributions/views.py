"""Distributions of income: the list, a new one, one of them with its steps and papers."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.income.distributions import actions, workflow
from assets.income.distributions.checks import faults
from assets.income.distributions.forms import DraftForm
from assets.income.distributions.lists import DISTRIBUTIONS, distributions_seen_by
from assets.income.distributions.models import Distribution, DistributionStep
from assets.income.distributions.origins import origins
from assets.income.distributions.workflow import Act, State
from assistance.deliveries.models import Delivery
from monitoring.cases.casework.attachments import shown
from monitoring.jobs.telling import refusal_told
from monitoring.lists.page import opened

T = "assets/income/distributions"


@require_safe
def distribution_list(request: Request) -> HttpResponse:
    page = opened(request, DISTRIBUTIONS)
    context = page.context | {"may_draft": may(request.user, workflow.DRAFT)}
    return render(request, f"{T}/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require(request.user, workflow.DRAFT)
    form = DraftForm(request.POST or None, user=request.user)
    made: list[Distribution] = []
    if request.method == "POST" and accepted(form, lambda: made.append(_drafted(request, form))):
        messages.success(request, _("Now say what the income is used for."))
        return redirect("distributions:lines", made[0].pk)
    return render(request, f"{T}/new.html", {"form": form})


@require_safe
def distribution(request: Request, pk: int) -> HttpResponse:
    require(request.user, "assets.view")
    found = get_object_or_404(distributions_seen_by(request.user).for_list(), pk=pk)
    drafted = found.state == State.DRAFT
    lines = list(found.lines.select_related("use__measure"))
    context = {
        "distribution": found,
        "left": found.total - found.reached - found.spent,
        "lines": [(line, line.payouts.for_list()) for line in lines],
        "origins": origins([found.pk]).get(found.pk, []),
        "steps": [(Act(step.act).label, step) for step in found.steps.select_related("by")],
        "faults": faults(found) if drafted else [],
        "acts": workflow.open_to(request.user, found),
        "may_change": drafted and may(request.user, workflow.DRAFT, found.division_id),
        "may_pay": may(request.user, workflow.PAY, found.division_id),
        "back": _came_back(found),
    }
    return render(request, f"{T}/distribution.html", context)


@require_POST
def take_in(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(Distribution, request.user, pk=pk)
    require(request.user, workflow.DRAFT, found.division_id)
    with refusal_told(request):
        actions.take_in(found, by=request.user)
        messages.success(request, _("Saved."))
    return redirect(found)


@require_safe
def file(request: Request, pk: int) -> FileResponse:
    """The paper of a step, for whoever sees the distribution."""
    require(request.user, "assets.view")
    step = get_visible_or_404(DistributionStep, request.user, pk=pk)
    if not step.file:
        raise Http404
    return shown(step.file, step.act)


def _drafted(request: Request, form: DraftForm) -> Distribution:
    starts_on, ends_on = form.days
    return actions.draft(
        form.cleaned_data["village"], by=request.user, starts_on=starts_on, ends_on=ends_on
    )


def _came_back(found: Distribution) -> int:
    """How many of those who were paid have nothing now."""
    if found.state != State.PAID:
        return 0
    gone = (Delivery.State.RETURNED, Delivery.State.REVERSED)
    return found.lines.filter(payouts__delivery__state__in=gone).count()
