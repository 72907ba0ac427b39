"""The reckoning of 低保 income for a household, to print; nothing is kept of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assistance.schemes.employment.reading import necessary_cost
from assistance.schemes.limits.reading import known
from assistance.schemes.lowincome.forms import ReckonForm
from assistance.schemes.lowincome.parameters import LOW_INCOME, STANDARD
from assistance.schemes.lowincome.reckoning import reckon
from monitoring.cases.assessment.prefill import latest_yearly
from monitoring.registry.models import Household
from monitoring.registry.months import shifted


@require_http_methods(["GET", "POST"])
def household(request: Request, pk: int) -> HttpResponse:
    require(request.user, "households.view")
    found = get_visible_or_404(Household, request.user, pk=pk)
    today = timezone.localdate()
    values = known(LOW_INCOME, today, found.division_id)
    members = list(found.members.active().head_first())
    form = ReckonForm(
        request.POST or None, members=members, known=latest_yearly(found),
        work_cost=necessary_cost(found, shifted(today, -12), today),
    )  # fmt: skip
    reckoned = None
    if form.is_valid():
        reckoned = reckon(form.income, form.deductions, form.people, values)
    context = {
        "household": found,
        "form": form,
        "reckoned": reckoned,
        "standard": values[STANDARD.code],
        "today": today,
    }
    return render(request, "assistance/lowincome/reckoning.html", context)
