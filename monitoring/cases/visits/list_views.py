"""The visits made, the round's import, and how often visits are due."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.forms import refuse
from accounts.permissions import may, require
from accounts.requests import Request
from monitoring.cases.visits import plan_actions, yearly_round
from monitoring.cases.visits.frequencies import history
from monitoring.cases.visits.lists import VISITS
from monitoring.cases.visits.plan_forms import FrequencyForm, RoundFile
from monitoring.lists.page import opened


@require_safe
def done(request: Request) -> HttpResponse:
    """Named `visits:list`: the visits that were made."""
    return render(request, "monitoring/visits/list.html", opened(request, VISITS).context)


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
