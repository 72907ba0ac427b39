from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.cases.casework.models import Case, Episode
from monitoring.cases.ending import actions, conditions, forms
from monitoring.cases.ending.lists import CANDIDATES, LONG_WATCH
from monitoring.cases.ending.models import Attestation
from monitoring.cases.procedures.models import Process
from monitoring.lists.page import opened


@require_safe
def candidates(request: Request) -> HttpResponse:
    """Monitored households that meet every condition a fact can tell, found last night."""
    context = opened(request, CANDIDATES).context
    return render(request, "monitoring/endings/candidates.html", context)


@require_safe
def long_watch(request: Request) -> HttpResponse:
    """Households wholly without labour: covered by the safety net, not marked eliminated."""
    context = opened(request, LONG_WATCH).context
    return render(request, "monitoring/endings/long_watch.html", context)


def new(request: Request, pk: int) -> HttpResponse:
    """Ask for an end of the episode; what stands in the way is said first."""
    require(request.user, "cases.view")
    episode = get_visible_or_404(Episode, request.user, pk=pk)
    form = forms.EndingForm(request.POST or None, episode=episode)
    ask = partial(actions.ask, episode, by=request.user)
    made: list[Case] = []
    if request.method == "POST" and accepted(form, lambda: made.append(ask(**form.cleaned_data))):
        return redirect(made[0])
    context = {
        "form": form,
        "episode": episode,
        "conditions": conditions.of_episodes([episode])[episode.pk]
        if episode.state == Episode.State.MONITORED
        else [],
        "may_ask": _may_ask(request, episode),
    }
    return render(request, "monitoring/endings/new.html", context)


def case_conditions(request: Request, pk: int) -> HttpResponse:
    """The conditions of an elimination; those that no fact tells are confirmed here."""
    require(request.user, "cases.view")
    case = get_visible_or_404(Case, request.user, pk=pk, process=Process.ELIMINATION)
    if request.method == "POST":
        _attest(request, case)
        return redirect("endings:conditions", pk)
    context = {
        "case": case,
        "conditions": conditions.of_cases([case])[case.pk],
        "attestable": list(Attestation.Code.values),
        "may_attest": may(request.user, "cases.village", case.division_id),
        "form": forms.AttestForm(),
    }
    return render(request, "monitoring/endings/conditions.html", context)


def _attest(request: Request, case: Case) -> None:
    form = forms.AttestForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write how you know."))
        return
    try:
        actions.attest(case, by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))


def _may_ask(request: Request, episode: Episode) -> bool:
    code = episode.division_id
    levels = ("cases.village", "cases.township")
    return any(may(request.user, level, code) for level in levels)
