"""Try before release: other numbers, and at once who would be flagged and who cleared."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Division
from accounts.permissions import require
from accounts.requests import Request, ids
from accounts.scope import get_visible_or_404, visible
from monitoring.criteria import actions
from monitoring.criteria.charts import today_and_tried
from monitoring.criteria.difference import Simulation
from monitoring.criteria.forms import DraftForm
from monitoring.criteria.models import Version
from monitoring.criteria.rules import rules_in_force
from monitoring.criteria.simulation import simulate
from monitoring.criteria.trial import TrialForm, children, place_of, places_of
from monitoring.registry.models import Household

CHARTED = 12


@require_safe
def try_change(request: Request) -> HttpResponse:
    require(request.user, "criteria.simulate")
    division = _division(request, request.GET)
    rules = rules_in_force(timezone.localdate(), division)[0]
    form = TrialForm(request.GET, rules=rules, version=_version(request))
    context: dict[str, Any] = {
        "form": form,
        "division": division,
        "places": places_of(request.user),
        "may_try": True,
        "proposal": DraftForm(user=request.user),
    }
    if form.is_valid() and (form.parameters or form.conditions):
        found = simulate(parameters=form.parameters, conditions=form.conditions, division=division)
        context |= {"found": found} | _shown(request, form, found, division)
    return render(request, "monitoring/criteria/try.html", context)


@require_POST
def propose(request: Request) -> HttpResponse:
    """Hand in what was tried, for a second person to release."""
    require(request.user, "criteria.change")
    division = _division(request, request.POST)
    form = TrialForm(request.POST, rules=rules_in_force(timezone.localdate(), division)[0])
    proposal = DraftForm(request.POST, user=request.user)
    if not (form.is_valid() and proposal.is_valid()):
        messages.error(request, _("Give the day from which it holds and the source document."))
        return redirect("criteria:try")
    values = proposal.cleaned_data
    try:
        actions.propose(
            by=request.user,
            parameters=form.parameters,
            conditions=form.conditions,
            valid_from=values["valid_from"],
            document=values["document"],
            county=values["county"],
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Handed in. A second person releases it."))
    return redirect("criteria:version-list")


def _version(request: Request) -> Version | None:
    """The draft that is tried, where one is."""
    chosen = ids([request.GET.get("version", "")])
    return get_visible_or_404(Version, request.user, pk__in=chosen) if chosen else None


def _division(request: Request, data: QueryDict) -> Division:
    division = place_of(request.user, data.get("division", ""))
    if division is None:
        raise Http404
    return division


def _shown(
    request: Request, form: TrialForm, found: Simulation, division: Division
) -> dict[str, Any]:
    places = children(found, division)
    households = visible(Household, request.user).select_related("division")
    bars = [(place.name, count.today, count.tried) for place, count in places[:CHARTED]]
    return {
        "rows": [(place, count, _inside(form, place)) for place, count in places],
        "moves": [(form.name_of(code), found.criteria[code]) for code in found.touched],
        "chart": today_and_tried(bars),
        "newly_flagged": households.filter(pk__in=found.examples["newly_flagged"]),
        "newly_cleared": households.filter(pk__in=found.examples["newly_cleared"]),
    }


def _inside(form: TrialForm, place: Division) -> str:
    """The same trial inside the place; a village has nothing inside."""
    if place.level == Division.Level.VILLAGE:
        return ""
    return urlencode([*form.asked(), ("division", place.code)])
